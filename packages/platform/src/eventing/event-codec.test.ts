import { newId } from '../ids/uuid-v7';
import { schemaVersionOf } from './envelope';
import type { EventEnvelope } from './envelope';
import { UndecodableEventError, jsonCodec } from './event-codec';

const envelope: EventEnvelope = {
  event_id: newId(),
  type: 'cart.item.added.v1',
  occurred_at: '2026-01-31T12:00:00.000Z',
  producer: 'cart',
  aggregate_id: 'a',
  aggregate_version: 3,
  tenant_region: 'EU',
  store_id: null,
  correlation_id: 'c',
  causation_id: null,
  saga_id: null,
  actor: 'customer:1',
  schema_version: 1,
  payload: { text: 'ünï', list: [1, null] },
};

describe('the JSON codec', () => {
  test('reads what it wrote', () => {
    expect(jsonCodec.decode(jsonCodec.encode(envelope))).toEqual(envelope);
  });

  test('reads an envelope without the optional members and with unknown ones', () => {
    const { store_id: _store, saga_id: _saga, ...rest } = envelope;
    const bytes = Buffer.from(JSON.stringify({ ...rest, later: true }));
    expect(jsonCodec.decode(bytes)).toEqual(envelope);
  });

  test('reads a view that is part of a larger buffer', () => {
    const bytes = jsonCodec.encode(envelope);
    const larger = Buffer.concat([Buffer.from('xx'), bytes, Buffer.from('yy')]);
    expect(jsonCodec.decode(larger.subarray(2, 2 + bytes.length))).toEqual(envelope);
  });

  test.each([
    ['no JSON', Buffer.from([0xc3, 0x01])],
    ['wrong event_id', Buffer.from(JSON.stringify({ ...envelope, event_id: '7' }))],
    ['wrong payload', Buffer.from(JSON.stringify({ ...envelope, payload: [] }))],
    ['wrong envelope', Buffer.from('null')],
  ])('says of unreadable bytes: %s', (reason, bytes) => {
    expect(() => jsonCodec.decode(bytes)).toThrow(UndecodableEventError);
    expect(() => jsonCodec.decode(bytes)).toThrow(reason);
  });
});

test('the schema version is the N of the type', () => {
  expect([schemaVersionOf('a.b.v12'), schemaVersionOf('a.b')]).toEqual([12, 1]);
});
