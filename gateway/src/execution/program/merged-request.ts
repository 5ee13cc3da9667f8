import { Kind, OperationTypeNode, parse, print, stripIgnoredCharacters, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
  VariableDefinitionNode,
} from 'graphql';
import { fetchesAlike } from './fetches-alike';
import type { Fetch, FetchGroup, Slot } from './program';
import { RepresentationWriter } from '../run/representations';
import type { ScheduledFetch } from './schedule';

/** The variable that the planner writes for the representations of a fetch. */
const REPRESENTATIONS = 'representations';

/**
 * The request of fetches that go to one subgraph together: a fetch alone is sent as the planner wrote it, several entity
 * fetches become one operation with an alias and a variable for each that asks something else.
 */
export function mergedRequest(
  schema: GraphQLSchema,
  group: readonly ScheduledFetch[],
): Omit<FetchGroup, 'dependencies'> {
  const [first] = group;
  if (first === undefined) throw new RangeError('there is nothing to fetch');
  const { subgraph, operation } = first.fetch;
  const { operationName } = first;
  const alike = fetchesAlike(group).map((same) => same.map(({ fetch }) => fetch));
  const [fetches] = alike;
  if (fetches !== undefined && alike.length === 1)
    return { subgraph, operation, operationName, slots: [slotAlone(schema, fetches)] };
  const used = new Set(group.flatMap(({ fetch }) => fetch.variables));
  const slots = alike.map((same, index): Slot => ({
    ...slotOf(schema, same),
    alias: `e${String(index)}`,
    representations: freeName(`r${String(index)}`, used),
  }));
  return { subgraph, operation: mergedOperation(slots, operationName), operationName, slots };
}

function slotOf(schema: GraphQLSchema, fetches: readonly Fetch[]): Omit<Slot, 'alias' | 'representations'> {
  const [fetch] = fetches;
  if (fetch === undefined) throw new RangeError('there is nothing to fetch');
  const writer = fetch.requires === undefined ? undefined : new RepresentationWriter(schema, fetches);
  const responseNames = responseNamesOf(parse(fetch.operation, { noLocation: true }));
  return { fetch, fetches, writer, responseNames };
}

/** The slot of fetches that ask the same, whose operation is sent as the planner wrote it. */
export function slotAlone(schema: GraphQLSchema, fetches: readonly Fetch[]): Slot {
  return { ...slotOf(schema, fetches), alias: '_entities', representations: REPRESENTATIONS };
}

/** What is selected of the entities of an operation. */
function responseNamesOf({ definitions }: DocumentNode): readonly string[] {
  const names = new Set<string>();
  const note = (selectionSet: SelectionSetNode | undefined): void => {
    for (const selection of selectionSet?.selections ?? [])
      if (selection.kind === Kind.FIELD) names.add((selection.alias ?? selection.name).value);
      else if (selection.kind === Kind.INLINE_FRAGMENT) note(selection.selectionSet);
      else {
        const fragment = definitions.find(
          (one) => one.kind === Kind.FRAGMENT_DEFINITION && one.name.value === selection.name.value,
        );
        if (fragment?.kind === Kind.FRAGMENT_DEFINITION) note(fragment.selectionSet);
      }
  };
  for (const one of definitions) {
    const entities = one.kind === Kind.OPERATION_DEFINITION ? one.selectionSet.selections[0] : undefined;
    if (entities?.kind === Kind.FIELD) note(entities.selectionSet);
  }
  return [...names];
}

function freeName(name: string, used: ReadonlySet<string>): string {
  return used.has(name) ? freeName(`_${name}`, used) : name;
}

function mergedOperation(slots: readonly Slot[], name: string | undefined): string {
  const variables = new Map<string, VariableDefinitionNode>();
  const fields: FieldNode[] = [];
  const fragments: FragmentDefinitionNode[] = [];
  for (const slot of slots) {
    const { definitions } = renamed(parse(slot.fetch.operation, { noLocation: true }), slot);
    const operation = definitions.find(
      (one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION,
    );
    for (const definition of operation?.variableDefinitions ?? [])
      variables.set(definition.variable.name.value, definition);
    for (const field of operation?.selectionSet.selections ?? [])
      if (field.kind === Kind.FIELD) fields.push({ ...field, alias: { kind: Kind.NAME, value: slot.alias } });
    fragments.push(...definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION));
  }
  const merged = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    ...(name === undefined ? {} : { name: { kind: Kind.NAME, value: name } }),
    variableDefinitions: [...variables.values()],
    selectionSet: { kind: Kind.SELECTION_SET, selections: fields },
  } satisfies OperationDefinitionNode;
  return stripIgnoredCharacters(print({ kind: Kind.DOCUMENT, definitions: [merged, ...fragments] }));
}

/** With the slot's own names for what two fetches may call the same: representations and fragments. */
function renamed(document: DocumentNode, { alias, representations }: Slot): DocumentNode {
  const prefixed = <Node extends { readonly name: { readonly kind: Kind.NAME; readonly value: string } }>(
    node: Node,
  ): Node => ({
    ...node,
    name: { ...node.name, value: `${alias}_${node.name.value}` },
  });
  return visit(document, {
    Variable: (node) =>
      node.name.value === REPRESENTATIONS
        ? { ...node, name: { ...node.name, value: representations } }
        : undefined,
    FragmentDefinition: { leave: prefixed },
    FragmentSpread: prefixed,
  });
}
