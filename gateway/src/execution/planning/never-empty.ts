import { Kind, visit } from 'graphql';
import type { DocumentNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { TYPE_NAME } from '../run/data-object';

const TYPE_NAME_FIELD = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: TYPE_NAME } } as const;

/**
 * The same operations, with the type name of every object of which all may be skipped. A plan does not ask for an object of which
 * nothing is left, and then nobody knows whether there is one: the answer is `{}` if there is, and null if there is none.
 */
export function neverEmpty(document: DocumentNode): DocumentNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const one of document.definitions)
    if (one.kind === Kind.FRAGMENT_DEFINITION) fragments.set(one.name.value, one);
  const mayVanish = (selection: SelectionNode): boolean => {
    if (isConditional(selection)) return true;
    if (selection.kind === Kind.FIELD) return false;
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    return fragment?.selectionSet.selections.every(mayVanish) ?? true;
  };
  const kept = (set: SelectionSetNode): SelectionSetNode =>
    set.selections.every(mayVanish) ? { ...set, selections: [...set.selections, TYPE_NAME_FIELD] } : set;
  return visit(document, {
    Field: {
      leave: (node) =>
        node.selectionSet === undefined ? undefined : { ...node, selectionSet: kept(node.selectionSet) },
    },
  });
}

function isConditional({ directives = [] }: SelectionNode): boolean {
  return directives.some(({ name }) => name.value === 'skip' || name.value === 'include');
}
