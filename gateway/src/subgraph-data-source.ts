import type { GraphQLDataSource, GraphQLDataSourceProcessOptions } from '@apollo/gateway';
import type { ServiceTokens } from '@agora/platform/auth';
import { AppError, PROTOCOL_CODES, faultCodeOf } from '@agora/platform/errors';
import { retryIdempotent } from '@agora/platform/http-client';
import type { CallGuard } from '@agora/platform/http-client';
import { checkedAnswer } from '@agora/platform/subgraph-transport';
import type {
  SubgraphRequest,
  SubgraphResponse,
  SubgraphSink,
  SubgraphTransport,
} from '@agora/platform/subgraph-transport';
import { withinTime } from '@agora/platform/time';
import type { Cancellation } from '@agora/platform/time';
import { activeTraceparent } from '@agora/platform/tracing';
import { parse } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from './context';
import { recordSubgraphRequest } from './observability/subgraph-metrics';
import type { Sharing } from './sharing/sharing';

export interface SubgraphDataSourceOptions {
  /** Name in the supergraph; also the audience of the service token. */
  readonly name: string;
  readonly transport: SubgraphTransport;
  readonly serviceTokens: ServiceTokens;
  /** Circuit breaker and bulkhead of this subgraph. */
  readonly guard: CallGuard;
  /** Longest wait for one fetch, milliseconds; the operation's own deadline may be shorter. */
  readonly timeoutMs: number;
  /** Default: nothing is shared. */
  readonly sharing?: Sharing | undefined;
}

/** A subgraph as the rest of the gateway sees it: it can be asked, and its subscriptions can be followed. */
export interface SubgraphSource extends GraphQLDataSource<GatewayContext> {
  /**
   * Asks on behalf of the viewer of the context of an operation.
   * @throws Error for a fault of our own; when the subgraph does not answer, the answer is an error with a code and a path.
   */
  ask(question: SubgraphQuestion, context: object): Promise<SourceAnswer>;
  follow(followed: Followed, sink: SubgraphSink): () => void;
}

/** A subscription as the planner wrote it for one subgraph. */
export interface Followed {
  readonly query: string;
  readonly variables: SubgraphRequest['variables'];
  /** The gateway's context of the operation. */
  readonly context: object;
}

/** What is asked of a subgraph. */
export interface SubgraphQuestion extends Pick<SubgraphRequest, 'query' | 'variables' | 'variablesJson'> {
  /** Whether the answer to an equal question of an equal asker, which is under way, will do. Default false. */
  readonly isShared?: boolean | undefined;
}

export interface SourceAnswer {
  readonly data: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  /** Whether no text in it needs to be escaped in JSON, as far as that is known. */
  readonly isPlain: boolean;
  /** Whether every text in it is known to be nothing but ASCII. */
  readonly isAscii: boolean;
}

/** A question with who asks. */
interface Fetch extends SubgraphQuestion {
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

  async process({ request, context }: GraphQLDataSourceProcessOptions<GatewayContext>) {
    const { data, errors } = await this.ask(
      { query: request.query ?? '', variables: request.variables },
      context,
    );
    return { data, ...(errors === undefined ? {} : { errors }) };
  }

  async ask(question: SubgraphQuestion, context: object): Promise<SourceAnswer> {
    try {
      return withOwnCodes(await this.once({ ...question, context: operationContext(context) }));
    } catch (error) {
      const isHidden = !(error instanceof ClientGone) && faultCodeOf(error) === 'INTERNAL';
      if (isHidden) throw error;
      return { data: null, errors: faultsOf(question.query, error), isPlain: false, isAscii: false };
    }
  }

  /** Joins an equal fetch that is under way, or sends. */
  private async once(fetch: Fetch): Promise<SubgraphResponse> {
    const { sharing, name } = this.options;
    const { query, variablesJson = '', context, isShared = false } = fetch;
    if (sharing?.fetches === undefined || !isShared || isMutation(query) || !sharing.isSharedSubgraph(name))
      return this.recorded(fetch);
    const key = [name, query, variablesJson, context.sharingKey].join('\n');
    const asker = { gone: context.clientGone, endsMs: performance.now() + context.deadline.remainingMs() };
    const { result, isJoined } = sharing.fetches.share(key, asker, (clientGone) =>
      this.recorded({ ...fetch, context: { ...context, clientGone } }),
    );
    const response = await result;
    return isJoined ? (copyOf(response) ?? this.recorded(fetch)) : response;
  }

  private async recorded(fetch: Fetch): Promise<SubgraphResponse> {
    const startedMs = performance.now();
    const { name } = this.options;
    try {
      const response = await this.send(fetch);
      recordSubgraphRequest(name, response.errors === undefined ? 'ok' : 'graphql_error', startedMs);
      return response;
    } catch (error) {
      const result = error instanceof ClientGone ? 'client_gone' : faultCodeOf(error);
      recordSubgraphRequest(name, result, startedMs);
      throw error;
    }
  }

  private send(fetch: Fetch): Promise<SubgraphResponse> {
    if (isMutation(fetch.query)) return this.attempt(fetch);
    return retryIdempotent(() => this.attempt(fetch), { deadline: fetch.context.deadline, attempts: 2 });
  }

  private attempt(fetch: Fetch): Promise<SubgraphResponse> {
    const { query, context } = fetch;
    context.deadline.check();
    const limitMs = Math.min(this.options.timeoutMs, context.deadline.remainingMs());
    const endsMs = performance.now() + limitMs;
    // A client that went away ends its queries; a mutation that began must not be torn apart.
    const clientGone = isMutation(query) ? undefined : context.clientGone;
    return withinTime(limitMs, clientGone, (signal) =>
      this.options.guard.run(() => this.execute(fetch, { signal, endsMs }), signal),
    );
  }

  private async execute(
    { query, variables, variablesJson, context }: Fetch,
    { signal, endsMs }: { readonly signal: Cancellation; readonly endsMs: number },
  ): Promise<SubgraphResponse> {
    const { transport, serviceTokens, name } = this.options;
    const traceparent = activeTraceparent();
    const headers = {
      ...context.forwardHeaders,
      ...(traceparent === undefined ? {} : { traceparent }),
      // Issued when its turn has come: one that waited in the queue could have run out there.
      'x-agora-internal': await serviceTokens.issue(name),
      'x-deadline-ms': String(Math.max(0, Math.floor(endsMs - performance.now()))),
    };
    try {
      return await transport.execute({ query, variables, variablesJson, headers, signal });
    } catch (error) {
      // Clients that leave say nothing about the subgraph: the breaker must not count them.
      throw context.clientGone?.aborted === true ? new ClientGone() : error;
    }
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

/** Whoever gets an answer puts parts of it in place and changes them: each needs one of its own. Undefined when there can be none. */
function copyOf({ json, isAscii = false }: SubgraphResponse): SubgraphResponse | undefined {
  if (json === undefined) return undefined;
  const copy = checkedAnswer(JSON.parse(json));
  return copy === undefined ? undefined : { ...copy, json, isAscii };
}

function isMutation(query: string): boolean {
  return query.startsWith('mutation');
}

function withOwnCodes({ data, errors, json, isAscii = false }: SubgraphResponse): SourceAnswer {
  const isPlain = json !== undefined && !json.includes('\\');
  return {
    data: data ?? null,
    ...(errors === undefined ? {} : { errors: errors.map(withOwnCode) }),
    isPlain,
    // An escape may stand for any letter.
    isAscii: isPlain && isAscii,
  };
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
