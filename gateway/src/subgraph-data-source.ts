import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { ServiceTokens } from '@agora/platform/auth';
import { AppError, PROTOCOL_CODES, faultCodeOf } from '@agora/platform/errors';
import type {
  CallGuard,
  SubgraphRequest,
  SubgraphResponse,
  SubgraphTransport,
} from '@agora/platform/subgraph-transport';
import { sleep } from '@agora/platform/time';
import { activeTraceparent } from '@agora/platform/tracing';
import { parse } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from './context';
import { recordSubgraphRequest } from './observability/subgraph-metrics';

export interface SubgraphDataSourceOptions {
  /** Name in the supergraph; also the audience of the service token. */
  readonly name: string;
  readonly transport: SubgraphTransport;
  readonly serviceTokens: ServiceTokens;
  /** Circuit breaker and bulkhead of this subgraph. */
  readonly guard: CallGuard;
  /** Longest wait for one fetch, milliseconds; the operation's own deadline may be shorter. */
  readonly timeoutMs: number;
}

type GatewayGraphQLResponse = Awaited<ReturnType<GraphQLDataSource['process']>>;

const RETRY_PAUSE_MS = 25;
/** With less time left a second attempt could not end in time. */
const RETRY_NEEDS_MS = 100;

/**
 * One subgraph as the query planner sees it. A fetch carries the allowed headers, a service token and the time
 * left; a query that failed on the way is sent once more, a mutation never. What a subgraph answers is passed on;
 * when it does not answer the result is an error with a code and a path, and the rest of the operation goes on.
 */
export class SubgraphDataSource implements GraphQLDataSource<GatewayContext> {
  constructor(private readonly options: SubgraphDataSourceOptions) {}

  async process(fetch: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<GatewayGraphQLResponse> {
    const startedMs = performance.now();
    const { name } = this.options;
    const query = fetch.request.query ?? '';
    try {
      const response = await this.fetch(query, fetch.request.variables, fetch.context as GatewayContext);
      recordSubgraphRequest(name, response.errors === undefined ? 'ok' : 'graphql_error', startedMs);
      return withOwnCodes(response);
    } catch (error) {
      const code = faultCodeOf(error);
      recordSubgraphRequest(name, code, startedMs);
      if (code === 'INTERNAL') throw error;
      return { data: null, errors: faultsOf(query, code, error) } as GatewayGraphQLResponse;
    }
  }

  private async fetch(
    query: string,
    variables: SubgraphRequest['variables'],
    context: GatewayContext,
  ): Promise<SubgraphResponse> {
    const isMutation = query.startsWith('mutation');
    try {
      return await this.attempt(query, variables, context);
    } catch (error) {
      const isWorthAnother =
        faultCodeOf(error) === 'DOWNSTREAM_UNAVAILABLE' && context.deadline.remainingMs() > RETRY_NEEDS_MS;
      if (isMutation || !isWorthAnother || context.clientGone?.aborted === true) throw error;
      await sleep(RETRY_PAUSE_MS * (0.5 + Math.random()));
      return this.attempt(query, variables, context);
    }
  }

  private async attempt(
    query: string,
    variables: SubgraphRequest['variables'],
    context: GatewayContext,
  ): Promise<SubgraphResponse> {
    const { transport, serviceTokens, guard, name, timeoutMs } = this.options;
    context.deadline.check();
    const deadline = context.deadline.within(timeoutMs);
    const traceparent = activeTraceparent();
    const headers = {
      ...context.forwardHeaders,
      ...(traceparent === undefined ? {} : { traceparent }),
      'x-deadline-ms': String(Math.floor(deadline.remainingMs())),
      'x-agora-internal': await serviceTokens.issue(name),
    };
    return guard.run(() =>
      transport.execute({
        query,
        variables,
        headers,
        signal: signalFor(query, deadline.signal, context.clientGone),
      }),
    );
  }
}

/** A client that went away ends its queries; a mutation that began must not be torn apart. */
function signalFor(query: string, deadline: AbortSignal, clientGone: AbortSignal | undefined): AbortSignal {
  return clientGone === undefined || query.startsWith('mutation')
    ? deadline
    : AbortSignal.any([deadline, clientGone]);
}

/**
 * A subgraph that finds the planner's fetch invalid is out of step with the supergraph. That is our fault, so the
 * codes by which GraphQL blames the client do not pass.
 */
function withOwnCodes(response: SubgraphResponse): GatewayGraphQLResponse {
  const errors = response.errors?.map((error) => {
    const code = error.extensions?.['code'];
    return typeof code === 'string' && PROTOCOL_CODES.has(code)
      ? { ...error, extensions: { ...error.extensions, code: 'INTERNAL' } }
      : error;
  });
  return {
    data: response.data ?? null,
    ...(errors === undefined ? {} : { errors }),
  } as GatewayGraphQLResponse;
}

/** One error per field the fetch would have filled; for entities the first one, which the gateway turns into its place. */
function faultsOf(query: string, code: string, error: unknown): GraphQLFormattedError[] {
  const message = error instanceof AppError ? error.message : 'A part of the shop does not answer';
  const retryAfterMs = error instanceof AppError ? error.retryAfterMs : undefined;
  const extensions = { code, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return rootNames(query).map((field) => ({
    message,
    path: field === '_entities' ? [field, 0] : [field],
    extensions,
  }));
}

function rootNames(query: string): readonly string[] {
  const operation = parse(query, { noLocation: true }).definitions.find(
    (definition) => definition.kind === 'OperationDefinition',
  );
  const names = (operation?.selectionSet.selections ?? []).flatMap((selection) =>
    selection.kind === 'Field' ? [(selection.alias ?? selection.name).value] : [],
  );
  return names.length === 0 ? ['_entities'] : names;
}
