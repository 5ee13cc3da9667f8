import { isAbstractType } from 'graphql';
import type { GraphQLCompositeType } from 'graphql';
import { EVERY_FEATURE_SDL } from './every-feature-sdl.suite';
import type { EveryFeatureName } from './every-feature-sdl.suite';
import { EVERY_FEATURE_RESOLVERS, createWorld } from './every-feature-world.suite';
import { createInProcessSupergraph } from './in-process-subgraphs.suite';
import type { InProcessSupergraph, SubgraphCode } from './in-process-subgraphs.suite';
import { randomOperation } from './random-operation.suite';
import type { RandomOperation, RandomOperationOptions } from './random-operation.suite';

/** The supergraph that uses every feature of Federation that the gateway promises. */
export function createEveryFeatureSupergraph(): InProcessSupergraph {
  const subgraphs: Record<string, SubgraphCode> = {};
  for (const [name, sdl] of Object.entries(EVERY_FEATURE_SDL))
    subgraphs[name] = { sdl, resolvers: EVERY_FEATURE_RESOLVERS[name as EveryFeatureName] };
  return createInProcessSupergraph(subgraphs, createWorld);
}

/** A random operation over it that Apollo's planner can plan. */
export function randomEveryFeatureOperation(
  { apiSchema }: InProcessSupergraph,
  seed: number,
  kind: 'query' | 'mutation' = 'query',
  options: Pick<RandomOperationOptions, 'isDeferring' | 'fields'> = {},
): RandomOperation {
  return randomOperation(apiSchema, { seed, kind, scalars: SCALARS, mayNarrow, ...options });
}

/** Apollo's planner (2.14) fails on `... on Node` in an interface that a subgraph knows as @interfaceObject only. */
function mayNarrow(from: GraphQLCompositeType, to: GraphQLCompositeType): boolean {
  return from.name !== 'Media' || from === to || !isAbstractType(to);
}

/** Ids of what is there, of what fails and of what is missing, and texts that need care. */
const SCALARS: Readonly<Record<string, readonly unknown[]>> = {
  ID: ['b1', 'b2', 'b3', 'f1', 'f2', 'p1', 'p2', 'p4', 'p5', 'r1', 'r3', 'r5', 'x9'],
  String: ['i1', 'i3', 'Title', '', 'a "quoted" \\ line\n', 'é 𝄞'],
  Int: [0, 1, 2, 3, 5],
  Float: [0.5, -1],
  Boolean: [true, false],
  Date: ['2020-02-29', '1999-12-31'],
  Json: [null, 'text', 7, [1, null], { deep: [{ a: true }] }],
};
