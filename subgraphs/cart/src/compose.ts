import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import { createServiceTokens } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { CircuitBreaker } from '@agora/platform/http-client';
import { createIdempotency } from '@agora/platform/idempotency';
import { consumerPart } from '@agora/platform/inbox';
import { jobsPart } from '@agora/platform/jobs';
import { Lifecycle } from '@agora/platform/lifecycle';
import { createRelay } from '@agora/platform/outbox';
import type { Relay } from '@agora/platform/outbox';
import type { Ports } from '@agora/platform/ports';
import { watchChannel } from '@agora/platform/pubsub';
import { checkHealth } from '@agora/platform/server';
import type { OperationContext, SubgraphDefinition } from '@agora/platform/server';
import { createSubgraphClient } from '@agora/platform/subgraph-transport';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import { createWaitingAdds } from './application/add-together';
import { createGuestCarts } from './application/guest-carts';
import type { CartNews, CartStore, PriceQuotes, VariantCatalog } from './application/ports';
import type { StockOutlook } from './application/stock-outlook';
import type { StockReservations } from './application/stock-ports';
import { createCatalogVariants } from './clients/catalog-variants';
import { rememberedVariants } from './clients/remembered-variants';
import type { RememberedVariants } from './clients/remembered-variants';
import { createInventoryOutlook } from './clients/inventory-outlook';
import { measuredReservations } from './clients/measured-reservations';
import { UNRESERVED_STOCK } from './clients/unreserved-stock';
import { createInventoryReservations } from './clients/inventory-reservations';
import { createPricingQuotes } from './clients/pricing-quotes';
import type { CartConfig } from './config';
import type { CartContext } from './context';
import { measuredPublishing } from './events/measured-transport';
import { callsAttention, cartEventHandlers } from './events/subscriptions';
import { createLoaders } from './graphql/loaders';
import type { LoaderDeps } from './graphql/loaders';
import { buildCartSchema } from './graphql/schema';
import type { CartSchemaDeps } from './graphql/schema';
import { cartJobs } from './jobs/cart-jobs';
import { attentionJob } from './jobs/attention';
import { noteReturn } from './jobs/cart-sweeper';
import { Repricer } from './jobs/repricer';
import { cartChannel, createCartNews, pokeCart } from './live/cart-channel';
import { createRevocations } from './live/revocations';
import { createBackupStore } from './persistence/cart-backups';
import { CartMemory } from './persistence/cart-memory';
import { createCartStore } from './persistence/cart-store';
import { createStaffReads } from './persistence/staff-reads';
import { createCartPrisma } from './persistence/client';
import { createCartLists } from './persistence/list-carts';
import { SessionActivity } from './persistence/session-activity';
import { createSessionStore } from './persistence/session-store';

const NAME = 'cart';
// Relay, consumers and jobs have connections of their own: they never keep a shopper waiting.
const BACKGROUND_CONNECTIONS = 6;

/** Builds the cart subgraph. Connects to nothing until something is asked or `start` is called. */
export async function composeCart(ports: Ports, config: CartConfig): Promise<SubgraphDefinition> {
  const logger = ports.logger.child({ subgraph: NAME });
  const { database, background } = openDatabases(config);
  const prisma = createCartPrisma(database);
  const memory = config.isCaching ? new CartMemory() : undefined;
  const backgroundStore = createCartStore(background, config.terms, { memory });
  const remote = remoteParts(ports, config, { database, background });
  const { relay, news, repricer } = outgoingParts(ports, background, {
    store: backgroundStore,
    quotes: remote.quotes,
  });
  const parts = { ...remote, database, news };
  const deps = { ...useCaseDeps(ports, config, { ...parts, memory }), ...parts };
  const { schema, sdl } = await buildCartSchema({ ...deps, lists: createCartLists(prisma) });
  const { clock } = ports;
  const attention = attentionJob({
    ...remote,
    variants: remote.variantsForJobs,
    database: background,
    store: backgroundStore,
    news,
    clock,
    logger,
  });
  const lifecycle = new Lifecycle(logger).add(
    { name: 'repricer', stop: () => repricer.stop() },
    ...(config.isPublishing
      ? [{ name: 'outbox relay', start: () => relay.start(), stop: () => relay.stop() }]
      : []),
    consumerPart({
      transport: ports.events,
      codec: ports.codec,
      groupId: `${NAME}-service-events`,
      database: background,
      handlers: cartEventHandlers(config.regions),
      onHandled: (type) => {
        if (type === catalogProductUpdatedV1.type) remote.variants.forget();
        if (callsAttention(type)) attention.wake();
      },
      logger,
    }),
    jobsPart([
      ...cartJobs({ database: background, repricer, logger, news, terms: config.terms, clock }),
      attention,
    ]),
  );
  const close = async (): Promise<void> => {
    await lifecycle.stop();
    await prisma.$disconnect();
    await Promise.all([database.close(), background.close()]);
  };
  let closing: Promise<void> | undefined;
  return {
    name: NAME,
    schema,
    sdl,
    createContext: contextMaker(ports, deps, new SessionActivity(background, logger)),
    start: () => lifecycle.start(),
    stopWork: () => lifecycle.stop(),
    stop: () => (closing ??= close()),
    health: () =>
      checkHealth({
        database: { isEssential: true, ping: () => database.ping() },
        events: { isEssential: false, ping: () => ports.events.ping() },
        pubsub: { isEssential: false, ping: () => ports.pubsub.ping() },
      }),
  };
}

