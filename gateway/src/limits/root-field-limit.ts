import type { FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import type { DocumentLimit } from './document-guard';
import { fragmentsOf } from './fragments';

/** At most `maxRootFields` fields directly under each operation, fragments included. */
export function rootFieldLimit(maxRootFields: number): DocumentLimit {
  return {
    check: (document) => {
      const fragments = fragmentsOf(document);
      for (const definition of document.definitions) {
        if (definition.kind !== 'OperationDefinition') continue;
        const count = countFields(definition.selectionSet, fragments, new Set());
        if (count > maxRootFields) {
          return `The operation has ${String(count)} root fields; at most ${String(maxRootFields)} are allowed`;
        }
      }
      return undefined;
    },
  };
}

function countFields(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  open: Set<string>,
): number {
  let count = 0;
  for (const selection of set.selections) {
    if (selection.kind === 'Field') count += 1;
    else if (selection.kind === 'InlineFragment')
      count += countFields(selection.selectionSet, fragments, open);
    else if (!open.has(selection.name.value)) {
      // A fragment spread twice adds no field the first spread did not add.
      open.add(selection.name.value);
      const fragment = fragments.get(selection.name.value);
      if (fragment !== undefined) count += countFields(fragment.selectionSet, fragments, open);
    }
  }
  return count;
}
