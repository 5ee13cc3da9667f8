import {
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  getNullableType,
} from 'graphql';
import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLNamedType,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';

/** What the estimate of an operation's cost depends on. */
export interface CostFacts {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** As the client sent them; a page size may come from here. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Is told each variable that the estimate depends on, whatever its value. */
  readonly onVariable?: (name: string) => void;
}

/** Assumed size of a page when the operation does not say, and of a list that has no page size. */
const ASSUMED_PAGE = 20;
const ASSUMED_LIST = 5;
/** Page sizes above are refused by the subgraphs, so they are not worth more. */
const LARGEST_PAGE = 1_000;

/**
 * How many objects an operation can return at most, roughly: each field of an object type counts one, times the
 * sizes of the lists around it. Pages count by their `first`/`last`, other lists by a fixed guess; a connection's
 * `edges` and `nodes` are not multiplied again. Both sides of @skip and @include count. Introspection is free.
 */
export function operationCost(facts: CostFacts): number {
  const { schema, operation } = facts;
  const root = schema.getRootType(operation.operation);
  if (root == null) return 0;
  return costOfSelections(facts, operation.selectionSet, { type: root, isPaged: false, known: new Map() });
}

interface Place {
  readonly type: GraphQLNamedType;
  /** The field above already counted the page's size. */
  readonly isPaged: boolean;
  /** Fragments already estimated, so that spreading them again and again costs the estimate nothing. */
  readonly known: Map<string, number>;
}

function costOfSelections(facts: CostFacts, set: SelectionSetNode, place: Place): number {
  let cost = 0;
  for (const selection of set.selections) {
    if (selection.kind === 'Field') cost += costOfField(facts, selection, place);
    else if (selection.kind === 'InlineFragment') {
      const type = typeNamed(facts.schema, selection.typeCondition?.name.value) ?? place.type;
      cost += costOfSelections(facts, selection.selectionSet, { ...place, type });
    } else cost += costOfFragment(facts, selection.name.value, place);
  }
  return cost;
}

function costOfFragment(facts: CostFacts, name: string, place: Place): number {
  const fragment = facts.fragments.get(name);
  if (fragment === undefined) return 0;
  const key = `${name} ${String(place.isPaged)}`;
  const known = place.known.get(key);
  if (known !== undefined) return known;
  // A fragment inside itself counts nothing there; validation refuses it anyway.
  place.known.set(key, 0);
  const type = typeNamed(facts.schema, fragment.typeCondition.name.value) ?? place.type;
  const cost = costOfSelections(facts, fragment.selectionSet, { ...place, type });
  place.known.set(key, cost);
  return cost;
}

function costOfField(facts: CostFacts, node: FieldNode, place: Place): number {
  const field = fieldOf(place.type, node.name.value);
  if (field === undefined || node.selectionSet === undefined) return 0;
  const type = getNamedType(field.type);
  if (!isCompositeType(type)) return 0;
  const pageSize = pageSizeOf(facts, node, field);
  const isList = isListType(getNullableType(field.type));
  const size = pageSize ?? (isList && !place.isPaged ? ASSUMED_LIST : 1);
  const isPaged = pageSize !== undefined && !isList;
  return size * (1 + costOfSelections(facts, node.selectionSet, { ...place, type, isPaged }));
}

function pageSizeOf(
  facts: CostFacts,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
): number | undefined {
  const names = ['first', 'last'].filter((name) => field.args.some((argument) => argument.name === name));
  if (names.length === 0) return undefined;
  const sizes = names.flatMap((name) => {
    const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
    if (value?.kind === 'IntValue') return [Number(value.value)];
    if (value?.kind !== 'Variable') return [];
    facts.onVariable?.(value.name.value);
    const given = facts.variables[value.name.value];
    return typeof given === 'number' ? [given] : [];
  });
  return sizes.length === 0 ? ASSUMED_PAGE : Math.min(Math.max(1, ...sizes), LARGEST_PAGE);
}

function fieldOf(type: GraphQLNamedType, name: string): GraphQLField<unknown, unknown> | undefined {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function typeNamed(schema: GraphQLSchema, name: string | undefined): GraphQLNamedType | undefined {
  return name === undefined ? undefined : schema.getType(name);
}
