import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import { badInput } from '../errors/app-error';
import { readLimitedBody } from './request-body';

/** Header values as single strings, names in lower case. */
export function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

/**
 * What Apollo Server needs to know of a Node request.
 * @throws AppError `BAD_USER_INPUT` for a body that is not JSON, `PAYLOAD_TOO_LARGE`.
 */
export async function toGraphQLRequest(
  request: IncomingMessage,
  maxBodyBytes: number,
): Promise<HTTPGraphQLRequest> {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(headersOf(request))) headers.set(name, value);
  const text = request.method === 'POST' ? await readLimitedBody(request, maxBodyBytes) : '';
  const search = new URL(request.url ?? '/', 'http://localhost').search;
  return {
    method: (request.method ?? 'GET').toUpperCase(),
    headers,
    search,
    body: text === '' ? undefined : parseJson(text),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw badInput('body', 'is not valid JSON');
  }
}

/** Characters from which on a text costs less as bytes that are made here than left to the socket, which makes room for three times as many. */
const LARGE_TEXT = 8_192;

/** What is as long in UTF-8 is nothing but ASCII, of which bytes are made much faster. */
function bytesOf(text: string): Buffer {
  return Buffer.from(text, Buffer.byteLength(text) === text.length ? 'latin1' : 'utf8');
}

/**
 * Sends Apollo Server's answer.
 * @param bytes Of its text, when they are known.
 */
export async function sendGraphQLResponse(
  response: ServerResponse,
  answer: HTTPGraphQLResponse,
  bytes?: Buffer,
): Promise<void> {
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status ?? 200;
  if (answer.body.kind === 'complete') {
    const { string: text } = answer.body;
    response.end(bytes ?? (text.length < LARGE_TEXT ? text : bytesOf(text)));
    return;
  }
  for await (const chunk of answer.body.asyncIterator) response.write(chunk);
  response.end();
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(value));
}
