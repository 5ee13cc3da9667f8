import type { GraphQLDataSource } from '@apollo/gateway';
import { composeServices } from '@apollo/composition';
import { Supergraph } from '@apollo/federation-internals';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { graphql, parse } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { stripLinkPurposes } from '../../supergraph/strip-link-purposes';

type Options = Parameters<GraphQLDataSource['process']>[0];
type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;

/** One run of an operation: what its resolvers get as context, and what the subgraphs were asked. */
export interface Run {
  readonly world: unknown;
  readonly fetches: Fetch[];
}

export interface Fetch {
  readonly subgraph: string;
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** A supergraph whose subgraphs are in this process, for running the same operation by different executors. */
export interface InProcessSupergraph {
  readonly sdl: string;
  /** What clients see. */
  readonly apiSchema: GraphQLSchema;
  /** By name. They need a {@link Run} as the `context` of each request. */
  readonly sources: Readonly<Record<string, InProcessSubgraph>>;
  /** A run on data that no other run has seen. */
  begin(): Run;
}

export interface SubgraphCode {
  readonly sdl: string;
  readonly resolvers: object;
}

/** @throws Error when the subgraphs do not compose. */
export function createInProcessSupergraph(
  subgraphs: Readonly<Record<string, SubgraphCode>>,
  createWorld: () => unknown,
): InProcessSupergraph {
  const composed = composeServices(
    Object.entries(subgraphs).map(([name, { sdl: typeDefs }]) => ({
      name,
      url: `http://${name}`,
      typeDefs: parse(typeDefs),
    })),
  );
  if (composed.errors !== undefined) throw new Error(composed.errors.join('\n'));
  const sdl = stripLinkPurposes(composed.supergraphSdl);
  return {
    sdl,
    apiSchema: Supergraph.build(sdl).apiSchema().toGraphQLJSSchema(),
    sources: Object.fromEntries(
      Object.entries(subgraphs).map(([name, code]) => [name, new InProcessSubgraph(name, code)]),
    ),
    begin: () => ({ world: createWorld(), fetches: [] }),
  };
}

/** A subgraph as the planner sees it. It answers JSON, as over HTTP. */
export class InProcessSubgraph implements GraphQLDataSource {
  readonly schema: GraphQLSchema;

  constructor(
    private readonly name: string,
    { sdl, resolvers }: SubgraphCode,
  ) {
    this.schema = buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never });
  }

  /** Answers within `run`, and remembers in it what was asked. */
  async answer(
    run: Run,
    request: { readonly query: string; readonly variables?: Readonly<Record<string, unknown>> | undefined },
  ): Promise<Answer> {
    const { query } = request;
    const variables = throughJson(request.variables ?? {}) as Readonly<Record<string, unknown>>;
    run.fetches.push({ subgraph: this.name, query, variables });
    const result = await graphql({
      schema: this.schema,
      source: query,
      contextValue: run,
      variableValues: variables,
    });
    return throughJson(result) as Answer;
  }

  process({ request, context }: Options): Promise<Answer> {
    return this.answer(context as unknown as Run, {
      query: request.query ?? '',
      variables: request.variables,
    });
  }
}

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
