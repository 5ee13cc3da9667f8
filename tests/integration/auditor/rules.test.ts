import type { AuditedDomain } from '@agora/auditor/audited-databases';
import { ALL_RULES } from '@agora/auditor/rules/all-rules';
import type { AuditReport } from '@agora/auditor/audit';
import { newId } from '@agora/platform/ids';
import { createAuditedShop } from './audited-shop.suite';
import type { AuditedShop } from './audited-shop.suite';

jest.setTimeout(60_000);

let shop: AuditedShop;
beforeAll(async () => {
  shop = await createAuditedShop();
}, 120_000);
afterAll(() => shop.drop());

const broken = ({ outcomes }: AuditReport): string[] =>
  outcomes.filter(({ total }) => total > 0).map(({ rule }) => rule);
const idsOf = ({ outcomes }: AuditReport): string[] =>
  outcomes.flatMap(({ violations }) => violations.map(({ ids }) => ids.join(' ')));

/** The id that `find` answers: what a test breaks. */
async function one(domain: AuditedDomain, find: string): Promise<string> {
  const [row] = await shop.rows<{ id: string }>(domain, find);
  if (row === undefined) throw new Error(`the shop has none: ${find}`);
  return row.id;
}

async function recent(status: string): Promise<string> {
  const id = await one('order', `SELECT id FROM orders WHERE status = '${status}' ORDER BY id LIMIT 1`);
  await shop.rows(
    'order',
    `UPDATE orders SET created_at = now() - interval '2 h', updated_at = now() - interval '1 h' WHERE id = $1`,
    [id],
  );
  return id;
}

async function pay(orderId: string): Promise<string> {
  const body = {
    idempotencyKey: orderId,
    orderId,
    amountMinor: '100',
    currency: 'USD',
    paymentToken: 'tok_ok',
  };
  const answer = await fetch(`${shop.paymentUrl}/intents`, { method: 'POST', body: JSON.stringify(body) });
  return ((await answer.json()) as { id: string }).id;
}

test('a shop that was just seeded breaks nothing, and every rule has looked at it', async () => {
  const report = await shop.audit();
  expect(idsOf(report)).toEqual([]);
  expect(report.outcomes.filter(({ unchecked }) => unchecked !== undefined)).toEqual([]);
  expect(report.isClean).toBe(true);
  expect(report.outcomes.find(({ rule }) => rule === 'stock-conserved')?.checked).toBeGreaterThan(1_000);
  expect(report.outcomes.find(({ rule }) => rule === 'carts-follow-orders')?.checked).toBeGreaterThan(400);
});

test('the sessions of the auditor cannot write', async () => {
  const { openAuditedDatabases } = await import('@agora/auditor/audited-databases');
  const [row] = await shop.rows<{ url: string }>('cart', `SELECT current_database() AS url`);
  const url = new URL(process.env['AGORA_TEST_POSTGRES_URL'] ?? '');
  url.pathname = `/${row?.url ?? ''}`;
  const databases = openAuditedDatabases({ cart: url.href });
  await expect(databases.rows('cart', 'DELETE FROM cart_attention')).rejects.toThrow(/read-only transaction/);
  await databases.close();
});

interface Breakage {
  readonly rule: string;
  readonly what: string;
  readonly domain: AuditedDomain;
  /** SQL that answers the id of what is broken. */
  readonly find: string;
  /** With the id as $1. */
  readonly breakIt: string;
  readonly mendIt: string;
}

const CONFIRMED_WITH_CART = `SELECT id FROM orders WHERE status = 'CONFIRMED' ORDER BY id LIMIT 1`;

