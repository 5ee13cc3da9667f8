import { Type } from 'avsc';
import type { Schema } from 'avsc';
import { z } from 'zod';
import { avroSchemaOf } from './avro-schema';
import type { AvroEventSchema } from './avro-schema';
import { breaksBetween } from './compatibility';
import { defineEvent } from './define-event';
import { publicationFindings } from './publication';

const text = z.string().describe('Text');
const item = (shape: z.ZodRawShape) => z.array(z.object(shape)).describe('Items');
const base = {
  sku: text,
  quantity: z.int().describe('Number'),
  note: text.nullable(),
  at: z.iso.datetime().describe('Time'),
  kind: z.enum(['A', 'B']).describe('Kind'),
  items: item({ id: text }),
  counts: z.record(z.string(), z.int()).describe('Counts'),
};

function schemaOf(shape: z.ZodRawShape): AvroEventSchema {
  return avroSchemaOf({
    type: 'cart.tried.v1',
    topic: 'cart.tried.v1',
    owner: 'cart',
    description: 'Tried.',
    key: 'cart_id',
    consumers: [],
    production: 'live',
    schema: z.object(shape),
    sample: {},
  });
}
const without = (name: keyof typeof base): z.ZodRawShape =>
  Object.fromEntries(Object.entries(base).filter(([key]) => key !== name));
const earlier = schemaOf(base);

/** What Avro itself says: whether each reads what the other wrote. */
function isReadableBothWays(one: AvroEventSchema, other: AvroEventSchema): boolean {
  const [a, b] = [one, other].map((schema) =>
    Type.forSchema(schema as unknown as Schema, { wrapUnions: false }),
  ) as [Type, Type];
  try {
    a.createResolver(b);
    b.createResolver(a);
    return true;
  } catch {
    return false;
  }
}

describe('two versions of an event are compatible', () => {
  test.each<[string, z.ZodRawShape]>([
    ['when nothing changed', base],
    ['when only words changed', { ...base, sku: z.string().describe('Other words') }],
    ['when a field that may be null came', { ...base, later: text.nullable() }],
    ['when a field with a default came', { ...base, later: text.default('x') }],
    ['when a field with a default went', without('note')],
    ['when an item got a field that may be null', { ...base, items: item({ id: text, n: text.nullable() }) }],
    ['when fields changed places', { ...without('sku'), sku: text }],
  ])('%s', (_, shape) => {
    const later = schemaOf(shape);
    expect(breaksBetween(earlier, later)).toEqual([]);
    expect(isReadableBothWays(earlier, later)).toBe(true);
  });
});

describe('a break names the field and the remedy', () => {
  test.each<[string, z.ZodRawShape, RegExp]>([
    ['payload.later', { ...base, later: text }, /added without a default.*Give it a default/],
    ['payload.sku', without('sku'), /removed.*Keep it/],
    ['payload.items[].n', { ...base, items: item({ id: text, n: text }) }, /added without a default/],
    ['payload.quantity', { ...base, quantity: text }, /was long and is string.*Add a field beside it/],
    ['payload.quantity', { ...base, quantity: base.quantity.nullable() }, /may be null now/],
    ['payload.note', { ...base, note: text }, /may not be null any more/],
    ['payload.kind', { ...base, kind: z.enum(['A', 'B', 'C']).describe('Kind') }, /C was added/],
    ['payload.kind', { ...base, kind: z.enum(['A']).describe('Kind') }, /B was removed/],
    [
      'payload.counts{}',
      { ...base, counts: z.record(z.string(), z.string()).describe('Counts') },
      /was long/,
    ],
  ])('%s', (field, shape, words) => {
    const later = schemaOf(shape);
    const breaks = breaksBetween(earlier, later);
    expect(breaks.map((found) => found.field)).toEqual([field]);
    expect(`${breaks[0]?.problem ?? ''}. ${breaks[0]?.remedy ?? ''}`).toMatch(words);
    expect(isReadableBothWays(earlier, later)).toBe(false);
  });

  test('of a point in time that became a number, which Avro alone would let pass', () => {
    const later = schemaOf({ ...base, at: z.int().describe('Time') });
    expect(breaksBetween(earlier, later)).toMatchObject([{ field: 'payload.at' }]);
    expect(isReadableBothWays(earlier, later)).toBe(true);
  });

  test('of another record', () => {
    expect(breaksBetween(earlier, { ...earlier, namespace: 'agora.cart.other.v1' })).toHaveLength(1);
  });
});

describe('the check of events', () => {
  const type = 'cart.tried.v1';
  const find = (now: AvroEventSchema | undefined, ...published: AvroEventSchema[]) =>
    publicationFindings(
      new Map(now === undefined ? [] : [[type, now]]),
      new Map(published.length === 0 ? [] : [[type, published]]),
    );

  test('is content when the newest published version is what is declared, whatever the words', () => {
    const reworded = schemaOf({ ...base, sku: z.string().describe('Other words') });
    expect(find(reworded, earlier)).toEqual([]);
  });

  test('asks for the publication of what is new or changed', () => {
    const later = schemaOf({ ...base, later: text.nullable() });
    expect(find(earlier)).toMatchObject([{ type, kind: 'unpublished' }]);
    expect(find(later, earlier)[0]?.message).toMatch(
      /^cart\.tried\.v1 has changed .*npm run check:events -- --write/,
    );
  });

  test('compares with every version, not with the last alone', () => {
    const second = schemaOf({ ...base, later: text.default('x') });
    const third = schemaOf({ ...base, later: z.int().default(1).describe('Number') });
    expect(find(third, earlier)).toMatchObject([{ kind: 'unpublished' }]);
    expect(find(third, earlier, second).map(({ message }) => message)).toEqual([
      'cart.tried.v1: payload.later was string and is long (against published version 2). Add a field beside it, or make a cart.tried.v2.',
    ]);
    expect(find(third, second, earlier)).toMatchObject([{ kind: 'broken' }]);
  });

  test('notices an event that is gone while its messages are not', () => {
    expect(find(undefined, earlier)).toMatchObject([{ type, kind: 'broken' }]);
  });
});

test.each<[string, z.ZodRawShape, string]>([
  ['fractions', { price: z.number().describe('Price') }, 'price is of a kind'],
  ['optional members', { note: text.optional() }, 'note is optional'],
  ['fields without words', { note: z.string() }, 'note has no description'],
  ['choices', { one: z.union([text, z.int()]).describe('Either') }, 'one is of a kind'],
  ['nullable fields with another default', { one: text.nullable().default('x') }, 'another default'],
])('an event cannot carry %s', (_, shape, words) => {
  const declare = () => schemaOf(shape);
  expect(declare).toThrow(`cart.tried.v1: `);
  expect(declare).toThrow(words);
});

test('an event is declared as live unless it says otherwise', () => {
  const declaration = {
    type: 'cart.tried.v1',
    owner: 'cart',
    description: 'Tried.',
    key: 'cart_id',
    consumers: [],
    schema: z.object({ sku: text }),
    sample: { sku: 'a' },
  };
  expect(defineEvent(declaration).production).toBe('live');
  expect(defineEvent({ ...declaration, production: 'planned' }).production).toBe('planned');
});
