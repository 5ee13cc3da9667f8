import { createDatabase } from '@agora/platform/database';
import { idFrom } from '@agora/platform/ids';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { SEED_DOMAINS, seedAll } from '../../../scripts/seed/seed-all';
import { PriceIndex } from '../../../subgraphs/pricing/src/application/price-index';
import { compileCondition, isProblem } from '../../../subgraphs/pricing/src/domain/rules/condition';
import type { RuleScope } from '../../../subgraphs/pricing/src/domain/rules/rule-scope';
import { pricerFor } from '../../../subgraphs/pricing/src/domain/variant-price';
import type { VariantPrice } from '../../../subgraphs/pricing/src/domain/variant-price';
import { createPriceSource } from '../../../subgraphs/pricing/src/persistence/sql-price-source';
import type { SeedDomain, SeedOptions, SeedOutcome } from '../../../scripts/seed/seed-all';

const now = new Date();
const databases = new Map<SeedDomain, TestDatabase>();
let options: SeedOptions;
let outcome: SeedOutcome;
let seconds: number;

beforeAll(async () => {
  for (const domain of SEED_DOMAINS) databases.set(domain, await createTestDatabase(domain));
  const urls = Object.fromEntries(
    [...databases].map(([domain, { url }]) => [domain, url]),
  ) as SeedOptions['urls'];
  options = { urls, now };
  const startedAt = performance.now();
  outcome = await seedAll(options);
  seconds = (performance.now() - startedAt) / 1_000;
}, 120_000);

afterAll(async () => {
  for (const database of databases.values()) await database.drop();
});

async function query<R extends object>(domain: SeedDomain, text: string): Promise<R[]> {
  const database = createDatabase({ url: options.urls[domain], name: 'seed-test', maxConnections: 1 });
  try {
    return await database.query<R>(text);
  } finally {
    await database.close();
  }
}

async function column(domain: SeedDomain, text: string): Promise<unknown[]> {
  return (await query<Record<string, unknown>>(domain, text)).map((row) => Object.values(row)[0]);
}

/** A price as pricing works it out from what was seeded. */
async function priceOf(asked: {
  readonly sku: string;
  readonly region: string;
  readonly quantity: number;
  readonly currency?: string;
}): Promise<VariantPrice | undefined> {
  const database = createDatabase({ url: options.urls.pricing, name: 'seed-test', maxConnections: 1 });
  const index = new PriceIndex(createPriceSource(database));
  await index.load();
  await database.close();
  const currency = asked.currency ?? index.region(asked.region)?.currency ?? '';
  const context = { region: asked.region, currency, channel: 'web', segments: ['general'], at: new Date() };
  return pricerFor(index, context)(asked.sku, asked.quantity);
}

test('the whole shop is there in 15 seconds, and a second seed touches nothing', async () => {
  expect(outcome).toEqual({ kind: 'seeded', products: 200, customers: 1_000, carts: 800, orders: 500 });
  expect(seconds).toBeLessThan(15);
  expect(await seedAll(options)).toEqual({ kind: 'already' });
  expect(await column('catalog', 'SELECT count(*)::int FROM product_variant')).toEqual([600]);
  expect(await column('catalog', 'SELECT count(*)::int FROM category')).toEqual([12]);
  expect(await column('cart', `SELECT count(*)::int FROM cart WHERE status <> 'CHECKED_OUT'`)).toEqual([300]);
});

test('the first product, the first customer and their cart are always the same', async () => {
  expect(await query('catalog', `SELECT id, title FROM product WHERE slug = 'linen-shirt'`)).toEqual([
    { id: idFrom('product:1'), title: 'Linen Shirt' },
  ]);
  expect(await query('customer', `SELECT id FROM customer WHERE email = 'ada.marlow@example.com'`)).toEqual([
    { id: idFrom('customer:1') },
  ]);
  expect(
    await query('cart', `SELECT status, customer_id FROM cart WHERE id = '${idFrom('cart:1')}'`),
  ).toEqual([{ status: 'ACTIVE', customer_id: idFrom('customer:1') }]);
});

test('every sku has a price in every region, stock at every location, and a row in the read models', async () => {
  expect(
    await query(
      'pricing',
      'SELECT b.region, count(DISTINCT p.sku)::int AS count FROM price p JOIN price_book b ON b.id = p.price_book_id GROUP BY 1 ORDER BY 1',
    ),
  ).toEqual([
    { region: 'EU', count: 600 },
    { region: 'JP', count: 600 },
    { region: 'US', count: 600 },
  ]);
  expect(await column('inventory', 'SELECT DISTINCT count(*)::int FROM stock GROUP BY location')).toEqual([
    600,
  ]);
  const skus = await column('catalog', 'SELECT sku FROM product_variant ORDER BY sku');
  expect(await column('cart', 'SELECT sku FROM catalog_variant ORDER BY sku')).toEqual(skus);
  expect(await column('pricing', 'SELECT sku FROM catalog_variant ORDER BY sku')).toEqual(skus);
});

