import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer, HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import type { TokenVerifier, Viewer } from '@agora/platform/auth';
import { AppError } from '@agora/platform/errors';
import { headersOf, readLimitedBody, sendGraphQLResponse } from '@agora/platform/server';
import { withTraceparent } from '@agora/platform/tracing';
import type { GatewayConfig } from '../config';
import { createGatewayContext } from '../context';
import type { GatewayContext } from '../context';
import { batchRefusal } from '../limits/batch-limit';
import type { DocumentGuard } from '../limits/document-guard';
import { clientAddress } from './client-address';

/** An operation that asks for its answer as a stream of events. */
export interface EventStreamRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body, not checked. */
  readonly body: unknown;
}

export interface GraphQLEndpointDeps {
  readonly server: ApolloServer<GatewayContext>;
  readonly auth: TokenVerifier;
  readonly guard: DocumentGuard;
  readonly takeRate: (viewer: Viewer, address: string, count?: number) => Promise<void>;
  readonly config: GatewayConfig;
  readonly streamEvents: (request: EventStreamRequest) => Promise<void>;
}

/**
 * `/graphql` over HTTP: the page for a browser, one operation or a batch, or a stream of events.
 * What is refused before GraphQL begins (size, JSON, batch, document shape, token, rate) rejects with an AppError
 * and nothing has run.
 */
export function createGraphQLEndpoint(
  deps: GraphQLEndpointDeps,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const headers = headersOf(request);
    if (wantsPage(request, headers))
      return sendGraphQLResponse(response, await landingPage(deps.server, request, headers));
    const body = await readJson(request, headers, deps.config.limits.bodyBytes);
    if ((headers['accept'] ?? '').includes('text/event-stream')) {
      return deps.streamEvents({ request, response, headers, body });
    }
    const search = searchOf(request);
    const refusal = batchRefusal(body, deps.config.limits.batch) ?? firstRefusal(deps.guard, body, search);
    if (refusal !== undefined) throw refusal;
    const viewer = await deps.auth.verify({
      authorization: headers['authorization'],
      'x-session-token': headers['x-session-token'],
    });
    const address = clientAddress(request, deps.config.trustProxyHops);
    await deps.takeRate(viewer, address, Array.isArray(body) ? body.length : 1);
    const context = createGatewayContext({
      viewer,
      headers,
      budgetMs: deps.config.requestTimeoutMs,
      clientGone: goneSignal(response),
      address,
    });
    response.setHeader('x-correlation-id', context.correlationId);
    const answer = await withTraceparent(headers['traceparent'], () =>
      deps.server.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: request.method ?? 'GET', headers: headerMap(headers), search, body },
        context: () => Promise.resolve(context),
      }),
    );
    if (!response.destroyed) await sendGraphQLResponse(response, answer);
  };
}

function wantsPage(request: IncomingMessage, headers: Readonly<Record<string, string>>): boolean {
  return request.method === 'GET' && (headers['accept'] ?? '').includes('text/html');
}

function landingPage(
  server: ApolloServer<GatewayContext>,
  request: IncomingMessage,
  headers: Readonly<Record<string, string>>,
): Promise<HTTPGraphQLResponse> {
  const httpGraphQLRequest: HTTPGraphQLRequest = {
    method: 'GET',
    headers: headerMap(headers),
    search: searchOf(request),
    body: undefined,
  };
  return server.executeHTTPGraphQLRequest({
    httpGraphQLRequest,
    context: () =>
      Promise.reject(
        new AppError(
          'BAD_USER_INPUT',
          'This address answers a browser with a page; send "accept: application/json"',
        ),
      ),
  });
}

/** Only what says it is JSON is read as JSON: other types are what CSRF prevention is about. */
async function readJson(
  request: IncomingMessage,
  headers: Readonly<Record<string, string>>,
  maxBytes: number,
): Promise<unknown> {
  if (request.method !== 'POST') return undefined;
  const text = await readLimitedBody(request, maxBytes);
  if (text === '' || !/^application\/(\w+\+)?json\b/i.test(headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError('BAD_USER_INPUT', 'The request body is not valid JSON');
  }
}

function firstRefusal(guard: DocumentGuard, body: unknown, search: string): AppError | undefined {
  for (const source of [...documentsOf(body), new URLSearchParams(search).get('query')]) {
    const refusal = typeof source === 'string' ? guard.check(source) : undefined;
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

function documentsOf(body: unknown): readonly unknown[] {
  return (Array.isArray(body) ? body : [body]).map((operation: unknown) =>
    typeof operation === 'object' && operation !== null && 'query' in operation ? operation.query : undefined,
  );
}

function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone.signal;
}

function headerMap(headers: Readonly<Record<string, string>>): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) map.set(name, value);
  return map;
}

function searchOf(request: IncomingMessage): string {
  const url = request.url ?? '/';
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}
