// Catalog, pricing, inventory and cart as they run, in one process, each on a database of its own.
import { composeCart } from '@agora/cart/compose';
import { readCartConfig } from '@agora/cart/config';
import { composeCatalog } from '@agora/catalog/compose';
import type { CatalogDefinition } from '@agora/catalog/compose';
import { readCatalogConfig } from '@agora/catalog/config';
import { allTopics } from '@agora/contracts/catalog-of-events';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { composeInventory } from '@agora/inventory/compose';
import { readInventoryConfig } from '@agora/inventory/config';
import { createTokenVerifier, issueDevelopmentToken, readAuthConfig } from '@agora/platform/auth';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { idFrom, newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { counter } from '@agora/platform/metrics';
import { openPorts } from '@agora/platform/ports';
import { createSubgraphHost } from '@agora/platform/server';
import type { SubgraphDefinition, SubgraphHost } from '@agora/platform/server';
import { createInProcessTransport } from '@agora/platform/subgraph-transport';
import { composePricing } from '@agora/pricing/compose';
import { readPricingConfig } from '@agora/pricing/config';
import { createTestDatabase } from '@agora/test-kit/databases';
import { eventually } from '@agora/test-kit/eventually';

const DOMAINS = ['catalog', 'pricing', 'inventory', 'cart'] as const;
type Domain = (typeof DOMAINS)[number];

export interface StockNumbers {
  readonly on_hand: number;
  readonly available: number;
  readonly held: number;
  readonly allocated: number;
}

export interface Shop {
  readonly databases: Readonly<Record<Domain, Database>>;
  /** Runs one document on the cart subgraph as this customer, or as a new guest. @throws Error when the answer has errors. */
  ask<T>(
    customerId: string | null,
    document: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<T>;
  /** {@link ask} as a part of the trace with this `traceparent`. */
  traced(traceparent: string): Shop['ask'];
  /** Puts a new sku with so many units in the shop; carts can have it at once. */
  stock(sku: string, onHand: number): Promise<void>;
  numbers(sku: string): Promise<StockNumbers>;
  /** Statements sent so far by requests of a domain; those of its background work are not in it. */
  statements(domain: Domain): Promise<number>;
  /** Resolves when every event was sent and applied. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the shop with nothing in it. */
export async function openShop(): Promise<Shop> {
  const tests = await Promise.all([...DOMAINS, 'empty' as const].map(createTestDatabase));
  const urls = tests.map(({ url }) => url);
  const env: Record<string, string> = { BUS_DATABASE_URL: urls[DOMAINS.length] ?? '' };
  DOMAINS.forEach((domain, index) => {
    env[`${domain.toUpperCase()}_DATABASE_URL`] = urls[index] ?? '';
  });
  const databases = Object.fromEntries(
    DOMAINS.map((domain, index) => [
      domain,
      createDatabase({ url: urls[index] ?? '', name: `${domain}-test`, maxConnections: 3 }),
    ]),
  ) as Record<Domain, Database>;
  await furnish(databases);
  const running = await run(env);
  return {
    databases,
    ask: running.traced({}),
    traced: (traceparent) => running.traced({ traceparent }),
    stock: async (sku, onHand) => {
      await stockUp(databases, sku, onHand);
      await running.catalog.replay(newId());
      await eventually(async () => isKnown(databases, sku), { withinMs: 15_000, what: `${sku} in cart` });
      // Pricing looks for new prices at its own interval.
      await eventually(async () => running.isPriced(sku), { withinMs: 15_000, what: `a price of ${sku}` });
    },
    numbers: async (sku) => {
      const [row] = await databases.inventory.query<StockNumbers>(
        'SELECT on_hand, available, held, allocated FROM stock WHERE sku = $1',
        [sku],
      );
      if (row === undefined) throw new Error(`no stock of ${sku}`);
      return row;
    },
    statements: async (domain) => {
      const { values } = await sent.get();
      return values.find(({ labels }) => labels.database === domain)?.value ?? 0;
    },
    drained: () =>
      eventually(() => isDrained(databases, running.lag), { withinMs: 30_000, what: 'all events' }).then(
        () => undefined,
      ),
    close: async () => {
      await running.stop();
      await Promise.all(Object.values(databases).map((database) => database.close()));
      await Promise.all(tests.map((test) => test.drop()));
    },
  };
}

const sent = counter({
  name: 'database_statements_total',
  help: 'Statements sent to a database, without BEGIN, COMMIT and ROLLBACK',
  labelNames: ['database'],
});

interface RunningShop {
  traced(headers: Readonly<Record<string, string>>): Shop['ask'];
  readonly catalog: CatalogDefinition;
  isPriced(sku: string): Promise<boolean>;
  lag(): Promise<number>;
  stop(): Promise<void>;
}

async function run(env: Readonly<Record<string, string>>): Promise<RunningShop> {
  const logger = createLogger({ name: 'test', level: 'silent' });
  const auth = readAuthConfig(env);
  const hosts = new Map<string, SubgraphHost>();
  const opened = openPorts({ name: 'shop', logger, env, schemas: eventSchemas() });
  const ports = { ...opened, subgraph: (name: string) => createInProcessTransport(() => hosts.get(name)) };
  await ports.events.createTopics(allTopics());
  const catalog = await composeCatalog(ports, readCatalogConfig(env));
  const definitions: SubgraphDefinition[] = [
    catalog,
    await composePricing(ports, { ...readPricingConfig(env), refreshMs: 50 }),
    await composeInventory(ports, readInventoryConfig(env)),
    await composeCart(ports, readCartConfig(env)),
  ];
  for (const definition of definitions) {
    const verifier = createTokenVerifier(auth, definition.name);
    hosts.set(definition.name, await createSubgraphHost(definition, { auth: verifier, logger }));
    await definition.start();
  }
  const execute = async <T>(
    name: string,
    query: string,
    variables: Readonly<Record<string, unknown>>,
    headers = {},
  ): Promise<T> => {
    const { data, errors } = await ports.subgraph(name).execute({ query, variables, headers });
    if (errors !== undefined || data == null) throw new Error(JSON.stringify(errors));
    return data as T;
  };
  return {
    catalog,
    traced:
      (headers) =>
      async <T>(subject: string | null, document: string, variables = {}) => {
        if (subject === null) return execute<T>('cart', document, variables, headers);
        const token = await issueDevelopmentToken(auth, { subject, role: 'customer' });
        return execute<T>('cart', document, variables, { ...headers, authorization: `Bearer ${token}` });
      },
    isPriced: async (sku) => {
      const { price } = await execute<{ price: unknown }>(
        'pricing',
        'query ($sku: String!) { price(sku: $sku) { sku } }',
        { sku },
      );
      return price !== null;
    },
    lag: async () => {
      const topics = allTopics().map(({ name }) => name);
      const lags = await Promise.all(
        DOMAINS.map((domain) =>
          ports.events.lag(
            `${domain}-service-events`,
            topics.filter((topic) => consumes(domain, topic)),
          ),
        ),
      );
      return lags.reduce((sum, lag) => sum + lag, 0);
    },
    stop: async () => {
      await Promise.all([...hosts.values()].map((host) => host.stop()));
      await opened.close();
    },
  };
}

const CONSUMED: Partial<Record<Domain, RegExp>> = {
  inventory: /^cart\.(item\..*|cleared\.v1|checkedout\.v1)$/,
  cart: /^(catalog\.product\.updated|order\.status\.changed|inventory\.reservation\.expired)\.v1$/,
};

function consumes(domain: Domain, topic: string): boolean {
  return CONSUMED[domain]?.test(topic) ?? false;
}

async function isDrained(databases: Record<Domain, Database>, lag: () => Promise<number>): Promise<boolean> {
  for (const database of Object.values(databases))
    if ((await database.query('SELECT 1 FROM outbox LIMIT 1')).length > 0) return false;
  return (await lag()) === 0;
}

async function isKnown({ cart }: Record<Domain, Database>, sku: string): Promise<boolean> {
  return (await cart.query('SELECT 1 FROM catalog_variant WHERE sku = $1', [sku])).length === 1;
}

const BOOK = idFrom('book:us');

async function furnish({ pricing, inventory }: Record<Domain, Database>): Promise<void> {
  await inventory.query(`INSERT INTO location (code, region) VALUES ('us-east', 'US')`);
  await pricing.query(
    `INSERT INTO region_setting (region, currency, rounding_mode) VALUES ('US', 'USD', 'HALF_EVEN')`,
  );
  await pricing.query(
    `INSERT INTO price_book (id, name, region, segment, currency) VALUES ($1, 'United States', 'US', NULL, 'USD')`,
    [BOOK],
  );
}

async function stockUp(
  { catalog, pricing, inventory }: Record<Domain, Database>,
  sku: string,
  onHand: number,
): Promise<void> {
  const productId = idFrom(`product:${sku}`);
  await catalog.query(
    `INSERT INTO product (id, slug, title, status, created_at, updated_at) VALUES ($1, $2, $3, 'ACTIVE', now(), now())`,
    [productId, sku.toLowerCase(), sku],
  );
  await catalog.query(
    `INSERT INTO product_variant (id, product_id, sku, title, position) VALUES ($1, $2, $3, $3, 1)`,
    [idFrom(`variant:${sku}`), productId, sku],
  );
  await pricing.query(
    'INSERT INTO price (id, price_book_id, sku, minimum_quantity, amount_minor) VALUES ($1, $2, $3, 1, 1299)',
    [newId(), BOOK, sku],
  );
  await inventory.query(
    `INSERT INTO stock (sku, location, on_hand, available) VALUES ($1, 'us-east', $2, $2)`,
    [sku, onHand],
  );
}
