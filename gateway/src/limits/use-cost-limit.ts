import type { ApolloServerPlugin } from '@apollo/server';
import { AppError } from '@agora/platform/errors';
import type { GraphQLSchema, OperationDefinitionNode, DocumentNode } from 'graphql';
import { fragmentsOf } from './fragments';
import { operationCost } from './operation-cost';

export interface CostLimitOptions {
  /** Largest estimate of objects returned that is let through. */
  readonly maxCost: number;
}

export interface CostedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Estimates of one operation by the values of the variables they depend on. */
interface Estimates {
  readonly variables: ReadonlySet<string>;
  readonly costs: Map<string, number>;
}

const MOST_ESTIMATES = 100;
const estimates = new WeakMap<OperationDefinitionNode, Estimates>();

function costOf(costed: CostedOperation): number {
  const known = estimates.get(costed.operation);
  const key = known === undefined ? '' : valuesOf(known.variables, costed);
  const before = known?.costs.get(key);
  if (before !== undefined) return before;
  const used = new Set<string>();
  const cost = operationCost({
    ...costed,
    fragments: fragmentsOf(costed.document),
    onVariable: (name) => used.add(name),
  });
  const kept = known ?? { variables: used, costs: new Map<string, number>() };
  if (kept.costs.size >= MOST_ESTIMATES) kept.costs.clear();
  kept.costs.set(valuesOf(used, costed), cost);
  estimates.set(costed.operation, kept);
  return cost;
}

function valuesOf(names: ReadonlySet<string>, { variables }: CostedOperation): string {
  return [...names].map((name) => String(variables[name])).join();
}

/** @throws AppError `OPERATION_TOO_COMPLEX` naming estimate and limit. Also used for subscriptions. */
export function assertAffordable(operation: CostedOperation, options: CostLimitOptions): void {
  const cost = costOf(operation);
  if (cost <= options.maxCost) return;
  throw new AppError(
    'OPERATION_TOO_COMPLEX',
    `The operation may return about ${String(cost)} objects; at most ${String(options.maxCost)} are allowed. Ask for smaller pages`,
  );
}

/** Refuses an operation before it is planned when it could return too much. */
export function useCostLimit(options: CostLimitOptions): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ schema, document, operation, request }) => {
          if (operation === undefined) return Promise.resolve();
          assertAffordable({ schema, document, operation, variables: request.variables ?? {} }, options);
          return Promise.resolve();
        },
      }),
  };
}
