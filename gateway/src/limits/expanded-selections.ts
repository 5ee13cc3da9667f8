import { Kind } from 'graphql';
import type { DocumentNode, OperationDefinitionNode, SelectionSetNode } from 'graphql';
import { fragmentsOf } from './fragments';

/** Fields and fragments an operation may have once all its fragments are expanded. */
export const MAX_EXPANDED_SELECTIONS = 20_000;

/** How many it has. @param document Valid, so that no fragment contains itself. */
export function expandedSelections(document: DocumentNode, operation: OperationDefinitionNode): number {
  const fragments = fragmentsOf(document);
  const known = new Map<string, number>();
  const ofFragment = (name: string): number => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const counted = ofSelections(fragments.get(name)?.selectionSet);
    known.set(name, counted);
    return counted;
  };
  const ofSelections = (set: SelectionSetNode | undefined): number => {
    let sum = 0;
    for (const one of set?.selections ?? [])
      sum +=
        1 + (one.kind === Kind.FRAGMENT_SPREAD ? ofFragment(one.name.value) : ofSelections(one.selectionSet));
    return sum;
  };
  return ofSelections(operation.selectionSet);
}
