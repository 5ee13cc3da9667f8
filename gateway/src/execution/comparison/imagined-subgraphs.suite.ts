import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  Kind,
  getArgumentValues,
  getNamedType,
  graphql,
  isAbstractType,
  isCompositeType,
  isObjectType,
  parse,
} from 'graphql';
import type { FieldNode, GraphQLField, GraphQLObjectType, GraphQLSchema, SelectionSetNode } from 'graphql';
import type { InProcessSupergraph, SubgraphCode } from './in-process-subgraphs.suite';
import type { RandomDocument } from './random-document.suite';
import type { ObservedAnswer } from './stock-answer.suite';
import { declaredNeeds } from './declared-needs.suite';
import type { DeclaredNeeds } from './declared-needs.suite';
import { imaginedValue, numberIn } from './imagined-values.suite';
import type { Imagination, Imagined } from './imagined-values.suite';

type Sdl = Readonly<Record<string, string>>;
type Resolver = (source: Imagined | undefined, args: Readonly<Record<string, unknown>>) => unknown;
type Resolvers = Record<string, Record<string, unknown>>;

interface Subgraph extends Imagination {
  readonly requires: DeclaredNeeds['requires'];
}

/**
 * Subgraphs that answer whatever their SDL promises, from no data: the same object is the same to each of them. What a field requires
 * is taken from what the gateway sent, so that a wrong representation is a wrong value.
 */
export function imaginedSubgraphs(sdl: Sdl): Record<string, SubgraphCode> {
  const imagined = imagine(sdl);
  return Object.fromEntries(
    Object.entries(sdl).map(([name, text]) => {
      const subgraph = imagined[name];
      if (subgraph === undefined) throw new Error(`no subgraph ${name}`);
      return [name, { sdl: text, resolvers: resolversOf(subgraph) }];
    }),
  );
}

/**
 * The answer of one server that has the whole graph of {@link imaginedSubgraphs}: no plan, no representations, nothing to merge.
 * What it says is right.
 */
export function createWholeGraph(
  sdl: Sdl,
  { apiSchema }: InProcessSupergraph,
): (operation: RandomDocument) => Promise<Pick<ObservedAnswer, 'data' | 'errors'>> {
  const subgraphs = Object.values(imagine(sdl));
  return async ({ query, variables, operationName }) => {
    const result = await graphql({
      schema: apiSchema,
      source: query,
      variableValues: variables,
      operationName: operationName ?? null,
      fieldResolver: (source, args, _, { parentType, fieldName }) =>
        wholeValue(subgraphs, (source as Imagined | undefined) ?? rootOf(parentType), {
          name: fieldName,
          args: args as Readonly<Record<string, unknown>>,
        }),
      typeResolver: (value) => (value as Imagined).__typename,
    });
    const { data = null, errors = [] } = JSON.parse(JSON.stringify(result)) as Partial<ObservedAnswer>;
    return { data, errors };
  };
}

function imagine(sdl: Sdl): Readonly<Record<string, Subgraph>> {
  const { keys, requires } = declaredNeeds(Object.values(sdl).map((text) => parse(text)));
  const schemas = Object.entries(sdl).map(
    ([name, text]) => [name, buildSubgraphSchema({ typeDefs: parse(text) })] as const,
  );
  const steady = new Set<string>();
  for (const [place, selection] of requires)
    for (const [, schema] of schemas) noteSteady(schema, place.split('.')[0] ?? '', selection, steady);
  return Object.fromEntries(schemas.map(([name, schema]) => [name, { schema, keys, requires, steady }]));
}

function noteSteady(
  schema: GraphQLSchema,
  typeName: string,
  { selections }: SelectionSetNode,
  into: Set<string>,
): void {
  const type = schema.getType(typeName);
  for (const selection of selections) {
    if (selection.kind !== Kind.FIELD || !isCompositeType(type) || !('getFields' in type)) continue;
    const name = selection.name.value;
    const field = type.getFields()[name];
    if (field === undefined) continue;
    const concrete = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
    for (const one of concrete) into.add(`${one.name}.${name}`);
    if (selection.selectionSet !== undefined)
      noteSteady(schema, getNamedType(field.type).name, selection.selectionSet, into);
  }
}

