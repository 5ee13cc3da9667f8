import {
  GraphQLError,
  Kind,
  doTypesOverlap,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  parse,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { fragmentsOf } from '../../limits/fragments';
import { requiredSignatures, signatureOf } from '../../supergraph/required-fields';
import type { RequiredSignatures } from '../../supergraph/required-fields';
import { isIncluded } from '../planning/is-included';
import type { Fetch, RequiredSelection } from './program';
import type { Conditions } from './schedule';

/** What a name of the data stands for, to the client, in a fetch, or in what a fetch requires. */
interface Use {
  readonly of: 'client' | 'fetch' | 'requirement';
  readonly name: string;
  /** With its arguments. */
  readonly signature: string;
  /** Type conditions around it, from the object it is in outwards; undefined where there is none. */
  readonly types: readonly (string | undefined)[];
}

/** What the client asked for, and what is fetched for it. */
export interface ConflictSource {
  /** Of the supergraph, with the types that the API does not show. */
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly conditions: Conditions;
  readonly fetches: readonly Fetch[];
}

/**
 * Refuses an operation for which one name of the data would stand for different things. The planner adds keys and required fields under
 * their own names, whatever aliases and arguments the operation has: one of the two would be taken for the other.
 * @throws GraphQLError `GRAPHQL_VALIDATION_FAILED` that names the field and the remedy.
 */
export function refuseConflicts(source: ConflictSource): void {
  const { schema, document, operation, conditions, fetches } = source;
  const uses = new Map<string, Use[]>();
  noteSelections(uses, operation.selectionSet, {
    of: 'client',
    schema,
    parent: schema.getRootType(operation.operation)?.name,
    at: [],
    types: [],
    fragments: fragmentsOf(document),
    conditions,
  });
  for (const fetch of fetches) {
    const at = fetch.path.filter((step) => step !== '@');
    noteFetch(uses, fetch, { schema, at });
    noteRequirements(uses, fetch.requires ?? [], {
      ...{ schema, at, types: [], parent: undefined },
      // A plan does not tell the arguments of what it requires.
      signatures: requiredSignatures(schema),
    });
  }
  for (const [place, same] of uses)
    for (const [index, use] of same.entries())
      if (same.slice(0, index).some((other) => isConflict(schema, [use, other], same)))
        throw conflictAt(place, same);
}

interface Place {
  readonly at: readonly string[];
  /** The type that the object there is declared as; undefined where only a type condition tells it. */
  readonly parent: string | undefined;
  readonly types: readonly (string | undefined)[];
}

interface Selecting extends Place {
  readonly schema: GraphQLSchema;
  readonly of: 'client' | 'fetch';
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** Undefined: whatever is skipped counts too. */
  readonly conditions: Conditions | undefined;
}

function noteFetch(
  uses: Map<string, Use[]>,
  { operation, requires }: Fetch,
  where: Pick<Selecting, 'schema' | 'at'>,
): void {
  const document = parse(operation, { noLocation: true });
  const place = {
    ...where,
    of: 'fetch',
    types: [],
    fragments: fragmentsOf(document),
    conditions: undefined,
  } as const;
  for (const one of document.definitions) {
    if (one.kind !== Kind.OPERATION_DEFINITION) continue;
    // The list of entities is no place of its own: what is in it belongs to the path of the fetch.
    const entities = one.selectionSet.selections[0];
    const isAboutEntities = requires !== undefined && entities?.kind === Kind.FIELD;
    const parent = isAboutEntities ? undefined : where.schema.getRootType(one.operation)?.name;
    const { selectionSet } = isAboutEntities ? entities : one;
    noteSelections(uses, selectionSet, { ...place, parent });
  }
}

function noteSelections(
  uses: Map<string, Use[]>,
  selectionSet: SelectionSetNode | undefined,
  within: Selecting,
  type?: string,
): void {
  for (const selection of selectionSet?.selections ?? []) {
    if (within.conditions !== undefined && !isIncluded(selection, within.conditions)) continue;
    if (selection.kind === Kind.FIELD) noteField(uses, selection, within, type);
    else {
      const isInline = selection.kind === Kind.INLINE_FRAGMENT;
      const fragment = isInline ? selection : within.fragments.get(selection.name.value);
      noteSelections(uses, fragment?.selectionSet, within, fragment?.typeCondition?.name.value ?? type);
    }
  }
}

function noteField(uses: Map<string, Use[]>, field: FieldNode, within: Selecting, type?: string): void {
  const at = [...within.at, (field.alias ?? field.name).value];
  const types = [type, ...within.types];
  const definition = fieldOf(within.schema, type ?? within.parent, field.name.value);
  add(uses, at, { of: within.of, name: field.name.value, signature: signatureOf(field, definition), types });
  noteSelections(uses, field.selectionSet, { ...within, at, types, parent: typeOf(definition) });
}

interface Requiring extends Place {
  readonly schema: GraphQLSchema;
  readonly signatures: RequiredSignatures;
}

function noteRequirements(
  uses: Map<string, Use[]>,
  selections: readonly RequiredSelection[],
  within: Requiring,
  type?: string,
): void {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      noteRequirements(uses, selection.selections, within, selection.typeCondition ?? type);
      continue;
    }
    const { name, alias = name, selections: below = [] } = selection;
    const at = [...within.at, alias];
    const types = [type, ...within.types];
    const parent = type ?? within.parent;
    const signature = within.signatures.get(`${parent ?? ''}.${name}`) ?? name;
    add(uses, at, { of: 'requirement', name, signature, types });
    const belowParent = typeOf(fieldOf(within.schema, parent, name));
    noteRequirements(uses, below, { ...within, at, types, parent: belowParent });
  }
}

