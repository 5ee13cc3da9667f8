import { eventually } from '@agora/test-kit/eventually';
import type { Shop } from '../own-shop/own-shop';
import type { PlayedSale } from './sale';
import { REGION, oversold, readShelves, shelfViolations } from './shelves';
import type { Goods } from './shelves';

export interface StockProof {
  /** Units of carts and orders beyond the goods there were. */
  readonly oversold: number;
  /** Orders that stand, and the units in them. */
  readonly orders: number;
  readonly unitsOrdered: number;
  readonly violations: readonly string[];
}

export interface StockedSale {
  readonly skus: readonly string[];
  readonly cartIds: readonly string[];
  /** When it began, as the shop's databases count. */
  readonly since: Date;
  /** What was there before it. */
  readonly goods: Goods;
  readonly played: Pick<PlayedSale, 'orderNumbers' | 'unknownCheckouts'>;
}

// A reserve whose writer gave up waits for its lease, 31 s here, and is asked for afterwards.
const SETTLED_WITHIN_MS = 120_000;

/**
 * Shelves balance and agree with holds and allocations, orders with what buyers were told and with the units they were
 * allocated, and the CHECKs that keep all of this at every commit are in force. Waits until nothing is under way any more.
 */
export async function proveStock(shop: Shop, sale: StockedSale): Promise<StockProof> {
  const settled = async (): Promise<StockProof | false> => {
    const proof = await proveOnce(shop, sale);
    return proof.violations.length === 0 && proof;
  };
  return eventually(settled, { withinMs: SETTLED_WITHIN_MS, everyMs: 1_000 }).catch(() =>
    proveOnce(shop, sale),
  );
}

async function proveOnce(shop: Shop, sale: StockedSale): Promise<StockProof> {
  const shelves = await readShelves(shop, sale.skus);
  const orders = await readOrders(shop, sale.cartIds);
  const standing = orders.filter(({ status }) => status !== 'CANCELLED');
  return {
    oversold: oversold(shelves, sale.goods),
    orders: new Set(standing.map(({ id }) => id)).size,
    unitsOrdered: standing.reduce((sum, { quantity }) => sum + quantity, 0),
    violations: [
      ...(await missingChecks(shop)),
      ...(await underWay(shop)),
      ...shelfViolations(shelves, sale.goods),
      ...(await differentUnits(shop, sale, standing)),
      ...untoldOrders(sale, orders),
    ],
  };
}

interface OrderedUnits {
  readonly id: string;
  readonly order_number: string;
  readonly status: string;
  readonly sku: string;
  readonly quantity: number;
}

function readOrders(shop: Shop, cartIds: readonly string[]): Promise<OrderedUnits[]> {
  return shop.rows<OrderedUnits>(
    'order',
    `SELECT o.id, o.order_number, o.status, l.sku, sum(l.quantity)::int AS quantity
     FROM orders o JOIN order_line l ON l.order_id = o.id WHERE o.cart_id = ANY ($1) GROUP BY o.id, l.sku`,
    [cartIds],
  );
}

const CHECKS = ['stock_balance_ck', 'stock_nonnegative_ck'];

async function missingChecks(shop: Shop): Promise<string[]> {
  const found = await shop.rows<{ name: string }>(
    'inventory',
    `SELECT conname AS name FROM pg_constraint WHERE conrelid = 'stock'::regclass AND contype = 'c' AND convalidated`,
  );
  return CHECKS.filter((check) => !found.some(({ name }) => name === check)).map((check) => `no ${check}`);
}

/** What will still change stock or orders by itself. */
async function underWay(shop: Shop): Promise<string[]> {
  const [reserves] = await shop.rows<{ count: number }>(
    'inventory',
    `SELECT count(*)::int AS count FROM hold_operation WHERE state = 'PROVISIONAL'`,
  );
  const [open] = await shop.rows<{ count: number }>(
    'order',
    `SELECT ((SELECT count(*) FROM orders WHERE status = 'PENDING' AND payment_due_at IS NOT NULL)
           + (SELECT count(*) FROM checkout_session WHERE status = 'COMPLETING'))::int AS count`,
  );
  return [
    ...(reserves?.count === 0 ? [] : [`${String(reserves?.count)} reserves are still open`]),
    ...(open?.count === 0 ? [] : [`${String(open?.count)} checkouts are still open`]),
  ];
}

/** Every standing order has its units, allocated or sold, and nobody else has any. */
async function differentUnits(
  shop: Shop,
  { skus, since }: StockedSale,
  standing: readonly OrderedUnits[],
): Promise<string[]> {
  const allocated = await shop.rows<{ owner_id: string; sku: string; quantity: number }>(
    'inventory',
    `SELECT h.owner_id, l.sku, sum(l.quantity)::int AS quantity FROM hold h JOIN hold_line l ON l.hold_id = h.id
     WHERE h.status IN ('ALLOCATED', 'COMMITTED') AND h.region = $2 AND h.created_at >= $3
       AND l.quantity > 0 AND l.sku = ANY ($1) GROUP BY h.owner_id, l.sku`,
    [skus, REGION, since],
  );
  const left = new Map(allocated.map((one) => [`${one.owner_id} ${one.sku}`, one.quantity]));
  const short = standing.filter(({ id, sku, quantity }) => {
    const has = left.get(`${id} ${sku}`);
    left.delete(`${id} ${sku}`);
    return has !== quantity;
  });
  return [
    ...short.map(({ order_number, sku }) => `order ${order_number} does not have its units of ${sku}`),
    ...[...left.keys()].map((key) => `units are with an order that does not stand: ${key}`),
  ];
}

// What was confirmed early in a long run has been shipped by its end.
const STANDING: ReadonlySet<string> = new Set(['CONFIRMED', 'FULFILLED']);

function untoldOrders({ played }: StockedSale, orders: readonly OrderedUnits[]): string[] {
  const status = new Map(orders.map((order) => [order.order_number, order.status]));
  const standing = [...status].filter(([, state]) => state !== 'CANCELLED').map(([number]) => number);
  const told = new Set(played.orderNumbers);
  const untold = standing.filter((number) => !told.has(number)).length;
  return [
    ...(told.size === played.orderNumbers.length ? [] : ['two buyers have the same order']),
    ...[...told]
      .filter((number) => !STANDING.has(status.get(number) ?? ''))
      .map((number) => `order ${number} was told and is ${status.get(number) ?? 'not there'}`),
    ...(untold <= played.unknownCheckouts ? [] : [`${String(untold)} orders that nobody was told of`]),
  ];
}
