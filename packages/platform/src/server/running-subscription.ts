// One subscription of a subgraph, from its document to its last event. Every event is executed with a context of its
// own: loaders and deadline of the first one would be stale by the second.
import { GraphQLError, createSourceEventStream, execute, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { AppError } from '../errors/app-error';
import type {
  SubgraphRequest,
  SubgraphResponse,
  SubscriptionSink,
} from '../subgraph-transport/subgraph-transport';

/** What a running subscription needs of its host. */
export interface SubscriptionHost {
  readonly schema: GraphQLSchema;
  /**
   * Verifies the headers once and gives what makes contexts, each with a new deadline.
   * @throws AppError `UNAUTHENTICATED` for a bad token.
   */
  admit(headers: SubgraphRequest['headers']): Promise<AdmittedSubscription>;
  /** For a fault before there is a context. Must not throw. */
  mask(error: unknown): GraphQLFormattedError;
}

export interface AdmittedSubscription {
  createContext(): object;
  /** With the correlation id of the operation. Must not throw. */
  mask(error: unknown): GraphQLFormattedError;
}

const MAX_TOKENS = 5_000;

/**
 * A subscription that runs. Calls its sink in order until `complete` or `error`, or until it is stopped; then the
 * event source is told to return at once, also while it waits or is only being opened.
 */
class RunningSubscription {
  private source: AsyncIterator<unknown> | undefined;
  private isOver = false;
  private mask: AdmittedSubscription['mask'];

  constructor(
    private readonly host: SubscriptionHost,
    private readonly request: SubgraphRequest,
    private readonly sink: SubscriptionSink,
  ) {
    this.mask = (error) => host.mask(error);
  }

  /** Never rejects. Resolves when the subscription is over. */
  async run(): Promise<void> {
    try {
      const admitted = await this.host.admit(this.request.headers);
      this.mask = (error) => admitted.mask(error);
      await this.follow(admitted);
    } catch (error) {
      this.fail([error]);
    }
  }

  /** Ends it without another call of the sink. Idempotent. */
  stop(): void {
    if (this.isOver) return;
    this.isOver = true;
    this.leaveSource();
  }

  /** Ends it because the subgraph stops: whoever follows may come back. */
  interrupt(): void {
    this.fail([new AppError('DOWNSTREAM_UNAVAILABLE', 'A part of the shop is restarting')]);
  }

  private async follow(admitted: AdmittedSubscription): Promise<void> {
    const { schema } = this.host;
    const document = readDocument(this.request.query, schema);
    if (document.kind === 'invalid') {
      this.fail(document.problems);
      return;
    }
    const args = {
      schema,
      document: document.document,
      variableValues: { ...this.request.variables },
      ...(this.request.operationName === undefined ? {} : { operationName: this.request.operationName }),
    };
    const source = await createSourceEventStream({ ...args, contextValue: admitted.createContext() });
    if (!(Symbol.asyncIterator in source)) {
      this.fail(source.errors ?? []);
      return;
    }
    this.source = source[Symbol.asyncIterator]();
    // Stopped while the source was being opened: nobody else would ever tell it.
    if (this.isOver) this.leaveSource();
    else
      await this.deliver(this.source, (event) =>
        execute({ ...args, rootValue: event, contextValue: admitted.createContext() }),
      );
  }

  private async deliver(
    source: AsyncIterator<unknown>,
    run: (event: unknown) => ExecutionResult | Promise<ExecutionResult>,
  ): Promise<void> {
    for (;;) {
      const step = await source.next();
      if (this.hasEnded()) return;
      if (step.done === true) break;
      const result = await run(step.value);
      if (this.hasEnded()) return;
      this.sink.next(this.masked(result));
    }
    this.isOver = true;
    this.sink.complete();
  }

  /** A call, because it changes while somebody waits. */
  private hasEnded(): boolean {
    return this.isOver;
  }

  private masked({ data, errors }: ExecutionResult): SubgraphResponse {
    return {
      ...(data === undefined ? {} : { data }),
      ...(errors === undefined ? {} : { errors: errors.map((error) => this.mask(error)) }),
    };
  }

  private fail(errors: readonly unknown[]): void {
    if (this.isOver) return;
    this.isOver = true;
    this.leaveSource();
    this.sink.error(errors.map((error) => this.mask(error)));
  }

  private leaveSource(): void {
    // A source that fails while it is left has nothing to say to anybody any more.
    this.source?.return?.().catch(() => undefined);
  }
}

/** All subscriptions of one host. */
export class RunningSubscriptions {
  private readonly running = new Set<RunningSubscription>();

  constructor(private readonly host: SubscriptionHost) {}

  /** Runs one more. @returns how to stop it. */
  open(request: SubgraphRequest, sink: SubscriptionSink): () => void {
    const subscription = new RunningSubscription(this.host, request, sink);
    this.running.add(subscription);
    void subscription.run().finally(() => this.running.delete(subscription));
    return () => {
      this.running.delete(subscription);
      subscription.stop();
    };
  }

  /** Ends all of them with `DOWNSTREAM_UNAVAILABLE`. */
  interrupt(): void {
    for (const subscription of [...this.running]) subscription.interrupt();
    this.running.clear();
  }
}

type ReadDocument =
  | { readonly kind: 'valid'; readonly document: DocumentNode }
  | { readonly kind: 'invalid'; readonly problems: readonly GraphQLError[] };

function readDocument(query: string, schema: GraphQLSchema): ReadDocument {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const problems = validate(schema, document);
    if (problems.length === 0) return { kind: 'valid', document };
    return {
      kind: 'invalid',
      problems: problems.map(({ message }) => coded(message, 'GRAPHQL_VALIDATION_FAILED')),
    };
  } catch (error) {
    return { kind: 'invalid', problems: [coded((error as Error).message, 'GRAPHQL_PARSE_FAILED')] };
  }
}

function coded(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
