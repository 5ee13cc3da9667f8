import { Kind, doTypesOverlap, isCompositeType, isEnumType, parse } from 'graphql';
import type { ASTNode, ConstDirectiveNode, FieldNode, GraphQLSchema, SelectionSetNode } from 'graphql';
import { fragmentsOf } from '../../limits/fragments';
import { isIncluded } from '../planning/is-included';
import type { Fetch, RequiredSelection } from './program';
import type { Conditions } from './schedule';

/**
 * What a fetch requires of its entities while these conditions hold. The planner lists what any of its fields needs, also of those
 * that are skipped now, for which nothing was fetched: an entity would seem to lack something that nobody wants to know.
 * @param schema Of the supergraph, with its `join__` directives.
 */
export function neededNow(
  schema: GraphQLSchema,
  { operation, requires, subgraph }: Pick<Fetch, 'operation' | 'requires' | 'subgraph'>,
  conditions: Conditions,
): Fetch['requires'] {
  if (requires === undefined || !/@(?:skip|include)\b/.test(operation)) return requires;
  const asked = askedFields(operation, conditions);
  if (asked.every(({ isWanted }) => isWanted)) return requires;
  const graph = graphOf(schema, subgraph);
  return requires.map((selection) => {
    const { typeCondition } = selection.kind === 'InlineFragment' ? selection : {};
    if (selection.kind !== 'InlineFragment' || typeCondition === undefined) return selection;
    const declared = declaredBy(schema, { type: typeCondition, graph, asked });
    return { ...selection, selections: kept(selection.selections, declared) };
  });
}

interface AskedField {
  readonly name: string;
  /** The innermost type condition around it. */
  readonly type: string | undefined;
  readonly isWanted: boolean;
}

function askedFields(operation: string, conditions: Conditions): AskedField[] {
  const document = parse(operation, { noLocation: true });
  const fragments = fragmentsOf(document);
  const [root] = document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? one.selectionSet.selections : [],
  );
  const found: AskedField[] = [];
  const gather = (set: SelectionSetNode | undefined, type: string | undefined, isWanted: boolean): void => {
    for (const selection of set?.selections ?? []) {
      const isWantedHere = isWanted && isIncluded(selection, conditions);
      if (selection.kind === Kind.FIELD) {
        found.push({ name: selection.name.value, type, isWanted: isWantedHere });
        continue;
      }
      const fragment =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      gather(fragment?.selectionSet, fragment?.typeCondition?.name.value ?? type, isWantedHere);
    }
  };
  gather(root?.kind === Kind.FIELD ? root.selectionSet : undefined, undefined, true);
  return found;
}

/** What the fields that are asked for need, and what names the entity. */
interface Declared {
  readonly wanted: readonly SelectionSetNode[];
  readonly unwanted: readonly SelectionSetNode[];
}

function declaredBy(
  schema: GraphQLSchema,
  {
    type,
    graph,
    asked,
  }: { readonly type: string; readonly graph: string; readonly asked: readonly AskedField[] },
): Declared {
  const definition = schema.getType(type);
  const keys = fieldsOf(definition?.astNode, { directive: 'join__type', argument: 'key', graph });
  if (!isCompositeType(definition) || !('getFields' in definition)) return { wanted: keys, unwanted: [] };
  const needsOf = (isWanted: boolean): SelectionSetNode[] =>
    asked
      .filter((field) => field.isWanted === isWanted && mayBe(schema, type, field.type))
      .flatMap(({ name }) => {
        const node = definition.getFields()[name]?.astNode;
        return fieldsOf(node, { directive: 'join__field', argument: 'requires', graph });
      });
  return { wanted: [...keys, ...needsOf(true)], unwanted: needsOf(false) };
}

function mayBe(schema: GraphQLSchema, type: string, condition: string | undefined): boolean {
  const [one, other] = [schema.getType(type), schema.getType(condition ?? type)];
  return isCompositeType(one) && isCompositeType(other) && doTypesOverlap(schema, one, other);
}

/** Without what only unwanted fields need. */
function kept(selections: readonly RequiredSelection[], { wanted, unwanted }: Declared): RequiredSelection[] {
  return selections.flatMap((selection): RequiredSelection[] => {
    if (selection.kind === 'InlineFragment')
      return [{ ...selection, selections: kept(selection.selections, { wanted, unwanted }) }];
    const [needed, spared] = [fieldsNamed(wanted, selection.name), fieldsNamed(unwanted, selection.name)];
    if (spared.length === 0 || selection.selections === undefined)
      return spared.length > 0 && needed.length === 0 ? [] : [selection];
    if (needed.length === 0) return [];
    const below = { wanted: needed.flatMap(belowOf), unwanted: spared.flatMap(belowOf) };
    return [{ ...selection, selections: kept(selection.selections, below) }];
  });
}

function fieldsNamed(sets: readonly SelectionSetNode[], name: string): FieldNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === name ? [selection] : [];
      return selection.kind === Kind.INLINE_FRAGMENT ? fieldsNamed([selection.selectionSet], name) : [];
    }),
  );
}

function belowOf({ selectionSet }: FieldNode): SelectionSetNode[] {
  return selectionSet === undefined ? [] : [selectionSet];
}

interface Declaration {
  readonly directive: string;
  readonly argument: string;
  readonly graph: string;
}

/** Field sets in directives of one subgraph. */
function fieldsOf(node: ASTNode | null | undefined, wanted: Declaration): SelectionSetNode[] {
  const directives = node != null && 'directives' in node ? (node.directives ?? []) : [];
  return (directives as readonly ConstDirectiveNode[])
    .filter(({ name }) => name.value === wanted.directive)
    .flatMap(({ arguments: given = [] }) => {
      const valueOf = (name: string) => given.find((one) => one.name.value === name)?.value;
      const [graph, fields] = [valueOf('graph'), valueOf(wanted.argument)];
      if (graph?.kind !== Kind.ENUM || graph.value !== wanted.graph || fields?.kind !== Kind.STRING)
        return [];
      const [set] = parse(`{ ${fields.value} }`, { noLocation: true }).definitions;
      return set?.kind === Kind.OPERATION_DEFINITION ? [set.selectionSet] : [];
    });
}

/** The supergraph speaks of subgraphs by enum value. */
function graphOf(schema: GraphQLSchema, subgraph: string): string {
  const graphs = schema.getType('join__Graph');
  const values = isEnumType(graphs) ? graphs.getValues() : [];
  const found = values.find(({ astNode }) =>
    (astNode?.directives ?? []).some(({ arguments: given = [] }) =>
      given.some(
        ({ name, value }) => name.value === 'name' && value.kind === Kind.STRING && value.value === subgraph,
      ),
    ),
  );
  return found?.name ?? '';
}