const breakages: readonly Breakage[] = [
  {
    rule: 'stock-conserved',
    what: 'a hold has less than its shelf has promised',
    domain: 'inventory',
    find: `SELECT l.sku || ' ' || l.location AS id FROM hold_line l JOIN hold h ON h.id = l.hold_id WHERE h.status = 'HELD' AND l.quantity > 1 ORDER BY 1 LIMIT 1`,
    breakIt: `UPDATE hold_line SET quantity = quantity - 1 WHERE (hold_id, sku) IN (SELECT l.hold_id, l.sku FROM hold_line l JOIN hold h ON h.id = l.hold_id WHERE h.status = 'HELD' AND l.sku || ' ' || l.location = $1 ORDER BY l.quantity DESC LIMIT 1)`,
    mendIt: `UPDATE hold_line SET quantity = quantity + 1 WHERE (hold_id, sku) IN (SELECT l.hold_id, l.sku FROM hold_line l JOIN hold h ON h.id = l.hold_id WHERE h.status = 'HELD' AND l.sku || ' ' || l.location = $1 ORDER BY l.quantity DESC LIMIT 1)`,
  },
  {
    rule: 'stock-conserved',
    what: 'its adjustments do not add up to what is there',
    domain: 'inventory',
    find: `SELECT sku || ' ' || location AS id FROM stock_adjustment WHERE kind = 'SET' ORDER BY 1 LIMIT 1`,
    breakIt: `UPDATE stock_adjustment SET delta = delta + 1 WHERE kind = 'SET' AND sku || ' ' || location = $1`,
    mendIt: `UPDATE stock_adjustment SET delta = delta - 1 WHERE kind = 'SET' AND sku || ' ' || location = $1`,
  },
  {
    rule: 'holds-end-in-time',
    what: 'a hold is there after its end',
    domain: 'inventory',
    find: `SELECT owner_id AS id FROM hold WHERE status = 'HELD' ORDER BY 1 LIMIT 1`,
    breakIt: `UPDATE hold SET expires_at = expires_at - interval '1 day' WHERE owner_id = $1::uuid`,
    mendIt: `UPDATE hold SET expires_at = expires_at + interval '1 day' WHERE owner_id = $1::uuid`,
  },
  {
    rule: 'holds-are-wanted',
    what: 'a cart holds a sku it does not have',
    domain: 'cart',
    find: `SELECT id FROM cart WHERE status = 'ACTIVE' AND line_count > 0 ORDER BY id LIMIT 1`,
    breakIt: `UPDATE cart_line SET sku = 'X-' || sku WHERE cart_id = $1::uuid`,
    mendIt: `UPDATE cart_line SET sku = substr(sku, 3) WHERE cart_id = $1::uuid`,
  },
  {
    rule: 'allocations-have-orders',
    what: 'stock is allocated to an order that there is not',
    domain: 'inventory',
    find: `SELECT owner_id AS id FROM hold WHERE status = 'ALLOCATED' ORDER BY 1 LIMIT 1`,
    breakIt: `UPDATE hold SET owner_id = '00000000-0000-7000-8000-000000000001' WHERE owner_id = $1::uuid`,
    mendIt: `UPDATE hold SET owner_id = $1::uuid WHERE owner_id = '00000000-0000-7000-8000-000000000001'`,
  },
  {
    rule: 'stock-follows-orders',
    what: 'a confirmed order has lost its stock',
    domain: 'inventory',
    find: `SELECT owner_id AS id FROM hold WHERE status = 'COMMITTED' ORDER BY 1 LIMIT 1`,
    breakIt: `UPDATE hold SET status = 'RELEASED' WHERE owner_id = $1::uuid`,
    mendIt: `UPDATE hold SET status = 'COMMITTED' WHERE owner_id = $1::uuid`,
  },
  {
    rule: 'stock-follows-orders',
    what: 'an order took more than was ordered',
    domain: 'order',
    find: `SELECT o.id FROM orders o WHERE o.status = 'FULFILLED' ORDER BY 1 LIMIT 1`,
    breakIt: `UPDATE order_line SET sku = 'X-' || sku WHERE order_id = $1::uuid`,
    mendIt: `UPDATE order_line SET sku = substr(sku, 3) WHERE order_id = $1::uuid`,
  },
  {
    rule: 'orders-are-paid',
    what: 'a confirmed order is authorised for less than its total',
    domain: 'order',
    find: CONFIRMED_WITH_CART,
    breakIt: `UPDATE payment SET authorized_minor = authorized_minor - 1 WHERE order_id = $1::uuid`,
    mendIt: `UPDATE payment SET authorized_minor = authorized_minor + 1 WHERE order_id = $1::uuid`,
  },
  {
    rule: 'order-history-contiguous',
    what: 'a change is missing',
    domain: 'order',
    find: `SELECT id FROM orders WHERE status = 'RETURNED' ORDER BY id LIMIT 1`,
    breakIt: `UPDATE order_status_change SET version = version + 10 WHERE order_id = $1::uuid AND version = 4`,
    mendIt: `UPDATE order_status_change SET version = 4 WHERE order_id = $1::uuid AND version = 14`,
  },
  {
    rule: 'cart-versions-contiguous',
    what: 'an entry of the log is missing',
    domain: 'cart',
    find: `SELECT id FROM cart WHERE version > 3 ORDER BY id LIMIT 1`,
    breakIt: `UPDATE cart_event SET version = 1002 WHERE cart_id = $1::uuid AND version = 2`,
    mendIt: `UPDATE cart_event SET version = 2 WHERE cart_id = $1::uuid AND version = 1002`,
  },
  {
    rule: 'carts-unlock-in-time',
    what: 'a cart is locked for an order that was never made',
    domain: 'cart',
    find: `SELECT id FROM cart WHERE status = 'ABANDONED' ORDER BY id LIMIT 1`,
    breakIt: `UPDATE cart SET status = 'LOCKED', locked_by_order_id = id WHERE id = $1::uuid`,
    mendIt: `UPDATE cart SET status = 'ABANDONED', locked_by_order_id = NULL WHERE id = $1::uuid`,
  },
  {
    rule: 'promotions-add-up',
    what: 'a coupon counts a use that there is not',
    domain: 'pricing',
    find: `SELECT id FROM coupon ORDER BY id LIMIT 1`,
    breakIt: `UPDATE coupon SET usage_count = usage_count + 1 WHERE id = $1::uuid`,
    mendIt: `UPDATE coupon SET usage_count = usage_count - 1 WHERE id = $1::uuid`,
  },
  {
    rule: 'outbox-drained',
    what: 'an event was not sent',
    domain: 'customer',
    find: `SELECT id FROM customer ORDER BY id LIMIT 1`,
    breakIt: `INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, created_at) VALUES (0, gen_random_uuid(), 'customer.updated.v1', $1, 2, '{}', now() - interval '1 h')`,
    mendIt: `DELETE FROM outbox WHERE aggregate_id = $1`,
  },
];

