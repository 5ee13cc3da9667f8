import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { ServiceTokens } from '@agora/platform/auth';
import { AppError, PROTOCOL_CODES, faultCodeOf } from '@agora/platform/errors';
import { retryIdempotent } from '@agora/platform/http-client';
import type { CallGuard } from '@agora/platform/http-client';
import type {
  SubgraphRequest,
  SubgraphResponse,
  SubgraphSink,
  SubgraphTransport,
} from '@agora/platform/subgraph-transport';
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

type SourceResponse = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** A subgraph as the rest of the gateway sees it: it can be asked, and its subscriptions can be followed. */
export interface SubgraphSource extends GraphQLDataSource<GatewayContext> {
  follow(followed: Followed, sink: SubgraphSink): () => void;
}

/** A subscription as the planner wrote it for one subgraph. */
export interface Followed {
  readonly query: string;
  readonly variables: SubgraphRequest['variables'];
  /** The gateway's context of the operation. */
  readonly context: object;
}

/** What the planner asks of a subgraph, in one piece. */
interface Fetch {
  readonly query: string;
  readonly variables: SubgraphRequest['variables'];
  readonly context: GatewayContext;
}

/**
 * One subgraph as the query planner sees it. A fetch carries the allowed headers, a service token and the time
 * left; a query that failed on the way is sent once more, a mutation never. What a subgraph answers is passed on;
 * when it does not answer the result is an error with a code and a path, and the rest of the operation goes on.
 */
export class SubgraphDataSource implements SubgraphSource {
  constructor(private readonly options: SubgraphDataSourceOptions) {}

  /**
   * Follows a subscription of the subgraph on behalf of the viewer of `context`; see
   * {@link SubgraphTransport.subscribe}. Its deadline and its `clientGone` do not count: who follows also leaves.
   */
  follow({ query, variables, context }: Followed, sink: SubgraphSink): () => void {
    const { forwardHeaders } = operationContext(context);
    return this.options.transport.subscribe(
      {
        query,
        variables,
        headers: async () => ({
          ...forwardHeaders,
          'x-agora-internal': await this.options.serviceTokens.issue(this.options.name),
        }),
      },
      {
        next: (response) => {
          sink.next({ ...response, ...(response.errors && { errors: response.errors.map(withOwnCode) }) });
        },
        error: (errors) => {
          sink.error(errors.map(withOwnCode));
        },
        complete: () => {
          sink.complete();
        },
        interrupted: (failures, errors) => {
          sink.interrupted(failures, errors);
        },
      },
    );
  }

  async process({
    request,
    context,
  }: GraphQLDataSourceProcessOptions<GatewayContext>): Promise<SourceResponse> {
    const startedMs = performance.now();
    const { name } = this.options;
    const fetch: Fetch = {
      query: request.query ?? '',
      variables: request.variables,
      context: operationContext(context),
    };
    try {
      const response = await this.send(fetch);
      recordSubgraphRequest(name, response.errors === undefined ? 'ok' : 'graphql_error', startedMs);
      return withOwnCodes(response);
    } catch (error) {
      const isGone = error instanceof ClientGone;
      recordSubgraphRequest(name, isGone ? 'client_gone' : faultCodeOf(error), startedMs);
      if (!isGone && faultCodeOf(error) === 'INTERNAL') throw error;
      return { data: null, errors: faultsOf(fetch.query, error) };
    }
  }

  private send(fetch: Fetch): Promise<SubgraphResponse> {
    if (isMutation(fetch.query)) return this.attempt(fetch);
    return retryIdempotent(() => this.attempt(fetch), { deadline: fetch.context.deadline, attempts: 2 });
  }

  private async attempt({ query, variables, context }: Fetch): Promise<SubgraphResponse> {
    const { transport, serviceTokens, guard, name, timeoutMs } = this.options;
    context.deadline.check();
    const deadline = context.deadline.within(timeoutMs);
    const signal = signalFor(query, deadline.signal, context.clientGone);
    const traceparent = activeTraceparent();
    return guard.run(async () => {
      const headers = {
        ...context.forwardHeaders,
        ...(traceparent === undefined ? {} : { traceparent }),
        // Issued when its turn has come: one that waited in the queue could have run out there.
        'x-agora-internal': await serviceTokens.issue(name),
        'x-deadline-ms': String(Math.floor(deadline.remainingMs())),
      };
      try {
        return await transport.execute({ query, variables, headers, signal });
      } catch (error) {
        // Clients that leave say nothing about the subgraph: the breaker must not count them.
        throw context.clientGone?.aborted === true ? new ClientGone() : error;
      }
    }, signal);
  }
}

/** @throws Error for a fetch that no operation asked for: the gateway sends none (health goes over `ping`). */
function operationContext(context: object): GatewayContext {
  if (isOperationContext(context)) return context;
  throw new Error('A subgraph is only asked on behalf of an operation');
}

function isOperationContext(context: object): context is GatewayContext {
  return 'forwardHeaders' in context;
}

/** Nobody waits for the answer any more. */
class ClientGone extends Error {}

function isMutation(query: string): boolean {
  return query.startsWith('mutation');
}

/** A client that went away ends its queries; a mutation that began must not be torn apart. */
function signalFor(query: string, deadline: AbortSignal, clientGone: AbortSignal | undefined): AbortSignal {
  return clientGone === undefined || isMutation(query) ? deadline : AbortSignal.any([deadline, clientGone]);
}

function withOwnCodes(response: SubgraphResponse): SourceResponse {
  const errors = response.errors?.map(withOwnCode);
  return { data: response.data ?? null, ...(errors === undefined ? {} : { errors }) };
}

/**
 * A subgraph that finds the planner's fetch invalid is out of step with the supergraph. That is our fault, so the
 * codes by which GraphQL blames the client do not pass.
 */
function withOwnCode(error: GraphQLFormattedError): GraphQLFormattedError {
  const code = error.extensions?.['code'];
  const blamesClient = typeof code === 'string' && PROTOCOL_CODES.has(code);
  return blamesClient ? { ...error, extensions: { ...error.extensions, code: 'INTERNAL' } } : error;
}

/** One error per field the fetch would have filled; for entities the first one, which the gateway turns into its place. */
function faultsOf(query: string, error: unknown): GraphQLFormattedError[] {
  const fault =
    error instanceof AppError
      ? error
      : new AppError('DEADLINE_EXCEEDED', 'The client did not wait for the answer');
  const extensions = {
    code: fault.code,
    ...(fault.retryAfterMs === undefined ? {} : { retryAfterMs: fault.retryAfterMs }),
  };
  return rootNames(query).map((field) => ({
    message: fault.message,
    path: field === '_entities' ? [field, 0] : [field],
    extensions,
  }));
}

function rootNames(query: string): readonly string[] {
  const operation = parse(query, { noLocation: true }).definitions.find(
    ({ kind }) => kind === 'OperationDefinition',
  );
  const selections = operation?.kind === 'OperationDefinition' ? operation.selectionSet.selections : [];
  const names = selections.flatMap((selection) =>
    selection.kind === 'Field' ? [(selection.alias ?? selection.name).value] : [],
  );
  return names.length === 0 ? ['_entities'] : names;
}
