import { Pool } from 'undici';
import { AppError } from '../errors/app-error';
import { StandingSubscriptions } from './standing-subscription';
import { SubgraphSocket } from './subgraph-socket';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport';

export interface HttpTransportOptions {
  /** The subgraph's `/graphql`. Never in an error or a log line. */
  readonly url: string;
  /** Most connections at once. Default 32. */
  readonly connections?: number;
  /** Largest answer accepted. Default 16 MB. */
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
  const body = JSON.stringify({
    query: request.query,
    operationName: request.operationName,
    variables: request.variables,
  });
  try {
    const answer = await pool.request({
      method: 'POST',
      path,
      headers: { ...request.headers, 'content-type': 'application/json', accept: 'application/json' },
      body,
      ...(request.signal === undefined ? {} : { signal: request.signal }),
    });
    return asGraphQL(await answer.body.text());
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (request.signal?.aborted === true)
      throw new AppError('DEADLINE_EXCEEDED', 'A part of the shop did not answer in time', { cause: error });
    throw unavailable(error);
  }
}

/** A GraphQL answer has `data` or `errors`, whatever its status; anything else (a proxy's page) is an outage. */
function asGraphQL(text: string): SubgraphResponse {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unavailable(error);
  }
  const answer = value as { data?: unknown; errors?: unknown } | null;
  const isAnswer =
    typeof answer === 'object' &&
    answer !== null &&
    (typeof answer.data === 'object' || Array.isArray(answer.errors));
  if (!isAnswer) throw unavailable();
  return answer as SubgraphResponse;
}

function unavailable(cause?: unknown): AppError {
  return new AppError(
    'DOWNSTREAM_UNAVAILABLE',
    'A part of the shop does not answer',
    cause === undefined ? {} : { cause },
  );
}
