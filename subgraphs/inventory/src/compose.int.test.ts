import { cartItemAddedV1 } from '@agora/contracts/cart/item-added';
import { cartMergedV1 } from '@agora/contracts/cart/merged';
import { CATALOG_OF_EVENTS } from '@agora/contracts/catalog-of-events';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import { createAvroCodec, createPgLogTransport, jsonCodec, schemaVersionOf } from '@agora/platform/eventing';
import type { EventTransport } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { MemoryPubSub } from '@agora/platform/pubsub';
import type { SubgraphDefinition } from '@agora/platform/server';
import type { SubgraphTransport } from '@agora/platform/subgraph-transport';
import { systemClock } from '@agora/platform/time';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { eventually } from '@agora/test-kit/eventually';
import { composeInventory } from './compose';
import { createStockedDatabase, line } from './persistence/stocked-database.suite';
import type { StockedDatabase } from './persistence/stocked-database.suite';

let inventory: StockedDatabase;
let busDatabase: TestDatabase;
const codec = createAvroCodec({ schemas: eventSchemas() });
let events: EventTransport;
let subgraph: SubgraphDefinition;
const committedOperations = new Set<string>();
const logger = createLogger({ name: 'test', level: 'silent' });

/** The cart subgraph's one internal query that inventory asks. */
const cart: SubgraphTransport = {
  execute: ({ variables }) => {
    const asked = variables?.['operationIds'] as string[];
    return Promise.resolve({
      data: { cartOperationCommitted: asked.filter((id) => committedOperations.has(id)) },
    });
  },
  subscribe: () => () => undefined,
  ping: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

beforeAll(async () => {
  inventory = await createStockedDatabase({ leaseSeconds: 1, slideSeconds: 900, capSeconds: 3_600 });
  busDatabase = await createTestDatabase('empty');
  events = createPgLogTransport({ url: busDatabase.url, logger });
  await events.createTopics(CATALOG_OF_EVENTS.map(({ topic: name }) => ({ name })));
  subgraph = await composeInventory(
    {
      events,
      codec,
      logger,
      clock: systemClock,
      subgraph: () => cart,
      pubsub: new MemoryPubSub(logger),
    },
    {
      databaseUrl: inventory.url,
      databaseConnections: 4,
      defaultRegion: 'US',
      terms: { leaseSeconds: 1, slideSeconds: 900, capSeconds: 3_600 },
      sweepMs: 50,
      internalSecret: 'a secret of a test that has at least 32 characters',
    },
  );
  await subgraph.start();
}, 30_000);
afterAll(async () => {
  await subgraph.stop();
  await events.close();
  await busDatabase.drop();
  await inventory.drop();
});

async function publish(type: string, aggregateId: string, payload: object): Promise<void> {
  const value = jsonCodec.encode({
    event_id: newId(),
    type,
    occurred_at: new Date().toISOString(),
    producer: type.split('.')[0] ?? '',
    aggregate_id: aggregateId,
    aggregate_version: 1,
    tenant_region: 'US',
    store_id: 'main',
    correlation_id: 'c-9',
    causation_id: null,
    saga_id: null,
    actor: null,
    schema_version: schemaVersionOf(type),
    payload: { ...payload },
  });
  await events.publish([{ topic: type, key: aggregateId, value, headers: {} }]);
}

const reserve = (cartId: string, sku: string, operationId: string): Promise<{ kind: string }> =>
  inventory.reservations.reserve(
    { operationId, cartId, region: 'US', lines: [line(sku)], allowPartial: false },
    {},
  );

describe('inventory as it runs', () => {
  test('is well when its database and the event transport answer', async () => {
    expect(await subgraph.health()).toEqual({
      status: 'ok',
      services: { database: 'ok', events: 'ok', pubsub: 'ok' },
    });
  });

  test('a cart event confirms its operation, and one nobody committed is dropped after its lease', async () => {
    await inventory.stock('run', 9);
    const [cartId, kept, late, lost] = [newId(), newId(), newId(), newId()];
    for (const operationId of [kept, late, lost]) await reserve(cartId, 'run', operationId);
    committedOperations.add(late);
    await publish(cartItemAddedV1.type, cartId, {
      ...cartItemAddedV1.sample,
      cart_id: cartId,
      version: 1,
      operation_id: kept,
      sku_quantities: { run: 1 },
    });
    const states = async (): Promise<string[]> => {
      const rows = await inventory.database.query<{ state: string }>(
        'SELECT state FROM hold_operation WHERE owner_id = $1 ORDER BY array_position($2::uuid[], operation_id)',
        [cartId, [kept, late, lost]],
      );
      return rows.map(({ state }) => state);
    };
    await eventually(async () => (await states()).join() === 'CONFIRMED,PROVISIONAL,DROPPED', {
      withinMs: 8_000,
      what: 'the lost operation dropped, the late one kept',
    });
    expect(await inventory.numbers('run')).toMatchObject({ held: 2 });
  }, 15_000);

  test('an order that was confirmed commits its goods, one that was cancelled gives them back', async () => {
    await inventory.stock('bought', 5);
    const orders = [newId(), newId()] as const;
    for (const orderId of orders) {
      await inventory.reservations.allocate(
        {
          cartId: newId(),
          cartVersion: 1,
          orderId,
          region: 'US',
          holdSeconds: 900,
          lines: [line('bought', 2)],
        },
        {},
      );
    }
    await publish(orderStatusChangedV1.type, orders[0], {
      ...orderStatusChangedV1.sample,
      order_id: orders[0],
      to: 'CONFIRMED',
    });
    await publish(orderStatusChangedV1.type, orders[1], {
      ...orderStatusChangedV1.sample,
      order_id: orders[1],
      to: 'CANCELLED',
    });
    await eventually(async () => (await inventory.numbers('bought')).allocated === 0, {
      what: 'both orders ended',
    });
    // The goods of the cancelled one are back in the hold of its cart, which still wants them.
    expect(await inventory.numbers('bought')).toMatchObject({ on_hand: 3, held: 2, available: 1 });
  });

  test('a merged cart’s last unit is the other cart’s, though the event comes twice and before older ones', async () => {
    await inventory.stock('unique', 1);
    const [guest, customer, operationId] = [newId(), newId(), newId()];
    await reserve(guest, 'unique', operationId);
    committedOperations.add(operationId);
    const merged = {
      ...cartMergedV1.sample,
      cart_id: customer,
      version: 1,
      source_cart_id: guest,
      source_version: 2,
      sku_quantities: { unique: 1 },
    };
    await publish(cartMergedV1.type, customer, merged);
    await publish(cartMergedV1.type, customer, merged);
    await publish(cartItemAddedV1.type, guest, {
      ...cartItemAddedV1.sample,
      cart_id: guest,
      version: 1,
      operation_id: operationId,
      sku_quantities: { unique: 1 },
    });
    const stateOf = async (): Promise<string | undefined> => {
      const [row] = await inventory.database.query<{ state: string }>(
        'SELECT state FROM hold_operation WHERE operation_id = $1',
        [operationId],
      );
      return row?.state;
    };
    await eventually(
      async () =>
        (await stateOf()) === 'CONFIRMED' &&
        (await inventory.reservationReader.findByOwner(customer))?.status === 'HELD',
      { withinMs: 8_000, what: 'the merge and the older event applied' },
    );
    expect(await inventory.reservationReader.findByOwner(guest)).toMatchObject({ status: 'RELEASED' });
    expect(await inventory.numbers('unique')).toMatchObject({ held: 1, available: 0 });
  }, 15_000);

  test('its events reach the transport and keep their contracts', async () => {
    await inventory.stock('told', 1);
    const cartId = newId();
    const seen: { type: string; payload: unknown }[] = [];
    const consumer = await events.consume({
      groupId: 'test',
      topics: CATALOG_OF_EVENTS.filter(({ owner }) => owner === 'inventory').map(({ topic }) => topic),
      handle: async ({ value }) => {
        seen.push(await codec.decode(value));
      },
    });
    await reserve(cartId, 'told', newId());
    await inventory.reservations.allocate(
      {
        cartId: newId(),
        cartVersion: 1,
        orderId: newId(),
        region: 'US',
        holdSeconds: 900,
        lines: [line('told')],
      },
      {},
    );
    await inventory.database.query(
      `UPDATE hold SET expires_at = now(), wake_at = now() WHERE owner_id = $1`,
      [cartId],
    );
    const types = [
      'inventory.stock.reserved.v1',
      'inventory.stock.changed.v1',
      'inventory.stock.depleted.v1',
      'inventory.reservation.expired.v1',
      'inventory.reservation.released.v1',
      'inventory.reservation.failed.v1',
    ];
    await eventually(() => types.every((type) => seen.some((event) => event.type === type)), {
      withinMs: 10_000,
      what: 'every kind of event',
    });
    await consumer.stop();
    for (const { type, payload } of seen) {
      const contract = CATALOG_OF_EVENTS.find((one) => one.type === type);
      expect(contract?.schema.parse(payload)).toEqual(payload);
    }
  }, 20_000);
});
