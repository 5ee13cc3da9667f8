// The subgraph as it runs alone: its relay, pub/sub, and its own WebSocket.
import { createClient } from 'graphql-ws';
import type { Client, FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import { CATALOG_OF_EVENTS } from '@agora/contracts/catalog-of-events';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import { createAvroCodec, createPgLogTransport } from '@agora/platform/eventing';
import type { EventTransport } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { MemoryPubSub } from '@agora/platform/pubsub';
import { createSubgraphHost, serveSubgraph } from '@agora/platform/server';
import type { RunningServer, SubgraphHost } from '@agora/platform/server';
import type { SubgraphTransport } from '@agora/platform/subgraph-transport';
import { systemClock } from '@agora/platform/time';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { composeInventory } from '../compose';
import { TERMS, createStockedDatabase, line } from '../persistence/stocked-database.suite';
import type { StockedDatabase } from '../persistence/stocked-database.suite';

const logger = createLogger({ name: 'test', level: 'silent' });
const cart: SubgraphTransport = {
  execute: () => Promise.resolve({ data: { cartOperationCommitted: [] } }),
  subscribe: () => () => undefined,
  ping: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

let inventory: StockedDatabase;
let bus: TestDatabase;
let events: EventTransport;
let host: SubgraphHost;
let server: RunningServer;
let client: Client;
const pubsub = new MemoryPubSub(logger);

beforeAll(async () => {
  inventory = await createStockedDatabase();
  bus = await createTestDatabase('empty');
  events = createPgLogTransport({ url: bus.url, logger });
  await events.createTopics(CATALOG_OF_EVENTS.map(({ topic: name }) => ({ name })));
  const definition = await composeInventory(
    {
      events,
      codec: createAvroCodec({ schemas: eventSchemas() }),
      logger,
      clock: systemClock,
      subgraph: () => cart,
      pubsub,
    },
    {
      databaseUrl: inventory.url,
      databaseConnections: 4,
      defaultRegion: 'US',
      terms: TERMS,
      sweepMs: 1_000,
      internalSecret: 'a secret of a test that has at least 32 characters',
    },
  );
  host = await createSubgraphHost(definition, {
    auth: createTokenVerifier(readAuthConfig({}), 'inventory'),
    logger,
  });
  await host.start();
  server = await serveSubgraph(host, { port: 0, logger });
  client = createClient({
    url: server.url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
}, 60_000);
afterAll(async () => {
  await client.dispose();
  await server.close();
  await host.stop();
  await events.close();
  await bus.drop();
  await inventory.drop();
});

const QUERY =
  'subscription ($skus: [String!]!) { availabilityChanged(skus: $skus) { sku version availability { status quantityAvailable } } }';
const watch = (skus: readonly string[]): AsyncIterableIterator<FormattedExecutionResult> =>
  client.iterate({ query: QUERY, variables: { skus } });
const next = async (messages: AsyncIterableIterator<FormattedExecutionResult>): Promise<unknown> =>
  ((await messages.next()) as { value: FormattedExecutionResult }).value.data?.['availabilityChanged'];
const reserve = (sku: string, quantity = 1): Promise<{ kind: string }> =>
  inventory.reservations.reserve(
    {
      operationId: newId(),
      cartId: newId(),
      region: 'US',
      lines: [line(sku, quantity)],
      allowPartial: false,
    },
    {},
  );

test('a watcher sees the shelf empty as others reserve', async () => {
  await inventory.stock('last', 2);
  const messages = watch(['last']);
  expect(await next(messages)).toEqual({
    sku: 'last',
    version: 1,
    availability: { status: 'LOW_STOCK', quantityAvailable: 2 },
  });
  await reserve('last');
  expect(await next(messages)).toMatchObject({ version: 2, availability: { quantityAvailable: 1 } });
  await reserve('last');
  expect(await next(messages)).toEqual({
    sku: 'last',
    version: 3,
    availability: { status: 'OUT_OF_STOCK', quantityAvailable: 0 },
  });
  await messages.return?.();
});

test('a poke that was lost is sent again before the event is forgotten', async () => {
  await inventory.stock('again', 2);
  const messages = watch(['again']);
  await next(messages);
  const publish = jest.spyOn(pubsub, 'publish').mockRejectedValueOnce(new Error('pub/sub is away'));
  await reserve('again');
  expect(await next(messages)).toMatchObject({ version: 2 });
  expect(publish.mock.calls.length).toBeGreaterThan(1);
  publish.mockRestore();
  await messages.return?.();
}, 10_000);

test('too many skus are refused with the field', async () => {
  const messages = watch(Array.from({ length: 51 }, (_, n) => `s${String(n)}`));
  const refusal: unknown = await messages.next().catch((error: unknown) => error);
  expect(refusal).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', details: [{ field: 'skus' }] } }]);
});
