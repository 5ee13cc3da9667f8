import type { GraphQLDataSource } from '@apollo/gateway';
import type { SubgraphResponse, SubgraphSink } from '@agora/platform/subgraph-transport';
import { graphql, parse, subscribe } from 'graphql';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Followed, SourceAnswer, SubgraphQuestion, SubgraphSource } from '../../subgraph-data-source';

type Options = Parameters<GraphQLDataSource['process']>[0];
type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** A subgraph in this process, answering JSON like over HTTP. Counts what it is asked and fails on demand. */
export class InProcessSource implements SubgraphSource {
  readonly requests: { readonly query: string; readonly viewer: string }[] = [];
  /** Subscriptions that were opened, in order; those left again are still in it. */
  readonly streams: InProcessStream[] = [];
  /** Thrown instead of an answer while set. */
  fault: Error | undefined;
  /** Runs before an answer is made. */
  before: (() => Promise<void>) | undefined;

  constructor(private readonly schema: GraphQLSchema) {}

  async process({ request, context }: Options): Promise<Answer> {
    return await this.ask({ query: request.query ?? '', variables: request.variables }, context);
  }

  async ask({ query, variables, variablesJson }: SubgraphQuestion, context: object): Promise<SourceAnswer> {
    const contextValue = context as { readonly viewer: string };
    this.requests.push({ query, viewer: contextValue.viewer });
    await this.before?.();
    if (this.fault !== undefined) throw this.fault;
    const given = variablesJson === undefined ? variables : (JSON.parse(variablesJson) as unknown);
    const variableValues = (given ?? {}) as Record<string, unknown>;
    const result = await graphql({ schema: this.schema, source: query, contextValue, variableValues });
    return { ...(throughJson(result) as Omit<SourceAnswer, 'isPlain'>), isPlain: false };
  }

  follow(followed: Followed, sink: SubgraphSink): () => void {
    const stream = new InProcessStream(this.schema, followed, sink);
    this.streams.push(stream);
    return () => {
      stream.leave();
    };
  }
}

/** A subscription on a subgraph in this process. */
export class InProcessStream {
  isOpen = true;
  private leaveSource: (() => void) | undefined;

  constructor(
    private readonly schema: GraphQLSchema,
    readonly followed: Followed,
    readonly sink: SubgraphSink,
  ) {
    void this.run();
  }

  leave(): void {
    this.isOpen = false;
    this.leaveSource?.();
  }

  /** As when the connection is lost for the so-manieth time. */
  interrupt(failures: number): void {
    this.sink.interrupted(failures, [
      { message: 'stock does not answer', extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } },
    ]);
  }

  private async run(): Promise<void> {
    const { query, variables, context } = this.followed;
    const args = { schema: this.schema, document: parse(query), contextValue: context };
    const events = await subscribe({ ...args, variableValues: { ...variables } });
    if (!(Symbol.asyncIterator in events)) {
      this.sink.error(throughJson(events.errors ?? []) as readonly GraphQLFormattedError[]);
      return;
    }
    this.leaveSource = () => void events.return(undefined);
    if (!this.isOpen) this.leaveSource();
    for await (const event of events) if (this.isOpen) this.sink.next(throughJson(event) as SubgraphResponse);
    if (this.isOpen) this.sink.complete();
  }
}

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