test.each(breakages)('$rule: $what', async ({ rule, domain, find, breakIt, mendIt }) => {
  const id = await one(domain, find);
  await shop.rows(domain, breakIt, [id]);
  const report = await shop.audit();
  await shop.rows(domain, mendIt, [id]);
  expect(broken(report)).toEqual([rule]);
  const ids = idsOf(report).join('\n');
  expect(rule === 'allocations-have-orders' ? ids : ids.split(/\s/)).toContain(
    rule === 'allocations-have-orders' ? '00000000-0000-7000-8000-000000000001' : id.split(' ')[0],
  );
  expect((await shop.audit()).isClean).toBe(true);
});

test('stock-follows-orders: an order without a cart that was made here has taken stock', async () => {
  const id = await one('order', CONFIRMED_WITH_CART);
  const [cart] = await shop.rows<{ id: string; version: number }>(
    'order',
    'SELECT cart_id AS id, cart_version AS version FROM orders WHERE id = $1',
    [id],
  );
  const nowhere = newId();
  const setCart = 'UPDATE orders SET cart_id = $2, cart_version = $3 WHERE id = $1';
  const setOwner = 'UPDATE hold SET owner_id = $2 WHERE owner_id = $1';
  await shop.rows('order', setCart, [id, null, null]);
  await shop.rows('inventory', setOwner, [id, nowhere]);
  expect((await shop.audit()).isClean).toBe(true);
  await shop.rows(
    'order',
    `INSERT INTO saga (id, order_id, kind, state) VALUES ($1, $1, 'PLACE_ORDER', 'COMPLETED')`,
    [id],
  );
  const report = await shop.audit();
  expect([broken(report), idsOf(report)]).toEqual([['stock-follows-orders'], [id]]);
  await shop.rows('order', 'DELETE FROM saga WHERE id = $1', [id]);
  await shop.rows('inventory', setOwner, [nowhere, id]);
  await shop.rows('order', setCart, [id, cart?.id, cart?.version]);
  expect((await shop.audit()).isClean).toBe(true);
});

test('carts-follow-orders: the cart of a confirmed order is open', async () => {
  const orderId = await one('order', CONFIRMED_WITH_CART);
  const cartId = await one('cart', `SELECT id FROM cart WHERE locked_by_order_id = '${orderId}'`);
  await shop.rows('cart', `UPDATE cart SET status = 'SAVED' WHERE id = $1`, [cartId]);
  const report = await shop.audit();
  await shop.rows('cart', `UPDATE cart SET status = 'CHECKED_OUT' WHERE id = $1`, [cartId]);
  expect(broken(report)).toEqual(['carts-follow-orders']);
  expect(idsOf(report)).toEqual([`${orderId} ${cartId}`]);
});

