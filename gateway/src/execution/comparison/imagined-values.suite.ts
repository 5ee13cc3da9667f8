// A graph without data: what a field of an object is follows from the names of the type and the field, the number of the object and
// the arguments, and from nothing else. Whoever asks, in whatever pieces, finds the same graph.
import {
  GraphQLError,
  getNamedType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type {
  GraphQLInterfaceType,
  GraphQLLeafType,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  GraphQLUnionType,
} from 'graphql';

/** An object of the graph. Entities have small numbers, so that the same one is met in many places. */
export interface Imagined {
  readonly __typename: string;
  readonly number: number;
  /** As the gateway referred to it, when it did. */
  readonly reference?: Readonly<Record<string, unknown>>;
}

/** What of a schema the values depend on. */
export interface Imagination {
  readonly schema: GraphQLSchema;
  /** Fields of keys, by type: they name the object. */
  readonly keys: ReadonlyMap<string, ReadonlySet<string>>;
  /** `Type.field` of what other fields need: it never fails, and is null only where it may be. */
  readonly steady: ReadonlySet<string>;
}

/** A field of an object, as somebody asked for it. */
export interface ImaginedField {
  readonly object: Pick<Imagined, '__typename' | 'number'>;
  readonly name: string;
  readonly type: GraphQLOutputType;
  readonly args: Readonly<Record<string, unknown>>;
  /** What else the value depends on. Default nothing. */
  readonly given?: unknown;
}

/** What a field that fails on purpose says. */
export const IMAGINED_FAILURE = 'fails by imagination';

const ENTITIES = 6;
const LONGEST_LIST = 3;

/** @throws GraphQLError for a field that fails on purpose. */
export function imaginedValue(within: Imagination, field: ImaginedField): unknown {
  const { object, name, type, args, given } = field;
  if (within.keys.get(object.__typename)?.has(name) === true) return keyValue(within, field);
  const seed = hashOf([object.__typename, object.number, name, sortedText(args), sortedText(given)]);
  const fails = !within.steady.has(`${object.__typename}.${name}`) && seed % 61 === 0;
  if (fails) throw new GraphQLError(`${object.__typename}.${name} ${IMAGINED_FAILURE}`);
  return valueOf(within, type, { seed, name });
}

/** The number in the key of a reference, wherever in it. @throws Error when there is none. */
export function numberIn(reference: Readonly<Record<string, unknown>>, keys: Iterable<string>): number {
  for (const name of keys) {
    const found = /(\d+)$/.exec(leafText(reference[name]))?.[1];
    if (found !== undefined) return Number(found);
  }
  throw new Error(`no key in ${JSON.stringify(reference)}`);
}

/** FNV-1a, folded: equal for equal parts in every process. */
export function hashOf(parts: readonly unknown[]): number {
  let hash = 2_166_136_261;
  for (const character of parts.map(String).join('\u0000')) {
    hash ^= character.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 16_777_619);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** JSON in which the order of keys says nothing. */
export function sortedText(value: unknown): string {
  if (value === undefined) return '';
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

interface Seed {
  readonly seed: number;
  readonly name: string;
}

function keyValue(within: Imagination, { object, name, type }: ImaginedField): unknown {
  const named = getNamedType(type);
  if (isObjectType(named)) return { __typename: named.name, number: object.number };
  if (named.name === 'Int') return object.number;
  if (isLeafType(named) && named.name !== 'ID' && named.name !== 'String')
    return valueOf(within, type, { seed: object.number, name });
  return `${name}-${String(object.number)}`;
}

function valueOf(within: Imagination, type: GraphQLOutputType, at: Seed): unknown {
  if (isNonNullType(type)) return presentValueOf(within, type.ofType, at);
  return at.seed % 13 === 0 ? null : presentValueOf(within, type, at);
}

function presentValueOf(
  within: Imagination,
  type: Exclude<GraphQLOutputType, GraphQLNonNull<never>>,
  at: Seed,
): unknown {
  if (isListType(type))
    return Array.from({ length: at.seed % (LONGEST_LIST + 1) }, (_, index) =>
      valueOf(within, type.ofType, { ...at, seed: next(at.seed + index) }),
    );
  return isLeafType(type) ? leafValue(type, at) : objectOf(within, type, at.seed);
}

function objectOf(
  { schema, keys }: Imagination,
  type: GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType,
  seed: number,
): Imagined {
  const possible = isObjectType(type) ? [type] : schema.getPossibleTypes(type);
  const sorted = possible.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const chosen = sorted[next(seed) % sorted.length];
  if (chosen === undefined) throw new Error(`nothing is a ${type.name}`);
  const isEntity = keys.has(chosen.name);
  return { __typename: chosen.name, number: isEntity ? 1 + (seed % ENTITIES) : seed };
}

const TEXTS = ['plain', '', 'a "quoted" \\ line\n', 'é 𝄞', '__proto__', '\u2028'];

function leafValue(type: GraphQLLeafType, { seed, name }: Seed): unknown {
  if (isEnumType(type)) {
    const values = type.getValues();
    return values[seed % values.length]?.name;
  }
  switch (type.name) {
    case 'Int':
      return (seed % 2_000) - 1_000;
    case 'Float':
      return ((seed % 2_000) - 1_000) / 8;
    case 'Boolean':
      return seed % 2 === 0;
    case 'ID':
      return `${name}-${String(1 + (seed % ENTITIES))}`;
    case 'JSON':
      return { deep: [seed % 100, null, { of: TEXTS[seed % TEXTS.length] }] };
    default:
      return `${TEXTS[seed % TEXTS.length] ?? ''} ${String(seed % 1_000)}`;
  }
}

function next(seed: number): number {
  return hashOf([seed]);
}

function leafText(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return typeof value === 'object' && value !== null ? Object.values(value).map(leafText).join() : '';
}
