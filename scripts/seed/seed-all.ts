import { createDatabase } from '@agora/platform/database';
import type { Queryable } from '@agora/platform/database';
import { makeShop } from './shop/shop';
import type { SeedShop } from './shop/shop';
import { writeCart } from './write-cart';
import { writeCatalog } from './write-catalog';
import { writeCustomer } from './write-customer';
import { writeInventory } from './write-inventory';
import { writeOrder } from './write-order';
import { writePricing } from './write-pricing';

// The catalog comes last: a seed that was cut off leaves it empty, and the next one starts over.
const WRITERS = {
  customer: writeCustomer,
  pricing: writePricing,
  inventory: writeInventory,
  cart: writeCart,
  order: writeOrder,
  catalog: writeCatalog,
} as const satisfies Record<string, (tx: Queryable, shop: SeedShop) => Promise<void>>;

/** The domains that are seeded. */
export type SeedDomain = keyof typeof WRITERS;

export const SEED_DOMAINS = Object.keys(WRITERS) as readonly SeedDomain[];

export interface SeedOptions {
  /** Each domain's own database, migrated; none may be in use by writers yet. */
  readonly urls: Readonly<Record<SeedDomain, string>>;
  /** What all dates are relative to. */
  readonly now: Date;
}

export type SeedOutcome =
  /** The catalog has products: nothing was touched. */
  | { readonly kind: 'already' }
  | {
      readonly kind: 'seeded';
      readonly products: number;
      readonly customers: number;
      readonly carts: number;
      readonly orders: number;
    };

/**
 * Fills the six databases with a believable shop, unless the catalog has products already. Each database is written
 * in one transaction of its own, the catalog last, so a seed that failed halfway is completed by running it again:
 * what an earlier attempt wrote is found by its ids and left alone.
 */
export async function seedAll(options: SeedOptions): Promise<SeedOutcome> {
  if (await hasRows(options.urls.catalog, 'product')) return { kind: 'already' };
  const shop = makeShop(options.now);
  for (const domain of SEED_DOMAINS) await seedDomain(domain, options.urls[domain], shop);
  const { products, customers, carts, orders } = shop;
  return {
    kind: 'seeded',
    products: products.length,
    customers: customers.length,
    carts: carts.length,
    orders: orders.length,
  };
}

/** A table whose first rows tell that the domain's transaction was committed. */
const WITNESS: Readonly<Record<SeedDomain, string>> = {
  customer: 'customer',
  pricing: 'price_book',
  inventory: 'stock',
  cart: 'catalog_variant',
  order: 'orders',
  catalog: 'product',
};

async function seedDomain(domain: SeedDomain, url: string, shop: SeedShop): Promise<void> {
  if (await hasRows(url, WITNESS[domain])) return;
  const database = createDatabase({
    url,
    name: `${domain}-seed`,
    maxConnections: 1,
    statementTimeoutMs: 60_000,
  });
  try {
    await database.inTransaction((tx) => WRITERS[domain](tx, shop));
    // The planner should not meet thousands of rows it knows nothing about.
    await database.query('ANALYZE');
  } finally {
    await database.close();
  }
}

async function hasRows(url: string, table: string): Promise<boolean> {
  const database = createDatabase({ url, name: 'seed-check', maxConnections: 1 });
  try {
    return (await database.query(`SELECT 1 FROM ${table} LIMIT 1`)).length > 0;
  } finally {
    await database.close();
  }
}
