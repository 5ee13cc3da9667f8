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

/** Sends Apollo Server's answer. */
export async function sendGraphQLResponse(
  response: ServerResponse,
  answer: HTTPGraphQLResponse,
): Promise<void> {
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.statusCode = answer.status ?? 200;
  if (answer.body.kind === 'complete') {
    response.end(answer.body.string);
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
