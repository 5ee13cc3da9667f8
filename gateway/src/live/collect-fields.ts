import { GraphQLIncludeDirective, GraphQLSkipDirective, Kind, getDirectiveValues } from 'graphql';
import type { FieldNode, FragmentDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';

/** Fragments of a document by name. */
export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** What a selection is read with: its document's fragments and the operation's coerced variables. */
export interface SelectionScope {
  readonly fragments: Fragments;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * The fields that selection sets on one **object type** ask for, by response name, with fragments opened and
 * `@skip`/`@include` decided. Type conditions need no check: validation lets only those through that apply.
 */
export function collectFields(
  selectionSets: readonly (SelectionSetNode | undefined)[],
  scope: SelectionScope,
): ReadonlyMap<string, readonly FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  for (const set of selectionSets) collectInto(fields, set, scope);
  return fields;
}

function collectInto(
  fields: Map<string, FieldNode[]>,
  set: SelectionSetNode | undefined,
  scope: SelectionScope,
): void {
  for (const selection of set?.selections ?? []) {
    if (!isIncluded(selection, scope.variables)) continue;
    if (selection.kind === Kind.FIELD) {
      const name = responseNameOf(selection);
      const known = fields.get(name);
      if (known === undefined) fields.set(name, [selection]);
      else known.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collectInto(fields, selection.selectionSet, scope);
    } else {
      collectInto(fields, scope.fragments[selection.name.value]?.selectionSet, scope);
    }
  }
}

/** The name a field has in the answer. */
export function responseNameOf(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

function isIncluded(node: SelectionNode, variables: SelectionScope['variables']): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  if (skip?.['if'] === true) return false;
  return getDirectiveValues(GraphQLIncludeDirective, node, variables)?.['if'] !== false;
}
