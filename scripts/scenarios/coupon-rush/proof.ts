import { eventually } from '@agora/test-kit/eventually';
import type { Buyer, Result } from '../flash-sale/buyer';
import type { Shop } from '../own-shop/own-shop';
import type { LimitedPromotion } from './limited-promotion';

export interface RushToProve {
  readonly sku: string;
  readonly promotion: LimitedPromotion;
  /** How many of the buyers it reaches for. */
  readonly uses: number;
  readonly buyers: readonly Buyer[];
  /** One for each buyer. */
  readonly results: readonly Completion[];
}

export type Completion = Result & { readonly attempts: number };

// The payment party is asked again after a minute when it did not answer in time.
const SETTLED_WITHIN_MS = 90_000;

/**
 * What buyers were told, the promotion's counters, orders, carts and stock are all of exactly so many uses, in the
 * databases of pricing, order, cart and inventory. Waits for what the shop brings about by events.
 * @returns what is not so
 */
export async function proveRush(shop: Shop, rush: RushToProve): Promise<string[]> {
  const look = async (): Promise<string[]> => [
    ...toldWrongly(rush),
    ...(await wrongUses(shop, rush)),
    ...(await wrongOrders(shop, rush)),
    ...(await wrongCarts(shop, rush)),
    ...(await wrongStock(shop, rush)),
  ];
  const isProved = async (): Promise<boolean> => (await look()).length === 0;
  return eventually(isProved, { withinMs: SETTLED_WITHIN_MS, everyMs: 250 }).then(
    () => [],
    () => look(),
  );
}

const cartIdsOf = ({ buyers }: RushToProve): readonly string[] => buyers.map(({ cartId }) => cartId);

function differs(what: string, found: unknown, expected: unknown): string[] {
  return found === expected ? [] : [`${what}: ${String(found)}, not ${String(expected)}`];
}

function toldWrongly({ uses, results }: RushToProve): string[] {
  const bought = results.flatMap((one) => (one.kind === 'bought' ? [one.orderNumber] : []));
  const refused = results.filter(isRefusedRightly);
  return [
    ...differs('orders that buyers were told of', new Set(bought).size, uses),
    ...differs('buyers told that it is used up', refused.length, results.length - uses),
  ];
}

/**
 * A refusal frees the key. Of whom it did not reach, the repeat finds a session without the promotion: its price has
 * changed, and the buyer is asked.
 */
function isRefusedRightly(completion: Completion): boolean {
  if (completion.kind === 'bought') return false;
  const { code, attempts } = completion;
  return code === 'PROMOTION_UNAVAILABLE' || (code === 'PRICE_CHANGED' && attempts > 1);
}

/** A use that an attempt gave back does not count. */
async function wrongUses(shop: Shop, { promotion, uses }: RushToProve): Promise<string[]> {
  const { promotionId, code, discountMinor, budgetMinor } = promotion;
  const [row] = await shop.rows<{ held: number; confirmed: number; redemptions: number; spent: number }>(
    'pricing',
    `SELECT u.redemptions, u.spent_minor::int AS spent,
            (SELECT count(*)::int FROM redemption r WHERE r.promotion_id = u.promotion_id AND r.state = 'HELD') AS held,
            (SELECT count(*)::int FROM redemption r WHERE r.promotion_id = u.promotion_id AND r.state = 'CONFIRMED') AS confirmed
     FROM promotion_usage u WHERE u.promotion_id = $1`,
    [promotionId],
  );
  const [coupon] = await shop.rows<{ usage_count: number }>(
    'pricing',
    'SELECT usage_count FROM coupon WHERE promotion_id = $1',
    [promotionId],
  );
  return [
    ...differs('uses confirmed', row?.confirmed, uses),
    ...differs('uses neither confirmed nor given back', row?.held, 0),
    ...differs('uses counted', row?.redemptions, uses),
    ...differs('money given away', row?.spent, uses * discountMinor),
    ...(code === undefined ? [] : differs('uses of the coupon', coupon?.usage_count, uses)),
    ...(budgetMinor !== undefined && (row?.spent ?? 0) > budgetMinor ? ['the budget is exceeded'] : []),
  ];
}

/** As many confirmed orders as uses, each with the discount of one; all others were given up. */
async function wrongOrders(shop: Shop, rush: RushToProve): Promise<string[]> {
  const rows = await shop.rows<{ order_number: string; status: string; discount: number }>(
    'order',
    `SELECT order_number, status, discount_minor::int AS discount FROM orders WHERE cart_id = ANY ($1)`,
    [cartIdsOf(rush)],
  );
  const standing = rows.filter(({ status }) => status !== 'CANCELLED');
  const told = new Set(rush.results.flatMap((one) => (one.kind === 'bought' ? [one.orderNumber] : [])));
  return [
    ...differs('orders that stand', standing.length, rush.uses),
    ...standing.flatMap(({ order_number, status, discount }) => [
      ...differs(`order ${order_number}`, status, 'CONFIRMED'),
      ...differs(`discount of order ${order_number}`, discount, rush.promotion.discountMinor),
      ...differs(`order ${order_number} is one that a buyer was told of`, told.has(order_number), true),
    ]),
  ];
}

/** Carts of those who were refused are open again, the others are closed; none is left locked. */
async function wrongCarts(shop: Shop, rush: RushToProve): Promise<string[]> {
  const rows = await shop.rows<{ id: string; status: string; total_quantity: number }>(
    'cart',
    'SELECT id, status, total_quantity FROM cart WHERE id = ANY ($1)',
    [cartIdsOf(rush)],
  );
  const carts = new Map(rows.map((cart) => [cart.id, cart]));
  return rush.buyers.flatMap(({ cartId }, index) => {
    const cart = carts.get(cartId);
    const status = rush.results[index]?.kind === 'bought' ? 'CHECKED_OUT' : 'ACTIVE';
    return [
      ...differs(`cart ${cartId}`, cart?.status, status),
      ...differs(`units in cart ${cartId}`, cart?.total_quantity, 1),
    ];
  });
}

/** Orders have one unit each, and carts hold no more than the refused ones have; everything else is free. */
async function wrongStock(shop: Shop, rush: RushToProve): Promise<string[]> {
  const [row] = await shop.rows<{ ordered: number; held: number }>(
    'inventory',
    `SELECT COALESCE(sum(l.quantity) FILTER (WHERE h.status IN ('ALLOCATED', 'COMMITTED') AND h.cart_id = ANY ($2)), 0)::int AS ordered,
            COALESCE(sum(l.quantity) FILTER (WHERE h.type = 'CART' AND h.owner_id = ANY ($2)), 0)::int AS held
     FROM hold_line l JOIN hold h ON h.id = l.hold_id WHERE l.sku = $1`,
    [rush.sku, cartIdsOf(rush)],
  );
  const refused = rush.buyers.length - rush.uses;
  return [
    ...differs('units of orders', row?.ordered, rush.uses),
    ...((row?.held ?? 0) <= refused ? [] : [`${String(row?.held)} units held by ${String(refused)} carts`]),
  ];
}
