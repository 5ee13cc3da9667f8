import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import { Pool } from 'undici';
import { WebSocket } from 'ws';
import { AppError } from '../errors/app-error';
import type { SubgraphRequest, SubgraphResponse, SubgraphTransport } from './subgraph-transport';

export interface HttpTransportOptions {
  /** The subgraph's `/graphql`. Never in an error or a log line. */
  readonly url: string;
  /** Most connections at once. Default 32. */
  readonly connections?: number;
  /** Largest answer accepted. Default 16 MB. */
  readonly maxAnswerBytes?: number;
}

/** The road over HTTP: keep-alive pool for operations, one graphql-ws connection per identity for subscriptions. */
export function createHttpTransport(options: HttpTransportOptions): SubgraphTransport {
  const url = new URL(options.url);
  const pool = new Pool(url.origin, {
    connections: options.connections ?? 32,
    pipelining: 1,
    keepAliveTimeout: 30_000,
    maxResponseSize: options.maxAnswerBytes ?? 16_000_000,
  });
  const clients = new Map<string, Client>();
  return {
    execute: (request) => execute(pool, url.pathname, request),
    subscribe: (request, sink) => {
      const client = clientFor(clients, url, request.headers);
      return client.subscribe(
        {
          query: request.query,
          ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
          variables: { ...request.variables },
        },
        {
          next: (result) => {
            sink.next(result as SubgraphResponse);
          },
          error: (error) => {
            sink.error(
              Array.isArray(error)
                ? ((error as SubgraphResponse['errors']) ?? [])
                : [{ message: 'The stream broke off', extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } }],
            );
          },
          complete: () => {
            sink.complete();
          },
        },
      );
    },
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
      for (const client of clients.values()) await client.dispose();
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

function clientFor(
  clients: Map<string, Client>,
  url: URL,
  headers: Readonly<Record<string, string>>,
): Client {
  const identity = `${headers['authorization'] ?? ''}|${headers['x-session-token'] ?? ''}`;
  let client = clients.get(identity);
  if (client === undefined) {
    client = createClient({
      url: `ws${url.protocol === 'https:' ? 's' : ''}://${url.host}${url.pathname}`,
      webSocketImpl: WebSocket,
      connectionParams: { ...headers },
      lazy: true,
      lazyCloseTimeout: 10_000,
      keepAlive: 10_000,
      retryAttempts: Infinity,
      shouldRetry: () => true,
    });
    clients.set(identity, client);
  }
  return client;
}
