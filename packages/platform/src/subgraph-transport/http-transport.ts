import { Pool } from 'undici';
import { AppError } from '../errors/app-error';
import { readSubgraphAnswer } from './subgraph-answer';
import type { RawAnswer } from './subgraph-answer';
import { StandingSubscriptions } from './standing-subscription';
import { SubgraphSocket } from './subgraph-socket';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport';

export interface HttpTransportOptions {
  /** The subgraph's `/graphql`. Never in an error or a log line. */
  readonly url: string;
  /** Most connections at once. Default 32. */
  readonly connections?: number;
  /** Largest answer accepted, bytes; a larger one is an outage and ends its connection. Default 16 MB. */
  readonly maxAnswerBytes?: number;
  /** Pause between pings on the socket of subscriptions, milliseconds. Default 10 s. */
  readonly pingMs?: number;
}

const MAX_ANSWER_BYTES = 16_000_000;

/** The road over HTTP: keep-alive pool for operations, one WebSocket for all subscriptions, opened by the first. */
export function createHttpTransport(options: HttpTransportOptions): SubgraphTransport {
  const url = new URL(options.url);
  const pool = new Pool(url.origin, {
    connections: options.connections ?? 32,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    maxResponseSize: options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
  });
  const socket = new SubgraphSocket({
    url,
    maxMessageBytes: options.maxAnswerBytes ?? MAX_ANSWER_BYTES,
    pingMs: options.pingMs ?? 10_000,
  });
  const standing = new StandingSubscriptions((request, sink) => socket.open(request, sink));
  return {
    execute: (request) => execute(pool, url.pathname, request),
    subscribe: (subscription, sink) => standing.follow(subscription, sink),
    ping: async () => {
      const answer = await pool.request({
        method: 'GET',
        path: '/health',
        headersTimeout: 2_000,
        bodyTimeout: 2_000,
      });
      await answer.body.dump();
      if (answer.statusCode !== 200) throw unavailable();
    },
    close: async () => {
      standing.close();
      await socket.close();
      await pool.destroy();
    },
  };
}

async function execute(pool: Pool, path: string, request: SubgraphRequest): Promise<SubgraphResponse> {
  try {
    const response = readSubgraphAnswer(await post(pool, path, request));
    if (response === undefined) throw unavailable();
    return response;
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (request.signal?.aborted === true)
      throw new AppError('DEADLINE_EXCEEDED', 'A part of the shop did not answer in time', { cause: error });
    throw unavailable(error);
  }
}

/** The answer, whatever it is. By the pool's own events: its promises and streams cost more than the rest. */
function post(
  pool: Pool,
  path: string,
  { query, operationName, variables, variablesJson, headers, signal }: SubgraphRequest,
): Promise<RawAnswer> {
  const name = operationName === undefined ? '' : `,"operationName":${JSON.stringify(operationName)}`;
  const values = variablesJson ?? (variables === undefined ? undefined : JSON.stringify(variables));
  const body = `{"query":${JSON.stringify(query)}${name}${values === undefined ? '' : `,"variables":${values}`}}`;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let head: Omit<RawAnswer, 'bytes'> = NO_HEAD;
    let abort: ((reason: Error) => void) | undefined;
    const onAbort = (): void => {
      const reason = new Error('Nobody waits for the answer any more');
      abort?.(reason);
      reject(reason);
    };
    const end = (settle: () => void): void => {
      signal?.removeEventListener('abort', onAbort);
      settle();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    pool.dispatch(
      {
        method: 'POST',
        path,
        headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
        body,
      },
      {
        onRequestStart: (controller) => {
          abort = (reason) => {
            controller.abort(reason);
          };
          // It was aborted while it waited for a connection.
          if (signal?.aborted === true) onAbort();
        },
        onResponseStart: (_controller, statusCode, answered) => {
          const { 'content-type': contentType, 'content-encoding': contentEncoding } = answered;
          head = { statusCode, contentType: asText(contentType), contentEncoding: asText(contentEncoding) };
        },
        onResponseData: (_controller, chunk) => {
          chunks.push(chunk);
        },
        onResponseEnd: () => {
          end(() => {
            const [first] = chunks;
            const bytes = first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
            resolve({ ...head, bytes });
          });
        },
        onResponseError: (_controller, error) => {
          end(() => {
            reject(error);
          });
        },
      },
    );
  });
}

/** Of an answer that has ended before it began. */
const NO_HEAD = { statusCode: 0, contentType: undefined, contentEncoding: undefined };

/** Several of one header are none that can be trusted. */
function asText(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join() : header;
}

function unavailable(cause?: unknown): AppError {
  return new AppError(
    'DOWNSTREAM_UNAVAILABLE',
    'A part of the shop does not answer',
    cause === undefined ? {} : { cause },
  );
}
