import { newId } from '../../ids/uuid-v7';
import { AppError } from '../../errors/app-error';
import { isTransient } from '../is-transient';
import type { EventEnvelope } from '../envelope';
import { UndecodableEventError, jsonCodec } from '../event-codec';
import { createAvroCodec } from './avro-codec';
import type { EventSchema } from './avro-codec';
import { avroFingerprint, canonicalForm } from './avro-fingerprint';
import { avroTypeOf } from './avro-type';
import type { AvroSchema } from './avro-type';
import type { SchemaRegistry } from './schema-registry';

const TYPE = 'test.counted.v1';
const text = (name: string) => ({ name, type: 'string' });
const maybe = (name: string) => ({ name, type: ['null', 'string'], default: null });
const timestamp = { type: 'long', logicalType: 'timestamp-millis' };

function schemaOf(fields: readonly object[], type = TYPE): AvroSchema {
  return {
    type: 'record',
    name: 'Event',
    namespace: `agora.${type}`,
    fields: [
      text('event_id'),
      text('type'),
      { name: 'occurred_at', type: timestamp },
      text('producer'),
      text('aggregate_id'),
      { name: 'aggregate_version', type: 'long' },
      ...['tenant_region', 'store_id', 'correlation_id', 'causation_id', 'saga_id', 'actor'].map(maybe),
      { name: 'schema_version', type: 'long' },
      { name: 'payload', type: { type: 'record', name: 'Payload', fields } },
    ],
  };
}

const first = schemaOf([{ name: 'n', type: 'long' }]);
const second = schemaOf([
  { name: 'until', type: ['null', timestamp], default: null },
  { name: 'n', type: 'long' },
  { name: 'parts', type: { type: 'array', items: 'string' }, default: [] },
]);
const only = (current: AvroSchema, ...published: AvroSchema[]): EventSchema[] => [
  { type: TYPE, current, published },
];
const envelope = (payload: EventEnvelope['payload']): EventEnvelope => ({
  event_id: newId(),
  type: TYPE,
  occurred_at: '2026-01-31T12:00:00.123Z',
  producer: 'test',
  aggregate_id: 'a',
  aggregate_version: 3,
  tenant_region: 'EU',
  store_id: null,
  correlation_id: null,
  causation_id: null,
  saga_id: null,
  actor: 'customer:1',
  schema_version: 1,
  payload,
});

