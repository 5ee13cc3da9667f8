import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';
import type { DocumentNode, FieldNode } from 'graphql';
import type { FetchNode } from '@apollo/query-planner';
import type { SharedField } from './shared-fields';
import { HIDDEN } from './trigger-rewrite';

/** The subscription that is opened at the owner of a field. */
export interface UpstreamOperation {
  readonly query: string;
  /** Names of the client's variables it uses. */
  readonly variables: readonly string[];
}

/**
 * The planner's first fetch as it is; for a shared field with the key under a hidden alias beside what the client
 * selects.
 * @param document The primary fetch's own document, without named fragments.
 */
export function upstreamOf(
  primary: FetchNode,
  document: DocumentNode,
  shared: SharedField | undefined,
): UpstreamOperation {
  return {
    query: shared === undefined ? primary.operation : withKey(document, shared.key),
    variables: primary.variableUsages ?? [],
  };
}

function withKey(document: DocumentNode, key: string): string {
  const keyField: FieldNode = {
    kind: Kind.FIELD,
    alias: { kind: Kind.NAME, value: HIDDEN.key },
    name: { kind: Kind.NAME, value: key },
  };
  let depth = 0;
  const keyed = visit(document, {
    Field: {
      enter: (node) => {
        depth += 1;
        if (depth > 1 || node.selectionSet === undefined) return undefined;
        const selections = [...node.selectionSet.selections, keyField];
        return { ...node, selectionSet: { ...node.selectionSet, selections } };
      },
      leave: () => {
        depth -= 1;
      },
    },
  });
  return stripIgnoredCharacters(print(keyed));
}