test('orders-decided-in-time: an order waits beyond its time', async () => {
  const id = await one('order', `SELECT id FROM orders WHERE status = 'PENDING_REVIEW' ORDER BY id LIMIT 1`);
  await shop.rows(
    'order',
    `UPDATE orders SET status = 'PENDING', payment_due_at = now() - interval '1 h' WHERE id = $1`,
    [id],
  );
  await shop.rows(
    'order',
    `UPDATE order_status_change SET to_status = 'PENDING' WHERE order_id = $1 AND version = 2`,
    [id],
  );
  const report = await shop.audit();
  await shop.rows(
    'order',
    `UPDATE orders SET status = 'PENDING_REVIEW', payment_due_at = NULL WHERE id = $1`,
    [id],
  );
  await shop.rows(
    'order',
    `UPDATE order_status_change SET to_status = 'PENDING_REVIEW' WHERE order_id = $1 AND version = 2`,
    [id],
  );
  expect(broken(report)).toEqual(['orders-decided-in-time']);
  expect(idsOf(report)).toEqual([id]);
});

test('orders-decided-in-time: nobody has looked at a saga that is due', async () => {
  const id = newId();
  await shop.rows(
    'order',
    `INSERT INTO saga (id, order_id, kind, wake_at, lease_until) VALUES ($1, $1, 'PLACE_ORDER', now() - interval '2 h', now() - interval '1 h')`,
    [id],
  );
  const report = await shop.audit();
  await shop.rows('order', 'DELETE FROM saga WHERE id = $1', [id]);
  expect(broken(report)).toEqual(['orders-decided-in-time']);
  expect(idsOf(report)).toEqual([id]);
});

test('stock-follows-orders: the goods of an order that was cancelled after it was sold did not come back', async () => {
  const orderId = await one(
    'inventory',
    `SELECT owner_id AS id FROM hold WHERE status = 'COMMITTED' ORDER BY 1 LIMIT 1`,
  );
  const [before] = await shop.rows<{ status: string; payment_status: string }>(
    'order',
    'SELECT status, payment_status FROM orders WHERE id = $1',
    [orderId],
  );
  const [moved] = await shop.rows<{ version: number }>(
    'order',
    `WITH o AS (UPDATE orders SET status = 'CANCELLED', payment_status = 'VOIDED', version = version + 1 WHERE id = $1 RETURNING *),
       p AS (UPDATE payment SET status = 'VOIDED' WHERE order_id = $1)
     INSERT INTO order_status_change (id, order_id, version, from_status, to_status, actor)
     SELECT gen_random_uuid(), id, version, $2, status, 'support:1' FROM o RETURNING version`,
    [orderId, before?.status],
  );
  const report = await shop.audit();
  await shop.rows('order', 'DELETE FROM order_status_change WHERE order_id = $1 AND version = $2', [
    orderId,
    moved?.version,
  ]);
  await shop.rows(
    'order',
    `WITH o AS (UPDATE orders SET status = $2, payment_status = $3, version = version - 1 WHERE id = $1)
     UPDATE payment SET status = $3 WHERE order_id = $1`,
    [orderId, before?.status, before?.payment_status],
  );
  expect(broken(report)).toEqual(['stock-follows-orders']);
  expect(idsOf(report)).toEqual([orderId]);
  expect((await shop.audit()).isClean).toBe(true);
});

test('redemptions-follow-orders: a use is still held although its order is confirmed', async () => {
  const orderId = await one('order', CONFIRMED_WITH_CART);
  const promotionId = await one('pricing', 'SELECT id FROM promotion ORDER BY id LIMIT 1');
  await shop.rows(
    'pricing',
    `INSERT INTO redemption (order_id, promotion_id, amount_minor, currency) VALUES ($1, $2, 5, 'USD')`,
    [orderId, promotionId],
  );
  await shop.rows(
    'pricing',
    `INSERT INTO promotion_usage (promotion_id, redemptions, spent_minor) VALUES ($1, 1, 5)`,
    [promotionId],
  );
  const report = await shop.audit();
  await shop.rows('pricing', `UPDATE redemption SET state = 'CONFIRMED' WHERE order_id = $1`, [orderId]);
  expect(broken(report)).toEqual(['redemptions-follow-orders']);
  expect(idsOf(report)).toEqual([orderId]);
  expect((await shop.audit()).isClean).toBe(true);
});