function resolversOf(subgraph: Subgraph): Resolvers {
  const resolvers: Resolvers = {};
  for (const type of Object.values(subgraph.schema.getTypeMap())) {
    if (type.name.startsWith('_')) continue;
    if (isAbstractType(type)) resolvers[type.name] = { __resolveType: (value: Imagined) => value.__typename };
    if (isObjectType(type)) resolvers[type.name] = resolversOfType(subgraph, type);
  }
  return resolvers;
}

function resolversOfType(subgraph: Subgraph, type: GraphQLObjectType): Record<string, unknown> {
  const ofType: Record<string, unknown> = {};
  for (const field of Object.values(type.getFields()))
    if (!field.name.startsWith('_')) ofType[field.name] = resolverOf(subgraph, type, field);
  const keys = subgraph.keys.get(type.name);
  if (keys !== undefined)
    ofType['__resolveReference'] = (reference: Readonly<Record<string, unknown>>): Imagined => ({
      __typename: type.name,
      number: numberIn(reference, keys),
      reference,
    });
  return ofType;
}

function resolverOf(
  subgraph: Subgraph,
  type: GraphQLObjectType,
  { name, type: fieldType }: GraphQLField<unknown, unknown>,
): Resolver {
  const needs = subgraph.requires.get(`${type.name}.${name}`);
  return (source, args) => {
    const object = source ?? rootOf(type);
    const given = needs === undefined ? undefined : picked(object.reference, needs);
    return imaginedValue(subgraph, { object, name, type: fieldType, args, given });
  };
}

function rootOf({ name }: { readonly name: string }): Imagined {
  return { __typename: name, number: 0 };
}

/** What a field needs, out of what the gateway sent. */
function picked(value: unknown, needs: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((element) => picked(element, needs));
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.fromEntries(
    needs.selections.flatMap((selection) => {
      if (selection.kind !== Kind.FIELD) return [];
      const { name, selectionSet } = selection;
      const inner = (value as Readonly<Record<string, unknown>>)[name.value] ?? null;
      return [[name.value, selectionSet === undefined ? inner : picked(inner, selectionSet)]];
    }),
  );
}

interface Wanted {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** As the subgraph says that owns the field. */
function wholeValue(subgraphs: readonly Subgraph[], object: Imagined, { name, args }: Wanted): unknown {
  const { subgraph, field } = ownerOf(subgraphs, object.__typename, name);
  const needs = subgraph.requires.get(`${object.__typename}.${name}`);
  const given = needs === undefined ? undefined : needed(subgraphs, object, needs);
  return imaginedValue(subgraph, { object, name, type: field.type, args, given });
}

/** What a field needs, straight from the graph. */
function needed(subgraphs: readonly Subgraph[], value: unknown, needs: SelectionSetNode): unknown {
  if (Array.isArray(value)) return value.map((element) => needed(subgraphs, element, needs));
  if (typeof value !== 'object' || value === null) return value ?? null;
  const object = value as Imagined;
  return Object.fromEntries(
    needs.selections.flatMap((selection) => {
      if (selection.kind !== Kind.FIELD) return [];
      const { field } = ownerOf(subgraphs, object.__typename, selection.name.value);
      const wanted = { name: field.name, args: argumentsOf(field, selection) };
      const inner = wholeValue(subgraphs, object, wanted);
      const { selectionSet } = selection;
      return [[field.name, selectionSet === undefined ? inner : needed(subgraphs, inner, selectionSet)]];
    }),
  );
}

function argumentsOf(
  field: GraphQLField<unknown, unknown>,
  selection: FieldNode,
): Readonly<Record<string, unknown>> {
  return getArgumentValues(field, selection);
}

/** The first that resolves the field and not only names it. */
function ownerOf(
  subgraphs: readonly Subgraph[],
  typeName: string,
  name: string,
): { readonly subgraph: Subgraph; readonly field: GraphQLField<unknown, unknown> } {
  for (const subgraph of subgraphs) {
    const type = subgraph.schema.getType(typeName);
    const field = isObjectType(type) ? type.getFields()[name] : undefined;
    const isExternal = field?.astNode?.directives?.some((one) => one.name.value === 'external') === true;
    if (field !== undefined && !isExternal) return { subgraph, field };
  }
  throw new Error(`no subgraph has ${typeName}.${name}`);
}
