import '../../disable-telemetry';
import { isDeepStrictEqual } from 'node:util';
import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { isAbstractType } from 'graphql';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Fetch, InProcessSupergraph, Run } from './in-process-subgraphs.suite';

/** The answer to an operation and how it came about. */
export interface ObservedAnswer {
  readonly data: Readonly<Record<string, unknown>> | null;
  /** Empty when there are none. */
  readonly errors: readonly GraphQLFormattedError[];
  readonly fetches: readonly Fetch[];
  /** What the stock gateway told in an extension only. */
  readonly hints?: readonly GraphQLFormattedError[];
}

type Answer = Awaited<ReturnType<GraphQLDataSource['process']>>;
type Variables = Readonly<Record<string, unknown>>;

const servers = new WeakMap<InProcessSupergraph, Promise<ApolloServer<Run & object>>>();

/**
 * The answer of Apollo's server and gateway as they come, on data of its own. They are made once for each supergraph.
 * @throws Error when the request as a whole is refused: it is no valid operation.
 */
export async function runStock(
  supergraph: InProcessSupergraph,
  operation: string,
  variables: Variables = {},
  operationName?: string,
): Promise<ObservedAnswer> {
  const server = await stockServer(supergraph);
  const run = supergraph.begin();
  const { body } = await server.executeOperation(
    {
      query: operation,
      variables: { ...variables },
      ...(operationName === undefined ? {} : { operationName }),
    },
    { contextValue: run },
  );
  if (body.kind !== 'single') throw new Error('The stock gateway answers in one piece.');
  const { data, errors, extensions } = JSON.parse(
    JSON.stringify(body.singleResult),
  ) as Partial<ObservedAnswer> & {
    readonly extensions?: { readonly valueCompletion?: ObservedAnswer['errors'] };
  };
  if (data === undefined) throw new Error(`Refused: ${JSON.stringify(errors)}\n${operation}`);
  // Values that do not fit the schema are told there only when nothing else went wrong.
  const hints = extensions?.valueCompletion ?? [];
  return { data, errors: errors ?? hints, hints, fetches: run.fetches };
}

/**
 * In what two answers differ, in words; empty when they are as good as each other: the same data, and errors in both or
 * in neither. Messages and the order of fields are not compared.
 */
export function differences(
  a: Pick<ObservedAnswer, 'data' | 'errors'>,
  b: Pick<ObservedAnswer, 'data' | 'errors'>,
): readonly string[] {
  const found = differentAt('data', a.data, b.data);
  if (a.errors.length > 0 !== b.errors.length > 0)
    found.push(`errors: ${summaryOf(a.errors)} or ${summaryOf(b.errors)}`);
  return found;
}

function differentAt(path: string, a: unknown, b: unknown): string[] {
  if (isDeepStrictEqual(a, b)) return [];
  if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b))
    return [`${path}: ${textOf(a)} or ${textOf(b)}`];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differentAt(`${path}.${key}`, ownValue(a, key), ownValue(b, key)));
}

function ownValue(container: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function isContainer(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function textOf(value: unknown): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

function summaryOf(errors: readonly GraphQLFormattedError[]): string {
  const said = errors.map(({ message, path }) => `${message} at ${(path ?? []).join('.')}`);
  return said.length === 0 ? 'none' : said.join('; ');
}

function stockServer(supergraph: InProcessSupergraph): Promise<ApolloServer<Run & object>> {
  const known = servers.get(supergraph) ?? startStock(supergraph);
  servers.set(supergraph, known);
  return known;
}

async function startStock({
  sdl,
  apiSchema,
  sources,
}: InProcessSupergraph): Promise<ApolloServer<Run & object>> {
  const gateway = new ApolloGateway({
    supergraphSdl: sdl,
    buildService: ({ name }) => {
      const source = sources[name];
      if (source === undefined) throw new Error(`There is no subgraph ${name}.`);
      return { process: async (options) => withoutAbstractNames(apiSchema, await source.process(options)) };
    },
    logger: SILENT,
  });
  const server = new ApolloServer<Run & object>({
    gateway,
    logger: SILENT,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginUsageReportingDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginCacheControlDisabled(),
    ],
  });
  await server.start();
  return server;
}

/**
 * An entity as it is told by a subgraph for which its interface is an object: the stock gateway takes the name of the interface
 * for the type of the entity, whose fields and fragments are then missing. Without a name it keeps the one it has.
 */
function withoutAbstractNames(schema: GraphQLSchema, answer: Answer): Answer {
  const entities: unknown = answer.data?.['_entities'];
  for (const entity of Array.isArray(entities) ? (entities as unknown[]) : [])
    if (isNamed(entity) && isAbstractType(schema.getType(entity.__typename ?? ''))) delete entity.__typename;
  return answer;
}

function isNamed(entity: unknown): entity is { __typename?: string } {
  return typeof entity === 'object' && entity !== null && '__typename' in entity;
}

const ignore = (): void => undefined;
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
