import {
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
} from 'graphql';
import type { GraphQLField, GraphQLInputType, GraphQLSchema } from 'graphql';

/** A root field for services only, as a document that any service could send. */
export interface InternalField {
  readonly name: string;
  readonly document: string;
}

/** Every `@inaccessible` root field, called with the least arguments that are valid. */
export function internalFields(schema: GraphQLSchema): readonly InternalField[] {
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ] as const;
  return roots.flatMap(([operation, type]) =>
    Object.values(type?.getFields() ?? {})
      .filter(isInternal)
      .map((field) => ({ name: field.name, document: `${operation} { ${callOf(field)} }` })),
  );
}

function isInternal(field: GraphQLField<unknown, unknown>): boolean {
  return (field.astNode?.directives ?? []).some(({ name }) => name.value === 'inaccessible');
}

function callOf(field: GraphQLField<unknown, unknown>): string {
  const given = field.args.filter(isRequiredArgument);
  const args = given.map(({ name, type }) => `${name}: ${leastOf(type)}`).join(', ');
  const selection = isObjectType(getNamedType(field.type)) ? ' { __typename }' : '';
  return `${field.name}${args === '' ? '' : `(${args})`}${selection}`;
}

function leastOf(type: GraphQLInputType): string {
  if (isNonNullType(type)) return leastOf(type.ofType);
  if (isListType(type)) return '[]';
  if (isEnumType(type)) return type.getValues()[0]?.name ?? 'null';
  if (isInputObjectType(type)) {
    const required = Object.values(type.getFields()).filter(isRequiredInputField);
    return `{ ${required.map((field) => `${field.name}: ${leastOf(field.type)}`).join(', ')} }`;
  }
  return isScalarType(type) && ['Int', 'Float'].includes(type.name)
    ? '1'
    : '"01890000-0000-7000-8000-000000000000"';
}
