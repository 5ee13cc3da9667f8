import type { Viewer } from '@agora/platform/auth';
import { AppError } from '@agora/platform/errors';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { fragmentsOf } from '../limits/fragments';
import type { AuthPolicy, FieldPolicy } from './auth-policy';
import { guardedFields } from './guarded-fields';

/** Applies one version of the auth policy. Each supergraph version has its own, so nothing remembered outlives it. */
export interface PolicyEnforcer {
  /**
   * Lets an operation pass or refuses all of it.
   * @throws AppError `UNAUTHENTICATED` when a selected field needs a signed-in viewer and there is none, `FORBIDDEN`
   *   when the viewer lacks the scopes; the message names the field.
   */
  enforce(operation: GuardedOperation, viewer: Viewer): void;
}

export interface GuardedOperation {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

export function createPolicyEnforcer(policy: AuthPolicy): PolicyEnforcer {
  const known = new WeakMap<OperationDefinitionNode, readonly string[]>();
  const fieldsOf = ({ schema, document, operation }: GuardedOperation): readonly string[] => {
    let fields = known.get(operation);
    if (fields === undefined) {
      fields = guardedFields({ schema, operation, fragments: fragmentsOf(document), policy });
      known.set(operation, fields);
    }
    return fields;
  };
  return {
    enforce: (operation, viewer) => {
      for (const field of fieldsOf(operation)) {
        const demand = policy[field];
        if (demand !== undefined) assertMeets(viewer, demand, field);
      }
    },
  };
}

function assertMeets(viewer: Viewer, demand: FieldPolicy, field: string): void {
  if (viewer.subject === null) throw new AppError('UNAUTHENTICATED', `${field} needs a signed-in viewer`);
  const alternatives = demand.requiresScopes;
  if (alternatives === undefined) return;
  const granted = new Set<string>([viewer.role, ...viewer.scopes]);
  if (alternatives.some((scopes) => scopes.every((scope) => granted.has(scope)))) return;
  throw new AppError('FORBIDDEN', `${field} is not open to this viewer`);
}
