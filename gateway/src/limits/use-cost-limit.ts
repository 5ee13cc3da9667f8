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

/** @throws AppError `OPERATION_TOO_COMPLEX` naming estimate and limit. Also used for subscriptions. */
export function assertAffordable(operation: CostedOperation, options: CostLimitOptions): void {
  const cost = operationCost({ ...operation, fragments: fragmentsOf(operation.document) });
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
