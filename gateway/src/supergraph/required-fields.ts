import { Kind, getNamedType, isAbstractType, isCompositeType, isUnionType, parse, print } from 'graphql';
import type { FieldNode, GraphQLCompositeType, GraphQLField, GraphQLSchema, SelectionSetNode } from 'graphql';

/** How each field that other fields require is asked for then: by `Type.field`, as {@link signatureOf} writes it. */
export type RequiredSignatures = ReadonlyMap<string, string>;

/** Read from the `@requires` of a supergraph. */
export interface RequiredFields {
  readonly signatures: RequiredSignatures;
  /** One line for each field that is required with different arguments; empty when there is none. */
  readonly conflicts: readonly string[];
}

/**
 * What the fields of a supergraph require of each other. A field that is required with different arguments cannot be planned: Apollo's
 * planner fetches it once, with the arguments of one of the requirements, and gives that value to all.
 * @param schema Of the supergraph, with its `join__` directives.
 */
export function requiredFields(schema: GraphQLSchema): RequiredFields {
  const found = new Map<string, Set<string>>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isCompositeType(type) || isUnionType(type)) continue;
    for (const field of Object.values(type.getFields()))
      for (const selection of requirementsOf(field)) note(found, schema, type, selection);
  }
  const conflicts = [...found]
    .filter(([, signatures]) => signatures.size > 1)
    .map(([place, signatures]) => `${place}: required as ${[...signatures].sort().join(' and as ')}`);
  const signatures = new Map([...found].map(([place, [signature = '']]) => [place, signature]));
  return { signatures, conflicts: conflicts.sort() };
}

const known = new WeakMap<GraphQLSchema, RequiredSignatures>();

/** The signatures of {@link requiredFields}, read once of each schema. */
export function requiredSignatures(schema: GraphQLSchema): RequiredSignatures {
  const signatures = known.get(schema) ?? requiredFields(schema).signatures;
  known.set(schema, signatures);
  return signatures;
}

/** A field with its arguments in a fixed order, without those that have their default. */
export function signatureOf(
  { name, arguments: given = [] }: FieldNode,
  field: GraphQLField<unknown, unknown> | undefined,
): string {
  const byDefault = new Map(
    (field?.args ?? []).map(({ name: argument, astNode }) => [
      argument,
      astNode?.defaultValue === undefined ? undefined : print(astNode.defaultValue),
    ]),
  );
  const written = given
    .filter((argument) => byDefault.get(argument.name.value) !== print(argument.value))
    .map((argument) => print(argument))
    .sort();
  return written.length === 0 ? name.value : `${name.value}(${written.join(', ')})`;
}

function requirementsOf({ astNode }: GraphQLField<unknown, unknown>): SelectionSetNode[] {
  return (astNode?.directives ?? []).flatMap(({ name, arguments: given = [] }) => {
    if (name.value !== 'join__field') return [];
    const requires = given.find((argument) => argument.name.value === 'requires')?.value;
    return requires?.kind === Kind.STRING ? [selectionSetOf(requires.value)] : [];
  });
}

function selectionSetOf(fields: string): SelectionSetNode {
  const [operation] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`@requires of no fields: ${fields}`);
  return operation.selectionSet;
}

function note(
  found: Map<string, Set<string>>,
  schema: GraphQLSchema,
  type: GraphQLCompositeType,
  { selections }: SelectionSetNode,
): void {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const narrowed = schema.getType(selection.typeCondition?.name.value ?? type.name);
      if (isCompositeType(narrowed)) note(found, schema, narrowed, selection.selectionSet);
    } else if (selection.kind === Kind.FIELD && !isUnionType(type)) noteField(found, schema, type, selection);
  }
}

function noteField(
  found: Map<string, Set<string>>,
  schema: GraphQLSchema,
  type: Exclude<GraphQLCompositeType, { getTypes: unknown }>,
  selection: FieldNode,
): void {
  const field = type.getFields()[selection.name.value];
  if (field === undefined) return;
  const places = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
  for (const { name } of places) {
    const place = `${name}.${field.name}`;
    found.set(place, (found.get(place) ?? new Set()).add(signatureOf(selection, field)));
  }
  const below = getNamedType(field.type);
  if (selection.selectionSet !== undefined && isCompositeType(below))
    note(found, schema, below, selection.selectionSet);
}
