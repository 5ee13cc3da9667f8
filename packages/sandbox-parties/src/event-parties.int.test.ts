import { allTopics } from '@agora/contracts/catalog-of-events';
import { cartAbandonedV1 } from '@agora/contracts/cart/abandoned';
import { cartCheckedoutV1 } from '@agora/contracts/cart/checkedout';
import { cartItemAddedV1 } from '@agora/contracts/cart/item-added';
import type { EventContract } from '@agora/contracts/define-event';
import { fulfillmentOrderShippedV1 } from '@agora/contracts/fulfillment/order-shipped';
import { orderCreatedV1 } from '@agora/contracts/order/created';
import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { createTokenVerifier, issueDevelopmentToken, readAuthConfig } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import {
  createAvroCodec,
  createKafkaTransport,
  createPgLogTransport,
  eventMessage,
} from '@agora/platform/eventing';
import type { EventEnvelope, EventTransport } from '@agora/platform/eventing';
import { idFrom, newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { eventually } from '@agora/test-kit/eventually';
import { EVENT_PARTIES, buildEventParty } from './event-parties';
import type { EventParty } from './event-party';
import { createPartiesSchema } from './store/parties-schema';

// What a consumer cannot mend by itself is worth a line of a run that waits for it.
const logger = createLogger({ name: 'test', level: 'error' });
const codec = createAvroCodec({ schemas: eventSchemas(), registry: undefined });
const auth = readAuthConfig({});
const brokers = process.env['AGORA_TEST_KAFKA_BROKERS'] ?? '';
const PATIENCE = { withinMs: 40_000, everyMs: 50 };
jest.setTimeout(120_000);

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** What the parties do, over whatever transport. */
function suite(open: (bus: TestDatabase) => EventTransport): void {
  let bus: TestDatabase;
  let store: TestDatabase;
  let database: Database;
  let events: EventTransport;
  const parties: EventParty[] = [];
  const urls = new Map<string, string>();

  beforeAll(async () => {
    [bus, store] = [await createTestDatabase('empty'), await createTestDatabase('empty')];
    events = open(bus);
    await events.createTopics(allTopics());
    database = createDatabase({ url: store.url, name: 'test' });
    const config = {
      host: '127.0.0.1',
      ports: { notification: 0, fulfillment: 0, analytics: 0 },
      databaseUrl: store.url,
      fulfillmentDelayMs: 400,
    };
    for (const name of EVENT_PARTIES)
      parties.push(
        buildEventParty(name, config, {
          ports: { events, codec, logger },
          auth: createTokenVerifier(auth, name),
        }),
      );
    // All at once: each of them makes the tables.
    await Promise.all(parties.map(async (party) => urls.set(party.name, await party.start())));
  });
  afterAll(async () => {
    await Promise.all(parties.map((party) => party.stop()));
    await events.close();
    await database.close();
    await Promise.all([bus.drop(), store.drop()]);
  });

  const tell = async <P extends object>(
    contract: EventContract<P>,
    key: string,
    over: Partial<P> & { version?: number },
    eventId = newId(),
  ): Promise<void> => {
    const payload = { ...contract.sample, ...over } as Readonly<Record<string, unknown>>;
    const envelope: EventEnvelope = {
      event_id: eventId,
      type: contract.type,
      occurred_at: new Date().toISOString(),
      producer: contract.owner,
      aggregate_id: key,
      aggregate_version: over.version ?? 1,
      tenant_region: null,
      store_id: null,
      correlation_id: null,
      causation_id: null,
      saga_id: null,
      actor: null,
      schema_version: 1,
      payload,
    };
    await events.publish([await eventMessage(envelope, codec)]);
  };
  const status = (orderId: string, to: string, version: number, eventId?: string): Promise<void> =>
    tell(orderStatusChangedV1, orderId, { order_id: orderId, to, version }, eventId);
  const get = async (party: string, path: string, role?: 'customer' | 'support'): Promise<Answer> => {
    const token =
      role === undefined ? undefined : await issueDevelopmentToken(auth, { subject: newId(), role });
    const headers = new Headers(token === undefined ? {} : { authorization: `Bearer ${token}` });
    const response = await fetch(`${urls.get(party) ?? ''}${path}`, { headers });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const messagesOf = async (orderId: string): Promise<Record<string, unknown>[]> => {
    const { body } = await get('notification', `/messages?orderId=${orderId}`);
    return body['messages'] as Record<string, unknown>[];
  };
  const kindsOf = async (orderId: string): Promise<unknown[]> =>
    (await messagesOf(orderId)).map(({ kind }) => kind).sort();
  const shipmentOf = async (orderId: string): Promise<string | undefined> => {
    const [row] = await database.query<{ status: string }>(
      'SELECT status FROM shipment WHERE order_id = $1',
      [orderId],
    );
    return row?.status;
  };

  test('each party says how it is', async () => {
    for (const name of EVENT_PARTIES)
      expect((await get(name, '/health')).body).toEqual({ status: 'ok', party: name });
    expect((await get('fulfillment', '/anything')).status).toBe(404);
  });

  test('a confirmed order is shipped after a while, once, and its customer is told of each step', async () => {
    const orderId = newId();
    const eventId = newId();
    await tell(orderCreatedV1, orderId, { order_id: orderId, customer_id: 'customer-7' });
    for (let n = 0; n < 3; n += 1) await status(orderId, 'CONFIRMED', 2, eventId);
    await eventually(async () => (await kindsOf(orderId)).length === 2, PATIENCE);
    expect(await kindsOf(orderId)).toEqual(['ORDER_CONFIRMED', 'ORDER_SHIPPED']);
    expect(await shipmentOf(orderId)).toBe('SHIPPED');
    await eventually(
      async () => (await messagesOf(orderId)).every(({ customerId }) => customerId === 'customer-7'),
      PATIENCE,
    );
    const [shipped] = (await messagesOf(orderId)).filter(({ kind }) => kind === 'ORDER_SHIPPED');
    expect(shipped).toMatchObject({ template: 'order-shipped', state: 'SENT', orderId });
    // The same shipment under the id it always has: known to every inbox.
    const again = idFrom(`fulfillment.order.shipped:${orderId}`);
    await tell(fulfillmentOrderShippedV1, orderId, { order_id: orderId }, again);
    const marker = newId();
    await tell(fulfillmentOrderShippedV1, orderId, { order_id: orderId }, marker);
    await eventually(async () => (await messagesOf(orderId)).length === 3, PATIENCE);
    expect((await messagesOf(orderId)).map((message) => message['eventId'])).toContain(marker);
  });

  test('an order that is cancelled or put under review before is not shipped', async () => {
    const [cancelled, held, shipped] = [newId(), newId(), newId()];
    await status(cancelled, 'CANCELLED', 3);
    await status(cancelled, 'CONFIRMED', 2);
    await status(held, 'PENDING_REVIEW', 2);
    await status(shipped, 'CONFIRMED', 2);
    await eventually(async () => (await shipmentOf(shipped)) === 'SHIPPED', PATIENCE);
    await eventually(async () => (await shipmentOf(held)) === 'HELD', PATIENCE);
    await eventually(async () => (await kindsOf(cancelled)).length === 2, PATIENCE);
    expect(await shipmentOf(cancelled)).toBe('CLOSED');
    await status(held, 'CONFIRMED', 3);
    await eventually(async () => (await shipmentOf(held)) === 'SHIPPED', PATIENCE);
    await status(shipped, 'CANCELLED', 3);
    await eventually(async () => (await kindsOf(shipped)).includes('ORDER_CANCELLED'), PATIENCE);
    expect(await shipmentOf(shipped)).toBe('SHIPPED');
  });

  test('an abandoned cart is written to with the way back', async () => {
    const cartId = newId();
    const fields = { cart_id: cartId, customer_id: null, restore_path: `/carts/${cartId}` };
    await tell(cartAbandonedV1, cartId, fields);
    const messages = await eventually(async () => {
      const { body } = await get('notification', `/messages?cartId=${cartId}`);
      const found = body['messages'] as Record<string, unknown>[];
      return found.length > 0 && found;
    }, PATIENCE);
    expect(messages).toMatchObject([
      { kind: 'CART_ABANDONED', cartId, customerId: null, restoreLink: `/carts/${cartId}` },
    ]);
    expect((await get('notification', '/messages?orderId=x')).status).toBe(400);
  });

  test('staff, and nobody else, read how the shop does', async () => {
    await database.query('TRUNCATE analytics_cart, analytics_order, analytics_line');
    const [bought, left, orderId, unpaid] = [newId(), newId(), newId(), newId()];
    for (const cart of [bought, left]) await tell(cartItemAddedV1, cart, { cart_id: cart });
    for (const cart of [bought, left]) await tell(cartAbandonedV1, cart, { cart_id: cart });
    await tell(cartCheckedoutV1, bought, { cart_id: bought, order_id: orderId });
    const lines = [{ sku: 'MUG-BLUE', quantity: 3 }];
    for (const id of [orderId, unpaid])
      await tell(orderCreatedV1, id, { order_id: id, currency_code: 'USD', total_minor: '4197', lines });
    await status(orderId, 'CONFIRMED', 2);
    await status(orderId, 'PENDING', 1);
    const report = {
      carts: { filled: 2, abandoned: 1, checkedOut: 1 },
      conversionRate: 0.5,
      abandonmentRate: 0.5,
      ordersByStatus: { CONFIRMED: 1, PENDING: 1 },
      revenueMinorByCurrency: { USD: '4197' },
      topSkus: [{ sku: 'MUG-BLUE', quantity: 3 }],
    };
    await eventually(async () => {
      expect((await get('analytics', '/report', 'support')).body).toEqual(report);
      return true;
    }, PATIENCE);
    expect((await get('analytics', '/report')).status).toBe(401);
    expect((await get('analytics', '/report', 'customer')).status).toBe(403);
  });

  test('the tables are made once', async () => {
    await createPartiesSchema(database);
    expect(await database.query('SELECT version FROM parties_schema ORDER BY version')).toEqual([
      { version: 1 },
      { version: 2 },
    ]);
    await database.query('INSERT INTO parties_schema (version) VALUES (99)');
    await expect(createPartiesSchema(database)).rejects.toThrow('newer than this version');
    await database.query('DELETE FROM parties_schema WHERE version = 99');
  });
}

describe('the parties on the log in PostgreSQL', () => {
  suite((bus) => createPgLogTransport({ url: bus.url, logger, pollMs: 20, rebalanceMs: 100 }));
});

(brokers === '' ? describe.skip : describe)('the parties on Kafka', () => {
  suite(() => createKafkaTransport({ brokers: brokers.split(','), clientId: 'agora-parties-test', logger }));
});
