import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap } from '@apollo/server';
import type { ApolloServer, HTTPGraphQLRequest, HTTPGraphQLResponse } from '@apollo/server';
import type { TokenVerifier, Viewer } from '@agora/platform/auth';
import { AppError } from '@agora/platform/errors';
import { headersOf, readLimitedBody, sendGraphQLResponse } from '@agora/platform/server';
import { Canceller } from '@agora/platform/time';
import type { Cancellation } from '@agora/platform/time';
import { withTraceparent } from '@agora/platform/tracing';
import type { GatewayConfig } from '../config';
import { createGatewayContext } from '../context';
import type { GatewayContext } from '../context';
import { batchRefusal } from '../limits/batch-limit';
import type { OperationDocuments } from '../documents/operation-documents';
import type { FormatError } from '../errors/format-error';
import { takeResponse } from '../execution/response/completed-data';
import { clientAddress } from './client-address';
import { assertPreflighted } from './csrf';
import { resolveHttpDocuments, withRefusals } from './http-documents';
import type { IncrementalEndpoint } from './incremental-endpoint';
import type { AdmittedRequest, LeanEndpoint } from './lean-endpoint';

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
  /** Answers what is deferred to who can read it. */
  readonly incremental: IncrementalEndpoint;
  /** Answers what it can before Apollo Server is asked. */
  readonly lean: LeanEndpoint | undefined;
  readonly auth: TokenVerifier;
  readonly documents: OperationDocuments;
  readonly formatError: FormatError;
  readonly takeRate: (viewer: Viewer, address: string, count?: number) => Promise<void>;
  readonly config: GatewayConfig;
  readonly streamEvents: (request: EventStreamRequest) => Promise<void>;
}

/**
 * `/graphql` over HTTP: the page for a browser, one operation or a batch, or a stream of events.
 * What is refused before GraphQL begins (size, JSON, batch, token, rate, origin, document) rejects and nothing has run; of a
 * batch, a document that is not known or not trusted refuses its own operation only.
 */
export function createGraphQLEndpoint(
  deps: GraphQLEndpointDeps,
): (request: IncomingMessage, response: ServerResponse) => Promise<void> {
  return async (request, response) => {
    const headers = headersOf(request);
    if (wantsPage(request, headers))
      return sendGraphQLResponse(response, await landingPage(deps.server, request, headers));
    const body = await readJson(request, headers, deps.config.limits.bodyBytes);
    const method = request.method ?? 'GET';
    const isForEvents = (headers['accept'] ?? '').includes('text/event-stream');
    if (isForEvents && !deps.incremental.isPreferred({ method, headers, body })) {
      return deps.streamEvents({ request, response, headers, body });
    }
    const refusal = batchRefusal(body, deps.config.limits.batch);
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
    response.setHeader('cache-control', 'no-store');
    assertPreflighted(headers);
    const { refusals, ...resolved } = await resolveHttpDocuments(deps.documents, {
      method,
      body,
      search: searchOf(request),
    });
    const admitted = { method, headers, ...resolved };
    await withTraceparent(headers['traceparent'], () =>
      refusals.size === 0
        ? answer(deps, admitted, context, response)
        : answerRest(deps, { ...admitted, refusals }, context, response),
    );
  };
}

type WholeRequest = AdmittedRequest & { readonly search: string };

async function answer(
  deps: GraphQLEndpointDeps,
  admitted: WholeRequest,
  context: GatewayContext,
  response: ServerResponse,
): Promise<void> {
  const { lean, incremental } = deps;
  if (await incremental.answer(admitted, context, response)) return;
  if (lean !== undefined && (await lean.answer(admitted, context, response))) return;
  const answered = await execute(deps, admitted, context);
  lean?.learn(admitted, answered);
  if (response.destroyed) return;
  const { body } = answered;
  const bytes = body.kind === 'complete' ? takeResponse(context, body.string) : undefined;
  await sendGraphQLResponse(response, answered, bytes);
}

/** Answers a batch of which some operations are refused. */
async function answerRest(
  deps: GraphQLEndpointDeps,
  { refusals, ...admitted }: WholeRequest & { readonly refusals: ReadonlyMap<number, AppError> },
  context: GatewayContext,
  response: ServerResponse,
): Promise<void> {
  const answered = isEmpty(admitted.body) ? undefined : await execute(deps, admitted, context);
  const whole = withRefusals(answered, formatted(deps, refusals, context));
  if (!response.destroyed) await sendGraphQLResponse(response, whole);
}

function execute(
  { server }: GraphQLEndpointDeps,
  { method, headers, body, search }: WholeRequest,
  context: GatewayContext,
): Promise<HTTPGraphQLResponse> {
  return server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { method, headers: headerMap(headers), search, body },
    context: () => Promise.resolve(context),
  });
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

function isEmpty(body: unknown): boolean {
  return Array.isArray(body) && body.length === 0;
}

function formatted(
  { formatError }: GraphQLEndpointDeps,
  refusals: ReadonlyMap<number, AppError>,
  { correlationId }: GatewayContext,
): ReadonlyMap<number, unknown> {
  return new Map([...refusals].map(([place, refusal]) => [place, formatError(refusal, correlationId)]));
}

function goneSignal(response: ServerResponse): Cancellation {
  const gone = new Canceller();
  response.once('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  return gone;
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
