import { Kind, visit } from 'graphql';
import type { DirectiveNode, DocumentNode, SelectionNode, SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../../limits/fragments';
import { TYPE_NAME } from '../run/data-object';
import { isIncluded } from './is-included';

const TYPE_NAME_FIELD = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: TYPE_NAME } } as const;
const NO_VARIABLES: ReadonlyMap<string, boolean> = new Map();

/**
 * The same operations as the planner is given them. What they select of the answer is still told by the document that was sent.
 *
 * - Without what `@skip(if: true)` and `@include(if: false)` leave out: where the planner lifts a condition off a fetch, it forgets
 *   those in it.
 * - With the type name of every object of which nothing may be left. Where its field has a condition, a plan does not ask for it when
 *   nothing is, and then nobody knows whether there is one: the answer is `{}` if there is, and null if there is none.
 */
export function documentToPlan(document: DocumentNode): DocumentNode {
  const decided = withoutConstants(document);
  const fragments = fragmentsOf(decided);
  const mayVanish = (selection: SelectionNode): boolean => {
    if (conditionsOf(selection).length > 0) return true;
    if (selection.kind === Kind.FIELD) return false;
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    // The object may be of no type that the fragment, or one within it, is for.
    if (fragment === undefined || fragment.typeCondition !== undefined) return true;
    return fragment.selectionSet.selections.every(mayVanish);
  };
  return visit(decided, {
    Field: {
      leave: (node) => {
        const { selections = [] } = node.selectionSet ?? {};
        const mayBeLost = selections.length === 0 || conditionsOf(node).length > 0;
        return node.selectionSet !== undefined && mayBeLost && selections.every(mayVanish)
          ? { ...node, selectionSet: withTypeName(node.selectionSet) }
          : undefined;
      },
    },
  });
}

function withoutConstants(document: DocumentNode): DocumentNode {
  const decide = <Node extends SelectionNode>(node: Node): Node | null | undefined => {
    const constant = conditionsOf(node).filter(isConstant);
    if (constant.length === 0) return undefined;
    if (!isIncluded({ ...node, directives: constant }, NO_VARIABLES)) return null;
    return { ...node, directives: node.directives?.filter((one) => !constant.includes(one)) };
  };
  const filled = <Node extends { readonly selectionSet: SelectionSetNode }>(node: Node): Node =>
    node.selectionSet.selections.length > 0
      ? node
      : { ...node, selectionSet: withTypeName(node.selectionSet) };
  return visit(document, {
    Field: decide,
    FragmentSpread: decide,
    InlineFragment: {
      enter: decide,
      leave: (node) => (node.selectionSet.selections.length === 0 ? null : undefined),
    },
    FragmentDefinition: { leave: filled },
    OperationDefinition: { leave: filled },
  });
}

function withTypeName(set: SelectionSetNode): SelectionSetNode {
  return { ...set, selections: [...set.selections, TYPE_NAME_FIELD] };
}

function conditionsOf({ directives = [] }: SelectionNode): readonly DirectiveNode[] {
  return directives.filter(({ name }) => name.value === 'skip' || name.value === 'include');
}

function isConstant({ arguments: given = [] }: DirectiveNode): boolean {
  return given.every(({ value }) => value.kind !== Kind.VARIABLE);
}
