import type { SubgraphResponse } from '@agora/platform/subgraph-transport';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { guardedFields } from '../auth/guarded-fields';
import type { ExecutedOperation } from '../execution/executor';
import { fragmentsOf } from '../limits/fragments';
import { InFlight } from './in-flight';

/** What is de-duplicated. */
export const SHARING_LEVELS = ['off', 'fetches', 'operations', 'both'] as const;

export interface SharingConfig {
  readonly level: (typeof SHARING_LEVELS)[number];
  /** Names of subgraphs, and fields as `Type.field`: what asks for one of them is never shared. */
  readonly except: readonly string[];
}

/** Equal queries of equal askers that are under way at once are executed once, and so are the fetches of different ones. */
export interface Sharing {
  /** Undefined when operations are not shared. */
  readonly operations: InFlight<ExecutedOperation> | undefined;
  /** Undefined when fetches are not shared. */
  readonly fetches: InFlight<SubgraphResponse> | undefined;
  isSharedSubgraph(name: string): boolean;
  /** Whether the operation asks for no field that is excepted. Remembered by operation. */
  isSharedOperation(asked: SharedDocument): boolean;
  /** After a mutation: whoever knows of it must not be given what was read before. */
  forget(): void;
}

export interface SharedDocument {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

export function createSharing({ level, except }: SharingConfig): Sharing {
  const fields = Object.fromEntries(except.filter((one) => one.includes('.')).map((one) => [one, {}]));
  const known = new WeakMap<OperationDefinitionNode, boolean>();
  const operations =
    level === 'both' || level === 'operations' ? new InFlight<ExecutedOperation>('operation') : undefined;
  const fetches =
    level === 'both' || level === 'fetches' ? new InFlight<SubgraphResponse>('fetch') : undefined;
  return {
    operations,
    fetches,
    isSharedSubgraph: (name) => !except.includes(name),
    isSharedOperation: ({ schema, document, operation }) => {
      const before = known.get(operation);
      if (before !== undefined) return before;
      const isShared =
        operation.operation === 'query' &&
        guardedFields({ schema, operation, fragments: fragmentsOf(document), policy: fields }).length === 0;
      known.set(operation, isShared);
      return isShared;
    },
    forget: () => {
      operations?.forget();
      fetches?.forget();
    },
  };
}
