import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { STUB_ROOTS } from '../../../../bench/gateway/stub/graph';
import { STUB_NAMES, STUB_SDL } from '../../../../bench/gateway/stub/sdl';
import type { StubName } from '../../../../bench/gateway/stub/sdl';
import { readSupergraphConfig } from '../../supergraph/supergraph-config';
import { createEveryFeatureSupergraph, randomEveryFeatureOperation } from './every-feature.suite';
import { createInProcessSupergraph } from './in-process-subgraphs.suite';
import type { InProcessSupergraph, SubgraphCode } from './in-process-subgraphs.suite';
import { randomOperation } from './random-operation.suite';
import type { RandomOperation } from './random-operation.suite';
import { createWholeGraph, imaginedSubgraphs } from './imagined-subgraphs.suite';

/** A supergraph with what it takes to fuzz it. */
export interface FuzzedSupergraph {
  readonly supergraph: InProcessSupergraph;
  /** The same for the same seed, and valid. */
  operationOf(seed: number): RandomOperation;
  /** What the operation must answer while no subgraph misbehaves, found without any gateway. */
  readonly rightAnswer?: ReturnType<typeof createWholeGraph>;
}

export type FuzzedName = 'commerce' | 'every-feature' | 'benchmark';

/** Made when they are asked for: each is composed. */
export const FUZZED_SUPERGRAPHS: Readonly<Record<FuzzedName, () => FuzzedSupergraph>> = {
  commerce: () => {
    const sdl = commerceSdl();
    const supergraph = createInProcessSupergraph(imaginedSubgraphs(sdl), () => ({}));
    const operationOf = (seed: number): RandomOperation =>
      randomOperation(supergraph.apiSchema, {
        ...{ seed, kind: seed % 5 === 0 ? 'mutation' : 'query', scalars: COMMERCE_SCALARS },
        fields: 30,
      });
    return { supergraph, operationOf, rightAnswer: createWholeGraph(sdl, supergraph) };
  },
  'every-feature': () => {
    const supergraph = createEveryFeatureSupergraph();
    const operationOf = (seed: number): RandomOperation =>
      randomEveryFeatureOperation(supergraph, seed, seed % 5 === 0 ? 'mutation' : 'query');
    return { supergraph, operationOf };
  },
  benchmark: () => {
    const supergraph = createInProcessSupergraph(benchmarkSubgraphs(), () => ({}));
    const operationOf = (seed: number): RandomOperation =>
      randomOperation(supergraph.apiSchema, { seed, scalars: BENCHMARK_SCALARS });
    return { supergraph, operationOf };
  },
};

const root = join(__dirname, '../../../..');

/** The SDL of our own subgraphs, by name. */
export function commerceSdl(): Readonly<Record<string, string>> {
  const entries = readSupergraphConfig(readFileSync(join(root, 'supergraph.yaml'), 'utf8'));
  return Object.fromEntries(
    entries.map(({ name, schemaFile }) => [name, readFileSync(join(root, schemaFile), 'utf8')]),
  );
}

const COMMERCE_SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['id-1', 'id-2', 'x9'],
  String: ['sku-1', 'US', '', 'a "quoted" \\ line\n', 'é 𝄞'],
  Int: [0, 1, 2, 7],
  Float: [0.5, -1],
  Boolean: [true, false],
  BigInt: ['12', '9007199254740993'],
  Decimal: ['1.50', '0'],
  DateTime: ['2026-11-27T10:00:00.000Z'],
  JSON: [null, 'text', 7, [1, null], { deep: [{ a: true }] }],
};

const BENCHMARK_SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['1', '2', '6', '9'],
  Int: [0, 1, 2, 5, 9],
  Boolean: [true, false],
};

/** The data of the stub subgraphs of `npm run bench:gateway`, behind servers that know the whole of GraphQL. */
function benchmarkSubgraphs(): Record<string, SubgraphCode> {
  return Object.fromEntries(
    STUB_NAMES.map((name) => [name, { sdl: STUB_SDL[name], resolvers: benchmarkResolvers(name) }]),
  );
}

type Ask = (args: Readonly<Record<string, unknown>>) => unknown;

function benchmarkResolvers(name: StubName): object {
  const { __typename: _, _entities, ...fields } = STUB_ROOTS[name] as unknown as Record<string, Ask>;
  const Query = Object.fromEntries(
    Object.entries(fields).map(([field, ask]) => [field, (_parent: unknown, args: never) => ask(args)]),
  );
  const __resolveReference = (reference: object): unknown =>
    (_entities?.({ representations: [reference] }) as readonly unknown[])[0];
  const types: (readonly [string, object])[] = [...STUB_SDL[name].matchAll(/^type (\w+) @key/gm)].map(
    ([, type]) => [String(type), { __resolveReference }],
  );
  return { ...(Object.keys(Query).length === 0 ? {} : { Query }), ...Object.fromEntries(types) };
}
