import {
  GraphQLScalarType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  isUnionType,
} from 'graphql';
import type { GraphQLField, GraphQLNamedType, GraphQLSchema } from 'graphql';
import { foreignFields } from './entity-ownership';

const SCALARS: ReadonlySet<string> = new Set(['DateTime', 'Decimal', 'BigInt', 'JSON']);

/**
 * The house rules of the API that composition does not know: what may be null so that one subgraph
 * that is down never blanks an answer, which scalars there are, and that everything is described.
 *
 * @returns One line per violation, sorted; empty when all hold.
 */
export function lintSupergraph(api: GraphQLSchema, supergraphSdl: string): readonly string[] {
  const problems = [
    ...nullableRoots(api),
    ...mutationPayloads(api),
    ...contributedFields(api, supergraphSdl),
    ...types(api),
  ];
  return [...new Set(problems)].sort();
}

function nullableRoots(api: GraphQLSchema): string[] {
  return [api.getQueryType(), api.getSubscriptionType()].flatMap((root) =>
    Object.values(root?.getFields() ?? {})
      .filter((field) => isNonNullType(field.type))
      .map(
        (field) =>
          `${root?.name ?? ''}.${field.name}: must be nullable, or its subgraph being down blanks the whole answer`,
      ),
  );
}

function mutationPayloads(api: GraphQLSchema): string[] {
  return Object.values(api.getMutationType()?.getFields() ?? {})
    .filter((field) => !isNonNullType(field.type))
    .map((field) => `Mutation.${field.name}: a payload must be non-null (refusals are userErrors)`);
}

function contributedFields(api: GraphQLSchema, supergraphSdl: string): string[] {
  return foreignFields(supergraphSdl).flatMap(({ type, field, subgraph, owner }) => {
    const parent = api.getType(type);
    const definition =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field] : undefined;
    if (definition === undefined || !isNonNullType(definition.type)) return [];
    return [
      `${type}.${field}: comes from ${subgraph} but ${type} belongs to ${owner}, so it must be nullable`,
    ];
  });
}

function types(api: GraphQLSchema): string[] {
  return Object.values(api.getTypeMap())
    .filter((type) => !type.name.startsWith('__') && !isSpecifiedScalarType(type))
    .flatMap((type) => [...scalarName(type), ...described(type)]);
}

function scalarName(type: GraphQLNamedType): string[] {
  if (!(type instanceof GraphQLScalarType) || SCALARS.has(type.name)) return [];
  return [`${type.name}: unknown scalar; use one of ${[...SCALARS].join(', ')}`];
}

function described(type: GraphQLNamedType): string[] {
  const own = isRootType(type) ? [] : missing(type.name, type);
  if (isEnumType(type))
    return [...own, ...type.getValues().flatMap((value) => missing(`${type.name}.${value.name}`, value))];
  if (isInputObjectType(type)) {
    return [
      ...own,
      ...Object.values(type.getFields()).flatMap((field) => missing(`${type.name}.${field.name}`, field)),
    ];
  }
  if (isUnionType(type) || !(isObjectType(type) || isInterfaceType(type))) return own;
  return [...own, ...Object.values(type.getFields()).flatMap((field) => describedField(type.name, field))];
}

/** Query, Mutation and Subscription explain themselves; every subgraph extends them. */
function isRootType(type: GraphQLNamedType): boolean {
  return ['Query', 'Mutation', 'Subscription'].includes(type.name);
}

function describedField(parent: string, field: GraphQLField<unknown, unknown>): string[] {
  const place = `${parent}.${field.name}`;
  return [
    ...missing(place, field),
    ...field.args.flatMap((argument) => missing(`${place}(${argument.name}:)`, argument)),
  ];
}

function missing(place: string, element: { readonly description?: string | null | undefined }): string[] {
  return (element.description ?? '').trim() === '' ? [`${place}: has no description`] : [];
}