test('promotions of every kind, whose conditions compile; the first query of the README costs what it says', async () => {
  const rules = await query<{ scope: RuleScope; condition: string | null }>(
    'pricing',
    'SELECT scope, condition FROM price_rule',
  );
  const problems = rules
    .map(({ scope, condition }) => compileCondition(condition ?? 'true', scope))
    .filter(isProblem);
  expect(problems).toEqual([]);
  expect(await column('pricing', 'SELECT status FROM promotion ORDER BY status')).toEqual([
    'ACTIVE',
    'ACTIVE',
    'ACTIVE',
    'ACTIVE',
    'ACTIVE',
    'DRAFT',
    'ENDED',
    'SCHEDULED',
  ]);
  expect(await column('pricing', 'SELECT code FROM coupon ORDER BY code')).toEqual([
    'FREEGIFT5',
    'WELCOME10',
  ]);
  const bell = { sku: 'ALLOY-BELL-MATT', region: 'US', quantity: 1 };
  expect(await priceOf(bell)).toMatchObject({ unitPrice: { amountMinor: 7_800n }, appliedRules: [] });
  const boots = await priceOf({ sku: 'CANVAS-BOOTS-38', region: 'US', quantity: 1 });
  expect(boots?.appliedRules.map(({ rule }) => rule.name)).toEqual(['15 % off canvas']);
  const [lowest, list] = [boots?.lowestPrice30Days?.amountMinor, boots?.tiers[0]?.unitPrice.amountMinor];
  expect(lowest).toBe(((list ?? 0n) * 95n) / 100n);
  expect(await priceOf({ ...bell, region: 'US', currency: 'KWD' })).toMatchObject({
    unitPrice: { currency: 'KWD' },
    exchangeRate: { base: 'USD', quote: 'KWD' },
  });
});

test('what is held and allocated is what carts and orders have, and what came and left is what is there', async () => {
  const wrong = await query(
    'inventory',
    `
    WITH had AS (SELECT l.sku, l.location, sum(l.quantity) FILTER (WHERE h.status = 'HELD') AS held, sum(l.quantity) FILTER (WHERE h.status = 'ALLOCATED') AS allocated
      FROM hold h JOIN hold_line l ON l.hold_id = h.id GROUP BY 1, 2),
    moved AS (SELECT sku, location, sum(delta) AS on_hand FROM stock_adjustment GROUP BY 1, 2)
    SELECT s.sku FROM stock s LEFT JOIN had USING (sku, location) LEFT JOIN moved USING (sku, location)
    WHERE s.held <> coalesce(had.held, 0) OR s.allocated <> coalesce(had.allocated, 0) OR s.on_hand <> moved.on_hand`,
  );
  expect(wrong).toEqual([]);
});

test('active carts hold exactly their lines, other carts hold nothing', async () => {
  const lines = `SELECT l.cart_id::text || ' ' || l.sku || ' ' || l.quantity FROM cart_line l JOIN cart c ON c.id = l.cart_id WHERE c.status = 'ACTIVE' AND l.reserved_at IS NOT NULL ORDER BY 1`;
  const held = `SELECT h.owner_id::text || ' ' || l.sku || ' ' || l.quantity FROM hold h JOIN hold_line l ON l.hold_id = h.id WHERE h.status = 'HELD' ORDER BY 1`;
  expect(await column('inventory', held)).toEqual(await column('cart', lines));
  expect(
    await column(
      'cart',
      `SELECT count(*)::int FROM cart_line l JOIN cart c ON c.id = l.cart_id WHERE c.status <> 'ACTIVE' AND l.reserved_at IS NOT NULL`,
    ),
  ).toEqual([0]);
  expect(
    await column('inventory', `SELECT count(*)::int FROM hold WHERE status = 'HELD' AND expires_at <= now()`),
  ).toEqual([0]);
});

test('the log of every cart has each of its versions', async () => {
  expect(
    await query(
      'cart',
      `SELECT c.id FROM cart c LEFT JOIN cart_event e ON e.cart_id = c.id GROUP BY c.id HAVING count(*) <> c.version OR max(e.version) <> c.version`,
    ),
  ).toEqual([]);
});

test('orders add up, follow their history, and reserve by their status', async () => {
  expect(
    await query(
      'order',
      `SELECT o.id FROM orders o JOIN order_line l ON l.order_id = o.id GROUP BY o.id
    HAVING sum(l.subtotal_minor) <> o.subtotal_minor OR sum(l.tax_minor) <> o.tax_minor OR sum(l.total_minor) + o.shipping_minor <> o.total_minor`,
    ),
  ).toEqual([]);
  expect(
    await query(
      'order',
      `SELECT o.id FROM orders o JOIN order_status_change s ON s.order_id = o.id AND s.version = o.version WHERE s.to_status <> o.status`,
    ),
  ).toEqual([]);
  expect(await column('order', `SELECT count(*)::int FROM order_status_change WHERE at > now()`)).toEqual([
    0,
  ]);
  const statuses = await query<{ id: string; status: string }>('order', 'SELECT id, status FROM orders');
  const reservations = await query<{ owner_id: string; status: string }>(
    'inventory',
    `SELECT owner_id, status FROM hold WHERE type = 'ORDER'`,
  );
  const byOrder = new Map(reservations.map(({ owner_id, status }) => [owner_id, status]));
  const expected: Record<string, string> = {
    PENDING_REVIEW: 'ALLOCATED',
    CONFIRMED: 'COMMITTED',
    FULFILLED: 'COMMITTED',
    RETURNED: 'COMMITTED',
    CANCELLED: 'RELEASED',
  };
  expect(statuses.filter(({ id, status }) => byOrder.get(id) !== expected[status])).toEqual([]);
  expect(new Set(statuses.map(({ status }) => status))).toEqual(new Set(Object.keys(expected)));
});
