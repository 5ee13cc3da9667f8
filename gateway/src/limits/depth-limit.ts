import type { DocumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import type { DocumentLimit } from './document-guard';
import { fragmentsOf } from './fragments';

/** At most `maxDepth` levels of fields below an operation; a fragment counts where it is spread. */
export function depthLimit(maxDepth: number): DocumentLimit {
  return {
    check: (document) => {
      const depth = depthOf(document);
      return depth > maxDepth
        ? `The operation is nested ${String(depth)} levels deep; at most ${String(maxDepth)} are allowed`
        : undefined;
    },
  };
}

function depthOf(document: DocumentNode): number {
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();
  const operations = document.definitions.filter((definition) => definition.kind === 'OperationDefinition');
  return Math.max(
    0,
    ...operations.map((operation) => depthOfSelections(operation.selectionSet, fragments, known)),
  );
}

/** Each fragment is measured once; one that contains itself counts as flat here and is refused by validation. */
function depthOfSelections(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, number>,
): number {
  let deepest = 0;
  for (const selection of set.selections) {
    if (selection.kind === 'Field') {
      const below =
        selection.selectionSet === undefined
          ? 0
          : depthOfSelections(selection.selectionSet, fragments, known);
      deepest = Math.max(deepest, 1 + below);
    } else if (selection.kind === 'InlineFragment') {
      deepest = Math.max(deepest, depthOfSelections(selection.selectionSet, fragments, known));
    } else {
      deepest = Math.max(deepest, depthOfFragment(selection.name.value, fragments, known));
    }
  }
  return deepest;
}

function depthOfFragment(
  name: string,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  known: Map<string, number>,
): number {
  const measured = known.get(name);
  if (measured !== undefined) return measured;
  known.set(name, 0);
  const fragment = fragments.get(name);
  const depth = fragment === undefined ? 0 : depthOfSelections(fragment.selectionSet, fragments, known);
  known.set(name, depth);
  return depth;
}
