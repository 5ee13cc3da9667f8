import { newId } from '../../ids/uuid-v7';
import { freePort } from '../../local-services/free-port';
import { isTransient } from '../is-transient';
import { createAvroCodec } from './avro-codec';
import type { AvroSchema } from './avro-type';
import { createSchemaRegistry, subjectOf } from './schema-registry';
import type { SchemaRegistry } from './schema-registry';

const url = process.env['AGORA_TEST_SCHEMA_REGISTRY_URL'];

const maybe = (name: string) => ({ name, type: ['null', 'string'], default: null });

function schemaOf(type: string, fields: readonly object[]): AvroSchema {
  return {
    type: 'record',
    name: 'Event',
    namespace: `agora.${type}`,
    fields: [
      ...['event_id', 'type', 'occurred_at', 'producer', 'aggregate_id'].map((name) => ({
        name,
        type: 'string',
      })),
      { name: 'aggregate_version', type: 'long' },
      ...['tenant_region', 'store_id', 'correlation_id', 'causation_id', 'saga_id', 'actor'].map(maybe),
      { name: 'schema_version', type: 'long' },
      { name: 'payload', type: { type: 'record', name: 'Payload', fields } },
    ],
  };
}
const versions = (type: string): readonly [AvroSchema, AvroSchema] => [
  schemaOf(type, [{ name: 'n', type: 'long' }]),
  schemaOf(type, [{ name: 'n', type: 'long' }, maybe('word')]),
];
const envelope = (type: string, payload: Record<string, unknown>) => ({
  event_id: newId(),
  type,
  occurred_at: '2026-01-31T12:00:00.000Z',
  producer: 'test',
  aggregate_id: 'a',
  aggregate_version: 1,
  tenant_region: null,
  store_id: null,
  correlation_id: null,
  causation_id: null,
  saga_id: null,
  actor: null,
  schema_version: 1,
  payload,
});

if (url === undefined || url === '') {
  test('a schema registry may only be missing outside CI', () => {
    expect(process.env['CI']).not.toBe('true');
  });
} else {
  describe('a real schema registry', () => {
    let registry: SchemaRegistry;
    let type: string;
    beforeEach(() => {
      registry = createSchemaRegistry({ url });
      type = `test.t${newId().replaceAll('-', '')}.v1`;
    });
    afterEach(() => registry.close());

    test('gives what is registered an id, the same one however often, and its schema back', async () => {
      const [first, second] = versions(type);
      await registry.register(subjectOf(type), [first, second]);
      await registry.register(subjectOf(type), [first, second]);
      const ids = [await registry.idOf(subjectOf(type), first), await registry.idOf(subjectOf(type), second)];
      expect(new Set(ids).size).toBe(2);
      expect(await registry.schemaOf(ids[1] ?? 0)).toEqual(second);
      expect(await registry.schemaOf(2_000_000_000)).toBeUndefined();
    });

    test('refuses a version that is not compatible with every earlier one', async () => {
      const [first, second] = versions(type);
      const retyped = schemaOf(type, [
        { name: 'n', type: 'long' },
        { name: 'word', type: ['null', 'long'], default: null },
      ]);
      const required = schemaOf(type, [
        { name: 'n', type: 'long' },
        { name: 'm', type: 'long' },
      ]);
      await registry.register(subjectOf(type), [first, second, first]);
      for (const broken of [retyped, required]) {
        await expect(registry.register(subjectOf(type), [broken])).rejects.toMatchObject({
          code: 'INTERNAL',
          message: expect.stringContaining('refuses a schema of') as string,
        });
      }
    });

    test('registers nothing by being asked, so that an event without a schema is not written', async () => {
      const [first] = versions(type);
      const codec = createAvroCodec({ schemas: [{ type, current: first, published: [] }], registry });
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await expect((async () => codec.encode(envelope(type, { n: 1 })))()).rejects.toThrow(
          'npm run events',
        );
      }
    });

    test('lets processes with different versions read each other', async () => {
      const [first, second] = versions(type);
      await registry.register(subjectOf(type), [first, second]);
      const old = createAvroCodec({ schemas: [{ type, current: first, published: [first] }], registry });
      const young = createAvroCodec({
        schemas: [{ type, current: second, published: [first, second] }],
        registry,
      });
      const bytes = await young.encode(envelope(type, { n: 7, word: 'w' }));
      expect(bytes[0]).toBe(0);
      expect((await old.decode(bytes)).payload).toEqual({ n: 7 });
      expect((await young.decode(await old.encode(envelope(type, { n: 8 })))).payload).toEqual({
        n: 8,
        word: null,
      });
    });
  });
}

test('a registry that does not answer is a matter of time', async () => {
  const registry = createSchemaRegistry({
    url: `http://127.0.0.1:${String(await freePort())}`,
    timeoutMs: 200,
  });
  const [first] = versions('test.away.v1');
  const faults = await Promise.all(
    [registry.idOf('test.away.v1-value', first), registry.schemaOf(1)].map((asking: Promise<unknown>) =>
      asking.catch((error: unknown) => error),
    ),
  );
  expect(faults.map(isTransient)).toEqual([true, true]);
  await registry.close();
});
