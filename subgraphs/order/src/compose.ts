import { createServiceTokens } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { CircuitBreaker } from '@agora/platform/http-client';
import { createIdempotency } from '@agora/platform/idempotency';
import type { Idempotency } from '@agora/platform/idempotency';
import { jobsPart } from '@agora/platform/jobs';
import { Lifecycle } from '@agora/platform/lifecycle';
import { createRelay } from '@agora/platform/outbox';
import type { Ports } from '@agora/platform/ports';
import { watchChannel } from '@agora/platform/pubsub';
import { checkHealth } from '@agora/platform/server';
import type { OperationContext, SubgraphDefinition } from '@agora/platform/server';
import { createSubgraphClient } from '@agora/platform/subgraph-transport';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import { createCheckout } from './application/checkout';
import type { CheckoutDeps } from './application/checkout';
import type { OrderNews, Payments } from './application/ports';
import { countAttempts } from './application/sagas/count-attempts';
import { wakeOnPaymentNews } from './application/wake-on-payment-news';
import { createCatalogClient } from './clients/catalog-client';
import { createCartClient } from './clients/cart-client';
import { createInventoryClient } from './clients/inventory-client';
import { createPaymentPartyClient } from './clients/payment-party-client';
import { createPricingClient } from './clients/pricing-client';
import type { OrderConfig } from './config';
import type { OrderContext } from './context';
import { createLoaders } from './graphql/loaders';
import { buildOrderSchema } from './graphql/schema';
import { orderJobs } from './jobs/order-jobs';
import { createOrderNews, orderChannel, pokeOrder } from './live/order-channel';
import { outsideNewsParts } from './outside-news-parts';
import { createClaims } from './persistence/claims';
import { createOrderPrisma } from './persistence/client';
import type { PrismaClient } from './persistence/client';
import { createOrderLists } from './persistence/order-lists';
import type { OrderLists } from './persistence/order-lists';
import { createOrderReader } from './persistence/order-reader';
import type { OrderReader } from './persistence/order-reader';
import { createStaffReads } from './persistence/staff-reads';
import { createCheckoutSessionStore } from './persistence/prisma-checkout-session-store';
import { createOrderStore } from './persistence/prisma-order-store';
import { createSagaStore } from './persistence/saga-store';

type CheckoutStores = CheckoutDeps['stores'];

const NAME = 'order';
// Jobs and relay hold connections for as long as they run: they have some of their own.
const BACKGROUND_CONNECTIONS = 6;

type OrderPorts = Pick<Ports, 'events' | 'codec' | 'pubsub' | 'subgraph' | 'logger' | 'clock'>;

/** Builds the order subgraph. Connects to nothing until something is asked or `start` is called. */
export async function composeOrder(ports: OrderPorts, config: OrderConfig): Promise<SubgraphDefinition> {
  const { clock, pubsub } = ports;
  const logger = ports.logger.child({ subgraph: NAME });
  const { database, background } = openDatabases(config);
  const relay = createRelay({
    name: NAME,
    database: background,
    transport: ports.events,
    codec: ports.codec,
    logger,
    // Also after a crash between commit and poke: the row is deleted only when watchers were told.
    onRelayed: ({ aggregate_id: id, aggregate_version: version }) => pokeOrder(pubsub, id, version),
  });
  const news = createOrderNews(pubsub, () => relay.wake(), logger);
  const payments = createPaymentPartyClient({ url: config.paymentUrl });
  const stores = buildStores(database, news);
  const checkout = createCheckout({
    stores,
    remote: remoteParts(ports, config, payments),
    times: { paymentTimeoutMs: config.paymentTimeoutMs, waitMs: config.checkoutWaitMs },
    clock,
    logger,
  });
  const { lists, reader, sessions, sagas, idempotency } = stores;
  const staffReads = createStaffReads(database);
  const outside = outsideNewsParts({
    ports: { ...ports, logger },
    database,
    background,
    secret: config.paymentWebhookSecret,
    news: wakeOnPaymentNews({ sagas, clock }),
    fulfill: checkout.orders.fulfillShipped,
  });
  const { schema, sdl } = await buildOrderSchema({
    checkout,
    receiveWebhook: outside.receiveWebhook,
    lists,
    clock,
    accessSecret: config.auth.orderSecret,
  });
  const lifecycle = new Lifecycle(logger).add(
    { name: 'outbox relay', start: () => relay.start(), stop: () => relay.stop() },
    ...outside.parts,
    jobsPart(orderJobs({ database: background, checkout, sessions, sagas, idempotency, clock, logger })),
  );
  const close = async (): Promise<void> => {
    await lifecycle.stop();
    await stores.prisma.$disconnect();
    await Promise.all([payments.close(), database.close(), background.close()]);
  };
  let closing: Promise<void> | undefined;
  return {
    name: NAME,
    schema,
    sdl,
    createContext: (operation: OperationContext): OrderContext => ({
      ...operation,
      loaders: createLoaders({ reader, lists, staffReads }, operation),
      watchOrder: (orderId, afterVersion) => watchChannel(pubsub, orderChannel(orderId), afterVersion),
    }),
    start: () => lifecycle.start(),
    stopWork: () => lifecycle.stop(),
    stop: () => (closing ??= close()),
    health: () =>
      checkHealth({
        database: { isEssential: true, ping: () => database.ping() },
        events: { isEssential: false, ping: () => ports.events.ping() },
      }),
  };
}

function openDatabases({
  databaseUrl: url,
  databaseConnections,
}: OrderConfig): Record<'database' | 'background', Database> {
  return {
    database: createDatabase({ url, name: NAME, maxConnections: databaseConnections }),
    background: createDatabase({ url, name: `${NAME}-background`, maxConnections: BACKGROUND_CONNECTIONS }),
  };
}

interface Stores extends CheckoutStores {
  readonly prisma: PrismaClient;
  readonly idempotency: Idempotency;
  readonly reader: OrderReader;
  readonly lists: OrderLists;
}

function buildStores(database: Database, news: OrderNews): Stores {
  const prisma = createOrderPrisma(database);
  const idempotency = createIdempotency(database);
  const reader = createOrderReader(prisma, database);
  return {
    prisma,
    idempotency,
    reader,
    lists: createOrderLists(database, reader),
    sagas: countAttempts(createSagaStore(database)),
    sessions: createCheckoutSessionStore({ database, prisma, idempotency }),
    orders: createOrderStore({ prisma, idempotency, news }),
    claims: createClaims(idempotency, database),
  };
}

function remoteParts(ports: OrderPorts, config: OrderConfig, payments: Payments): CheckoutDeps['remote'] {
  const serviceTokens = createServiceTokens(config.auth.internalSecret, NAME);
  const client = (name: string, timeoutMs: number): SubgraphClient =>
    createSubgraphClient({
      transport: ports.subgraph(name),
      name,
      serviceTokens,
      timeoutMs,
      guard: new CircuitBreaker({ name: `${NAME}-${name}` }),
    });
  const pricing = client('pricing', config.callTimeoutMs);
  return {
    catalog: createCatalogClient(client('catalog', config.callTimeoutMs)),
    carts: createCartClient(client('cart', config.callTimeoutMs), ports.clock),
    pricing: createPricingClient({ pricing, quoteSecret: config.auth.quoteSecret, clock: ports.clock }),
    inventory: createInventoryClient(client('inventory', config.inventoryTimeoutMs)),
    payments,
  };
}