function openDatabases({ databaseUrl: url, databaseConnections }: CartConfig): {
  readonly database: Database;
  readonly background: Database;
} {
  return {
    database: createDatabase({ url, name: NAME, maxConnections: databaseConnections }),
    background: createDatabase({ url, name: `${NAME}-background`, maxConnections: BACKGROUND_CONNECTIONS }),
  };
}

interface UseCaseParts extends RemoteParts {
  readonly database: Database;
  readonly news: CartNews;
}

function useCaseDeps(
  ports: Ports,
  config: CartConfig,
  {
    database,
    memory,
    quotes,
    reservations,
    news,
  }: UseCaseParts & { readonly memory: CartMemory | undefined },
): Omit<CartSchemaDeps, keyof UseCaseParts | 'lists'> & LoaderDeps {
  const { clock, logger, pubsub } = ports;
  const cache = { snapshots: ports.snapshots, ttlSeconds: config.cacheTtlSeconds };
  const store = createCartStore(database, config.terms, {
    memory,
    cache: config.isCaching ? cache : undefined,
  });
  return {
    store,
    waitingAdds: createWaitingAdds({ store, quotes, reservations, news, clock }),
    sessions: createSessionStore(database),
    guestCarts: createGuestCarts({ store, quotes, reservations, news, clock }),
    backups: createBackupStore(database),
    revocations: createRevocations(pubsub, logger.child({ subgraph: NAME })),
    idempotency: createIdempotency(database),
    noteReturn,
    staffReads: createStaffReads(database),
    clock,
    attempts: ports.rateLimiter,
    attemptLimits: config.couponAttempts,
    regions: config.regions,
    sessionSecret: config.auth.sessionSecret,
  };
}

function contextMaker(
  { pubsub }: Ports,
  deps: LoaderDeps,
  activity: SessionActivity,
): (operation: OperationContext) => CartContext {
  return (operation) => {
    activity.note(operation.viewer.sessionId, operation.viewer.tokenVersion);
    return {
      ...operation,
      loaders: createLoaders(deps, operation),
      watchCart: (cartId, afterVersion) => watchChannel(pubsub, cartChannel(cartId), afterVersion),
    };
  };
}

interface OutgoingParts {
  readonly relay: Relay;
  readonly news: CartNews;
  readonly repricer: Repricer;
}

/** What happens after a commit: events leave, watchers are told, and a cost that is behind is quoted again. */
function outgoingParts(
  ports: Ports,
  background: Database,
  { store, quotes }: { readonly store: CartStore; readonly quotes: PriceQuotes },
): OutgoingParts {
  const { pubsub } = ports;
  const logger = ports.logger.child({ subgraph: NAME });
  const relay = createRelay({
    name: NAME,
    database: background,
    transport: measuredPublishing(ports.events),
    codec: ports.codec,
    logger,
    // Also after a crash between commit and poke: the row is deleted only when watchers were told.
    onRelayed: async (row) => {
      if (!row.type.startsWith('cart.')) return;
      await pokeCart(pubsub, row.aggregate_id, row.aggregate_version);
    },
  });
  const listeners = {
    wakeRelay: () => {
      relay.wake();
    },
    estimated: (cartId: string) => {
      repricer.consider(cartId);
    },
  };
  const news = createCartNews(pubsub, listeners, logger);
  const repricer = new Repricer({ database: background, store, quotes, news, clock: ports.clock, logger });
  return { relay, news, repricer };
}

interface RemoteParts {
  readonly quotes: PriceQuotes;
  readonly reservations: StockReservations;
  readonly stock: StockOutlook;
  readonly variants: RememberedVariants;
  /** The same over the connections of background work. */
  readonly variantsForJobs: VariantCatalog;
}

function remoteParts(
  ports: Ports,
  config: CartConfig,
  { database, background }: { readonly database: Database; readonly background: Database },
): RemoteParts {
  const serviceTokens = createServiceTokens(config.auth.internalSecret, NAME);
  const client = (name: string, timeoutMs: number): SubgraphClient =>
    createSubgraphClient({
      transport: ports.subgraph(name),
      name,
      serviceTokens,
      timeoutMs,
      guard: new CircuitBreaker({ name: `${NAME}-${name}` }),
    });
  const inventory = client('inventory', config.inventoryTimeoutMs);
  const catalog = client('catalog', config.callTimeoutMs);
  return {
    quotes: createPricingQuotes(client('pricing', config.callTimeoutMs), ports.clock),
    reservations: config.isReserving
      ? measuredReservations(createInventoryReservations(inventory))
      : UNRESERVED_STOCK,
    stock: createInventoryOutlook(inventory),
    variants: rememberedVariants(createCatalogVariants(database, catalog, ports.logger)),
    variantsForJobs: createCatalogVariants(background, catalog, ports.logger),
  };
}
