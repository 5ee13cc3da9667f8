import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { GatewayContext } from '../context';
import type { IncrementalRoad, Payload } from '../operations/incremental-road';
import { sentOperation } from './lean-endpoint';
import type { AdmittedRequest } from './lean-endpoint';

/** `POST /graphql` for an operation with @defer, answered in parts to clients that take them. */
export interface IncrementalEndpoint {
  /** Whether a client that also takes a stream of events is to be asked for parts. */
  isPreferred(admitted: AdmittedRequest): boolean;
  /** @returns false when the answer is in one piece: nothing has been run, and nothing sent. */
  answer(admitted: AdmittedRequest, context: GatewayContext, response: ServerResponse): Promise<boolean>;
}

const HEADERS = {
  'content-type': 'multipart/mixed; boundary="-"; deferSpec=20220824',
  // Some proxies collect an answer before they pass it on, unless they are told not to.
  'x-accel-buffering': 'no',
} as const;

export function createIncrementalEndpoint(road: IncrementalRoad): IncrementalEndpoint {
  return {
    isPreferred: (admitted) => {
      const source = isForParts(admitted) ? sentOperation(admitted.body)?.source : undefined;
      return source !== undefined && /@defer\b/.test(source) && !/\bsubscription\b/.test(source);
    },
    answer: async (admitted, context, response) => {
      const sent = isForParts(admitted) ? sentOperation(admitted.body) : undefined;
      const payloads = sent === undefined ? undefined : await road(sent, context);
      if (payloads === undefined) return false;
      await send(response, payloads);
      return true;
    },
  };
}

function isForParts({ method, headers }: AdmittedRequest): boolean {
  return method === 'POST' && takesParts(headers['accept'] ?? '');
}

/** Whether an `accept` header names the form of parts that is sent, or leaves it open. Other forms have other parameters. */
export function takesParts(accept: string): boolean {
  return accept.split(',').some((range) => {
    const [type, ...parameters] = range.split(';').map((part) => part.replace(/\s|"/g, '').toLowerCase());
    const wanted = parameters.filter(
      (parameter) => !parameter.startsWith('q=') && !parameter.startsWith('boundary='),
    );
    const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    return (
      type === 'multipart/mixed' &&
      !isRefused &&
      wanted.every((parameter) => parameter === 'deferspec=20220824')
    );
  });
}

/** Rejects only for a fault of our own, when the client has to be cut off. */
async function send(
  response: ServerResponse,
  payloads: AsyncGenerator<Payload, void, undefined>,
): Promise<void> {
  const chunks = Readable.from(multipart(payloads));
  if (!response.destroyed) response.writeHead(200, HEADERS);
  try {
    await pipeline(chunks, response);
  } catch (error) {
    if (!isCutOff(error)) throw error;
  }
}

/** Each part is complete with the boundary after it: a client need not wait for the next one to read it. */
async function* multipart(
  payloads: AsyncGenerator<Payload, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  let before = '\r\n---\r\n';
  for await (const { json, hasNext } of payloads) {
    yield `${before}content-type: application/json; charset=utf-8\r\n\r\n${json}\r\n---${hasNext ? '' : '--'}\r\n`;
    before = '';
  }
}

/** The client went away. */
function isCutOff(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}
