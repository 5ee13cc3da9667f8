import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { ValueNode } from 'graphql';

function refuse(name: string, what: string): never {
  throw new GraphQLError(`${name} cannot represent ${what}`, { extensions: { code: 'BAD_USER_INPUT' } });
}

const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

function parseDateTime(value: unknown): Date {
  if (typeof value !== 'string' || !DATE_TIME.test(value))
    refuse('DateTime', 'this: give RFC 3339 text with a zone, e.g. 2026-01-31T08:00:00Z');
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) refuse('DateTime', 'a moment that does not exist');
  return date;
}

/** A moment: RFC 3339 text in UTC with milliseconds on the wire, `Date` in code. */
export const DateTimeScalar = new GraphQLScalarType({
  name: 'DateTime',
  description:
    'A moment as RFC 3339 text in UTC with milliseconds, e.g. 2026-01-31T08:00:00.000Z. Input may carry another zone.',
  serialize: (value) => {
    const date = value instanceof Date ? value : new Date(value as string);
    return Number.isNaN(date.getTime()) ? refuse('DateTime', 'an invalid date') : date.toISOString();
  },
  parseValue: parseDateTime,
  parseLiteral: (node) => parseDateTime(textOf(node)),
});

const DECIMAL = /^-?\d{1,18}(\.\d{1,10})?$/;

function parseDecimal(value: unknown): string {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : value;
  return typeof text === 'string' && DECIMAL.test(text)
    ? text
    : refuse('Decimal', 'this: give decimal text such as "19.99"');
}

/** An exact decimal number: text on the wire and in code, so no binary fraction ever touches it. */
export const DecimalScalar = new GraphQLScalarType({
  name: 'Decimal',
  description:
    'An exact decimal number as text, e.g. "19.99". At most 18 digits before and 10 after the point.',
  serialize: (value) => parseDecimal(String(value)),
  parseValue: parseDecimal,
  parseLiteral: (node) => parseDecimal(textOf(node)),
});

function parseBigInt(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return typeof value === 'string' && /^-?\d{1,19}$/.test(value)
    ? BigInt(value)
    : refuse('BigInt', 'this: give a whole number as text');
}

/** A whole number of any size up to 64 bits: always text on the wire, `bigint` in code. */
export const BigIntScalar = new GraphQLScalarType({
  name: 'BigInt',
  description:
    'A whole number of up to 64 bits, always as text (JavaScript numbers end at 2^53), e.g. "1999".',
  serialize: (value) => parseBigInt(typeof value === 'bigint' ? value.toString() : value).toString(),
  parseValue: parseBigInt,
  parseLiteral: (node) => parseBigInt(textOf(node)),
});

function literalOf(node: ValueNode, variables: Record<string, unknown> | null | undefined): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return node.values.map((item) => literalOf(item, variables));
    case Kind.OBJECT:
      return Object.fromEntries(
        node.fields.map((field) => [field.name.value, literalOf(field.value, variables)]),
      );
    case Kind.VARIABLE:
      return variables?.[node.name.value];
  }
}

/** Free-form data. */
export const JsonScalar = new GraphQLScalarType({
  name: 'JSON',
  description: 'Free-form JSON: object, list, text, number, boolean or null.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: literalOf,
});

function textOf(node: ValueNode): unknown {
  return node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT
    ? node.value
    : undefined;
}