/** A registry that counts what it is asked. */
function registryOf(schemas: readonly AvroSchema[]): SchemaRegistry & { asked: number } {
  const registry = {
    asked: 0,
    idOf: (subject: string, schema: AvroSchema) => {
      registry.asked += 1;
      const index = schemas.findIndex((one) => JSON.stringify(one) === JSON.stringify(schema));
      return index < 0
        ? Promise.reject(new AppError('INTERNAL', `no ${subject}`))
        : Promise.resolve(index + 1);
    },
    schemaOf: (id: number) => {
      registry.asked += 1;
      return Promise.resolve(schemas[id - 1]);
    },
    register: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
  return registry;
}

test('the fingerprint is that of the Avro specification', () => {
  // From the specification's own test cases: CRC-64-AVRO of the schemas "null" and "int".
  expect(avroFingerprint('null').readBigInt64LE()).toBe(7_195_948_357_588_979_594n);
  expect(avroFingerprint('int').readBigInt64LE()).toBe(8_247_732_601_305_521_295n);
});

test('the canonical form is the one the library reads by', () => {
  const everything = schemaOf([
    { name: 'enum', doc: 'Words', type: { type: 'enum', name: 'Kind', symbols: ['A'] }, default: 'A' },
    { name: 'again', type: 'Kind' },
    { name: 'map', type: { type: 'map', values: { type: 'long', logicalType: 'timestamp-millis' } } },
    {
      name: 'inner',
      type: { type: 'record', name: 'other.Inner', fields: [{ name: 'x', type: ['null', 'int'] }] },
    },
    { name: 'fixed', type: { type: 'fixed', name: 'Four', size: 4 } },
  ]);
  for (const schema of [first, second, everything])
    expect(JSON.stringify(canonicalForm(schema, ''))).toBe(JSON.stringify(avroTypeOf(schema).schema()));
});

describe('the Avro codec without a registry', () => {
  test('reads what it wrote, with times as text, and names the schema by its fingerprint', async () => {
    const codec = createAvroCodec({ schemas: only(second) });
    const event = envelope({ until: '2026-02-01T00:00:00.000Z', n: 7, parts: ['ü'] });
    const bytes = await codec.encode(event);
    expect([...bytes.subarray(0, 2)]).toEqual([0xc3, 0x01]);
    expect(await codec.decode(bytes)).toEqual(event);
    expect(Object.getPrototypeOf((await codec.decode(bytes)).payload)).toBe(Object.prototype);
  });

  test('reads messages of an earlier version as the current one, and of a later one that is published', async () => {
    const [old, young] = [
      createAvroCodec({ schemas: only(first, second) }),
      createAvroCodec({ schemas: only(second, first) }),
    ];
    const early = envelope({ n: 1 });
    const late = envelope({ until: null, n: 2, parts: [] });
    expect(await young.decode(await old.encode(early))).toEqual({
      ...early,
      payload: { until: null, n: 1, parts: [] },
    });
    expect((await old.decode(await young.encode(late))).payload).toEqual({ n: 2 });
  });

  test('reads JSON as it was written before', async () => {
    const event = envelope({ n: 1 });
    expect(await createAvroCodec({ schemas: only(first) }).decode(jsonCodec.encode(event))).toEqual(event);
  });

  test('reads a view that is part of a larger buffer', async () => {
    const codec = createAvroCodec({ schemas: only(first) });
    const bytes = await codec.encode(envelope({ n: 1 }));
    const larger = Buffer.concat([Buffer.from('xx'), bytes, Buffer.from('yy')]);
    expect((await codec.decode(larger.subarray(2, 2 + bytes.length))).payload).toEqual({ n: 1 });
  });

  test('refuses to write what does not fit, telling where and not what', async () => {
    const codec = createAvroCodec({ schemas: only(second) });
    const attempt = async () => codec.encode(envelope({ until: 'soon', n: 1.5, parts: [1] }));
    await expect(attempt()).rejects.toThrow(/payload\.until, payload\.n, payload\.parts\.0$/);
    await expect(attempt()).rejects.toMatchObject({ code: 'INTERNAL' });
    await expect((async () => codec.encode({ ...envelope({}), type: 'test.unheard.v1' }))()).rejects.toThrow(
      'no schema of test.unheard.v1',
    );
  });

  test('says of unreadable bytes what is wrong with them, whatever is cut off', async () => {
    const codec = createAvroCodec({ schemas: only(second) });
    const bytes = Buffer.from(await codec.encode(envelope({ until: null, n: 7, parts: ['a', 'b'] })));
    const fault = async (broken: Uint8Array): Promise<unknown> => {
      try {
        return await codec.decode(broken);
      } catch (error) {
        return error;
      }
    };
    for (let length = 0; length < bytes.length; length += 1)
      expect(await fault(bytes.subarray(0, length))).toBeInstanceOf(UndecodableEventError);
    expect(await fault(Buffer.concat([bytes, Buffer.from([0])]))).toBeInstanceOf(UndecodableEventError);
    expect(String(await fault(Buffer.from('plain text')))).toContain('neither Avro nor JSON');
    const unknown = Buffer.concat([bytes.subarray(0, 2), Buffer.alloc(8), bytes.subarray(10)]);
    expect(String(await fault(unknown))).toContain('fingerprint 0000000000000000');
    expect(String(await fault(Buffer.from([0, 0, 0, 0, 9, 1])))).toContain('no schema with the id 9');
    const withoutId = { ...envelope({ until: null, n: 7, parts: [] }), event_id: 'x' };
    expect(String(await fault(await codec.encode(withoutId)))).toContain('wrong event_id');
  });
});

describe('the Avro codec with a registry', () => {
  test('writes the id of the registry and asks for it once', async () => {
    const registry = registryOf([first, second]);
    const codec = createAvroCodec({ schemas: only(second, first), registry });
    const event = envelope({ until: null, n: 1, parts: [] });
    const bytes = await codec.encode(event);
    expect([...bytes.subarray(0, 5)]).toEqual([0, 0, 0, 0, 2]);
    await codec.encode(event);
    expect(await codec.decode(bytes)).toEqual(event);
    await codec.decode(bytes);
    expect(registry.asked).toBe(2);
  });

  test('resolves what another version wrote, reads other events as they are, and messages without an id', async () => {
    const other = schemaOf([text('word')], 'test.other.v1');
    const schemas = [second, first, other];
    const writing = (schema: EventSchema) =>
      createAvroCodec({ schemas: [schema], registry: registryOf(schemas) });
    const reading = createAvroCodec({ schemas: only(first), registry: registryOf(schemas) });
    const late = await writing({ type: TYPE, current: second, published: [] }).encode(
      envelope({ until: null, n: 5, parts: ['a'] }),
    );
    expect((await reading.decode(late)).payload).toEqual({ n: 5 });
    const foreign = await writing({ type: 'test.other.v1', current: other, published: [] }).encode({
      ...envelope({ word: 'w' }),
      type: 'test.other.v1',
    });
    expect(await reading.decode(foreign)).toMatchObject({ type: 'test.other.v1', payload: { word: 'w' } });
    const single = await createAvroCodec({ schemas: only(first) }).encode(envelope({ n: 6 }));
    expect((await reading.decode(single)).payload).toEqual({ n: 6 });
  });

  test('a schema that is not registered is a fault of the event, a silent registry is not', async () => {
    const unregistered = createAvroCodec({ schemas: only(first), registry: registryOf([]) });
    await expect(unregistered.encode(envelope({ n: 1 }))).rejects.toMatchObject({ code: 'INTERNAL' });
    const silent = createAvroCodec({
      schemas: only(first),
      registry: {
        ...registryOf([]),
        idOf: () => Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'away')),
        schemaOf: () => Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'away')),
      },
    });
    for (const attempt of [silent.encode(envelope({ n: 1 })), silent.decode(Buffer.from([0, 0, 0, 0, 9, 1]))])
      expect(isTransient(await Promise.resolve(attempt).catch((error: unknown) => error))).toBe(true);
  });
});
