import { readFileSync, readdirSync } from 'node:fs';
import { createAvroCodec } from '@agora/platform/eventing';
import { join } from 'node:path';
import { avroSchemaOf } from './avro-schema';
import { CATALOG_OF_EVENTS, allTopics } from './catalog-of-events';
import type { EventContract } from './define-event';
import { defineEvent } from './define-event';
import { eventsDocument, fieldsOf } from './events-document';
import { eventSchemas } from './published-schemas';
import { z } from 'zod';

const PERSONAL =
  /email|phone|first_?name|last_?name|full_?name|street|postal|zip|address|birth|token|password/;
const FOLDERS = ['cart', 'catalog', 'customer', 'fulfillment', 'inventory', 'order', 'payment', 'pricing'];

const filesOf = (domain: string): string[] =>
  readdirSync(join(__dirname, domain)).filter((file) => !file.endsWith('.test.ts'));

function isContract(value: unknown): value is EventContract<object> {
  return typeof value === 'object' && value !== null && 'topic' in value && 'schema' in value;
}

describe('the catalog of events', () => {
  test('lists every event that a file declares, and each once', () => {
    const declared = FOLDERS.flatMap((domain) =>
      filesOf(domain).flatMap((file) => {
        const exports = jest.requireActual<Record<string, unknown>>(join(__dirname, domain, file));
        return Object.entries(exports).filter(([, value]) => isContract(value)) as [
          string,
          EventContract<object>,
        ][];
      }),
    );
    expect(declared.map(([, event]) => event.type).sort()).toEqual(
      CATALOG_OF_EVENTS.map((event) => event.type).sort(),
    );
    expect(new Set(CATALOG_OF_EVENTS.map((event) => event.type)).size).toBe(CATALOG_OF_EVENTS.length);
    for (const [name, event] of declared) {
      expect(name).toBe(event.type.replace(/[._](.)/g, (_, letter: string) => letter.toUpperCase()));
    }
  });

  test.each(CATALOG_OF_EVENTS.map((event) => [event.type, event] as const))(
    '%s shows a complete sample',
    (_, event) => {
      expect(event.schema.parse(event.sample)).toEqual(event.sample);
      expect(JSON.parse(JSON.stringify(event.sample))).toEqual(event.sample);
      expect(event.schema.parse({ ...event.sample, added_later: 1 })).toEqual(event.sample);
    },
  );

  test.each(CATALOG_OF_EVENTS.map((event) => [event.type, event] as const))(
    '%s describes every field and carries no personal data',
    (_, event) => {
      const fields = fieldsOf(event);
      expect(fields.length).toBeGreaterThan(0);
      for (const field of fields) {
        expect(field.path).toMatch(/^[a-z_]+((\[\])?\.[a-z_]+)*$/);
        expect(field.path).not.toMatch(PERSONAL);
        expect({ path: field.path, isDescribed: field.description !== '' }).toEqual({
          path: field.path,
          isDescribed: true,
        });
      }
    },
  );

  test.each(CATALOG_OF_EVENTS.map((event) => [event.type, event] as const))(
    '%s goes through Avro unchanged, with the schema that is committed',
    async (type, event) => {
      const schemas = eventSchemas().filter((one) => one.type === type);
      expect(schemas).toMatchObject([{ current: avroSchemaOf(event) }]);
      const codec = createAvroCodec({ schemas });
      const envelope = {
        event_id: '0192f0c1-0000-7000-8000-000000000001',
        type,
        occurred_at: '2026-01-31T12:00:00.000Z',
        producer: event.owner,
        aggregate_id: 'a',
        aggregate_version: 1,
        tenant_region: 'EU',
        store_id: null,
        correlation_id: null,
        causation_id: null,
        saga_id: null,
        actor: null,
        schema_version: 1,
        payload: { ...event.sample },
      };
      expect(await codec.decode(await codec.encode(envelope))).toEqual(envelope);
    },
  );

  test('every event has a topic and a dead letter topic', () => {
    const names = allTopics().map((topic) => topic.name);
    expect(names).toHaveLength(CATALOG_OF_EVENTS.length * 2);
    for (const event of CATALOG_OF_EVENTS)
      expect(names).toEqual(expect.arrayContaining([event.topic, `${event.topic}.dlq`]));
  });

  test('docs/events.md says what the code says', () => {
    expect(readFileSync(join(__dirname, '../../../docs/events.md'), 'utf8')).toBe(eventsDocument());
  });

  test('an event of another domain, without version or with a broken sample cannot be declared', () => {
    const declaration = {
      type: 'cart.opened.v1',
      owner: 'cart',
      description: '',
      key: 'cart_id',
      consumers: [],
      schema: z.object({ a: z.string() }),
      sample: { a: '' },
    };
    expect(defineEvent(declaration).topic).toBe('cart.opened.v1');
    expect(() => defineEvent({ ...declaration, owner: 'order' })).toThrow('not an event type of order');
    expect(defineEvent({ ...declaration, owner: 'order', subject: 'cart' }).owner).toBe('order');
    expect(() => defineEvent({ ...declaration, subject: 'basket' })).toThrow('not an event type');
    expect(() => defineEvent({ ...declaration, type: 'cart.opened' })).toThrow('not an event type');
    expect(() => defineEvent({ ...declaration, sample: { a: 1 } as never })).toThrow();
  });
});
