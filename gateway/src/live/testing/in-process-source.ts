import type { GraphQLDataSource } from '@apollo/gateway';
import { graphql } from 'graphql';
import type { GraphQLSchema } from 'graphql';

type Options = Parameters<GraphQLDataSource['process']>[0];
type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** A subgraph in this process, answering JSON like over HTTP. Counts what it is asked and fails on demand. */
export class InProcessSource implements GraphQLDataSource {
  readonly requests: { readonly query: string; readonly viewer: string }[] = [];
  /** Thrown instead of an answer while set. */
  fault: Error | undefined;
  /** Runs before an answer is made. */
  before: (() => Promise<void>) | undefined;

  constructor(private readonly schema: GraphQLSchema) {}

  async process({ request, context }: Options): Promise<Answer> {
    const contextValue = context as { readonly viewer: string };
    this.requests.push({ query: request.query ?? '', viewer: contextValue.viewer });
    await this.before?.();
    if (this.fault !== undefined) throw this.fault;
    const result = await graphql({
      schema: this.schema,
      source: request.query ?? '',
      contextValue,
      variableValues: request.variables ?? {},
    });
    return JSON.parse(JSON.stringify(result)) as Answer;
  }
}