test('promotions-add-up: a promotion was used more often than it may be', async () => {
  const id = await one('pricing', 'SELECT promotion_id AS id FROM promotion_usage');
  await shop.rows('pricing', `UPDATE promotion SET usage_limit = 1 WHERE id = $1`, [id]);
  const orderId = await one('order', `SELECT id FROM orders WHERE status = 'FULFILLED' ORDER BY id LIMIT 1`);
  await shop.rows(
    'pricing',
    `INSERT INTO redemption (order_id, promotion_id, amount_minor, currency, state) VALUES ($1, $2, 5, 'USD', 'CONFIRMED')`,
    [orderId, id],
  );
  await shop.rows(
    'pricing',
    `UPDATE promotion_usage SET redemptions = 2, spent_minor = 10 WHERE promotion_id = $1`,
    [id],
  );
  const report = await shop.audit();
  // Lowering a limit afterwards breaks nothing.
  await shop.rows('pricing', `UPDATE promotion SET title = title WHERE id = $1`, [id]);
  expect(broken(report)).toEqual(['promotions-add-up']);
  expect(idsOf(report)).toEqual([id]);
  expect((await shop.audit()).isClean).toBe(true);
});

test('money-has-an-order: the party has authorised money for a cancelled order', async () => {
  const orderId = await recent('CANCELLED');
  const intentId = await pay(orderId);
  expect((await shop.audit({ marginSeconds: 600 })).isClean).toBe(true);
  const report = await shop.audit();
  await fetch(`${shop.paymentUrl}/intents/${intentId}/void`, { method: 'POST' });
  expect(broken(report)).toEqual(['money-has-an-order']);
  expect(idsOf(report)).toEqual([`${orderId} ${intentId}`]);
  expect((await shop.audit()).isClean).toBe(true);
});

test('party-agrees: the party knows nothing of a payment, then another amount', async () => {
  const orderId = await recent('CONFIRMED');
  await shop.rows('order', `UPDATE payment SET intent_id = 'pi_lost' WHERE order_id = $1`, [orderId]);
  const unknown = await shop.audit();
  const intentId = await pay(orderId);
  await shop.rows('order', `UPDATE payment SET intent_id = $2 WHERE order_id = $1`, [orderId, intentId]);
  const different = await shop.audit();
  await shop.rows('order', `UPDATE payment SET intent_id = 'pi_seed_' || order_id WHERE order_id = $1`, [
    orderId,
  ]);
  for (const report of [unknown, different]) {
    expect(broken(report)).toEqual(['party-agrees']);
    expect(idsOf(report)).toEqual([orderId]);
  }
});

test('topic-versions-contiguous: a version is missing, another came late; what is delivered again is fine', async () => {
  const publish = (key: string, ...told: readonly (readonly [string, number])[]): Promise<void> =>
    shop.events.publish(
      told.map(([topic, version]) => ({
        topic,
        key,
        value: new Uint8Array(),
        headers: { aggregate_version: String(version) },
      })),
    );
  const [whole, holed, late] = [newId(), newId(), newId()];
  const [added, updated] = ['cart.item.added.v1', 'cart.updated.v1'];
  await publish(
    whole,
    [updated, 1],
    [added, 2],
    [added, 3],
    [updated, 1],
    [added, 2],
    [added, 3],
    [updated, 4],
  );
  expect((await shop.audit()).isClean).toBe(true);
  await publish(holed, [updated, 1], [added, 2], [updated, 4]);
  await publish(late, [updated, 1], [added, 3], [added, 2]);
  const report = await shop.audit();
  expect(broken(report)).toEqual(['topic-versions-contiguous']);
  expect(idsOf(report)).toEqual([`cart ${late}`, `cart ${holed}`]);
});

test('every rule has a test that breaks it', () => {
  const tested = new Set([
    ...breakages.map(({ rule }) => rule),
    'carts-follow-orders',
    'orders-decided-in-time',
    'redemptions-follow-orders',
    'money-has-an-order',
    'party-agrees',
    'topic-versions-contiguous',
  ]);
  expect([...tested].sort()).toEqual(ALL_RULES.map(({ name }) => name).sort());
});