function fieldOf(
  schema: GraphQLSchema,
  typeName: string | undefined,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  const type = typeName === undefined ? undefined : schema.getType(typeName);
  return isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
}

function typeOf(field: GraphQLField<unknown, unknown> | undefined): string | undefined {
  return field === undefined ? undefined : getNamedType(field.type).name;
}

function add(uses: Map<string, Use[]>, at: readonly string[], use: Use): void {
  const key = at.join('.');
  const same = uses.get(key);
  if (same === undefined) uses.set(key, [use]);
  else same.push(use);
}

function isConflict(schema: GraphQLSchema, [one, other]: readonly [Use, Use], all: readonly Use[]): boolean {
  const isOther =
    one.name !== other.name || (one.signature !== other.signature && areArgumentsOfWeight(one, other, all));
  return isOther && one.types.every((type, index) => mayMeet(schema, type, other.types[index]));
}

/**
 * The planner writes the client's arguments in its own way: they are compared only where a requirement could have changed them. What a
 * fetch asks for is either the client's or what is required, whose own comparison tells.
 */
function areArgumentsOfWeight(one: Use, other: Use, all: readonly Use[]): boolean {
  if (one.of === 'requirement' || other.of === 'requirement')
    return one.of !== 'fetch' && other.of !== 'fetch';
  return (one.of === 'fetch' && other.of === 'fetch') || all.some(({ of }) => of === 'requirement');
}

/** Whether an object can be of both. */
function mayMeet(schema: GraphQLSchema, one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || one === other) return true;
  const [type, another] = [schema.getType(one), schema.getType(other)];
  return !isCompositeType(type) || !isCompositeType(another) || doTypesOverlap(schema, type, another);
}

function conflictAt(place: string, uses: readonly Use[]): GraphQLError {
  const meant = [...new Set(uses.map(({ name, signature }) => (signature === '' ? name : signature)))].join(
    ', ',
  );
  return new GraphQLError(
    `"${place}" would stand for different things (${meant}): a subgraph needs one of them by its own name. Use another alias.`,
    { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } },
  );
}
