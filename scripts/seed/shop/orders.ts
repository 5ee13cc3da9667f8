import { idFrom } from '@agora/platform/ids';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '@agora/platform/time';
import { fillBasket } from './basket';
import type { BasketLine } from './basket';
import type { SeedCustomer } from './customers';
import type { SeedProduct } from './products';
import type { Random } from './random';
import { REGIONS, sumLines } from './regions';
import type { Region } from './regions';

export type SeedOrderStatus =
  'PENDING' | 'PENDING_REVIEW' | 'CONFIRMED' | 'FULFILLED' | 'CANCELLED' | 'RETURNED';

export interface SeedStatusChange {
  readonly to: SeedOrderStatus;
  readonly reasonCode: string | null;
  readonly actor: string;
  readonly at: Date;
}

export interface SeedOrder {
  readonly id: string;
  readonly number: string;
  readonly customer: SeedCustomer;
  readonly region: Region;
  readonly cartId: string;
  readonly lines: readonly BasketLine[];
  readonly shippingMinor: bigint;
  readonly totalMinor: bigint;
  readonly status: SeedOrderStatus;
  /** From PENDING to `status`, at least two. */
  readonly history: readonly SeedStatusChange[];
  readonly createdAt: Date;
}

/** How many there are, over how many days. */
export const ORDER_COUNT = 500;
const ORDER_DAYS = 90;
/** How many of the newest wait for a person to decide. */
const UNDER_REVIEW = 3;

/** {@link ORDER_COUNT} orders, oldest first; every twentieth is the first customer's. */
export function seedOrders(
  random: Random,
  shop: { readonly products: readonly SeedProduct[]; readonly customers: readonly SeedCustomer[] },
  now: Date,
): SeedOrder[] {
  const ages = Array.from(
    { length: ORDER_COUNT },
    () => random.between(30, ORDER_DAYS * 24 * 60 - 1) * MINUTE_MS,
  ).sort((a, b) => b - a);
  return ages.map((ageMs, index) => {
    const customer =
      index % 20 === 19 ? (shop.customers[0] ?? random.pick(shop.customers)) : random.pick(shop.customers);
    return seedOrder(
      { index, customer, createdAt: new Date(now.getTime() - ageMs) },
      { random, products: shop.products, now },
    );
  });
}

interface OrderDraft {
  readonly index: number;
  readonly customer: SeedCustomer;
  readonly createdAt: Date;
}

function seedOrder(
  { index, customer, createdAt }: OrderDraft,
  world: { readonly random: Random; readonly products: readonly SeedProduct[]; readonly now: Date },
): SeedOrder {
  const { random, products, now } = world;
  const name = String(index + 1);
  const id = idFrom(`order:${name}`);
  const region = REGIONS[customer.region];
  const lines = fillBasket(random, products, region, 4);
  const totals = sumLines(lines.map(({ amounts }) => amounts));
  const { feeMinor, freeFromMinor } = region.shipping;
  const shippingMinor = totals.subtotalMinor >= freeFromMinor ? 0n : feeMinor;
  const history = historyOf({ index, customer, createdAt }, { random, now });
  return {
    id,
    number: orderNumber(id, createdAt),
    customer,
    region,
    cartId: idFrom(`order-cart:${name}`),
    lines,
    shippingMinor,
    totalMinor: totals.totalMinor + shippingMinor,
    status: history.at(-1)?.to ?? 'PENDING',
    history,
    createdAt,
  };
}

// Crockford's base 32, as the order subgraph writes its numbers.
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function orderNumber(id: string, createdAt: Date): string {
  const bytes = Buffer.from(id.replaceAll('-', ''), 'hex');
  const symbols = Array.from({ length: 6 }, (_, index) => SYMBOLS[(bytes[index] ?? 0) & 31]);
  return `AG-${String(createdAt.getUTCFullYear())}-${symbols.join('')}`;
}

/** What has happened to an order by now: confirmed in a minute, sent in days, now and then cancelled or returned; the newest under review. */
function historyOf(
  { index, customer, createdAt }: OrderDraft,
  { random, now }: { readonly random: Random; readonly now: Date },
): SeedStatusChange[] {
  const after = (ms: number): Date => new Date(createdAt.getTime() + ms);
  const placed = {
    to: 'PENDING',
    reasonCode: null,
    actor: `customer:${customer.id}`,
    at: createdAt,
  } as const;
  const decidedAt = after(random.between(1, 25) * SECOND_MS);
  const sentAt = after(random.between(18, 72) * 60 * MINUTE_MS);
  const returnedAt = new Date(sentAt.getTime() + random.between(7, 14) * DAY_MS);
  const fate = random.below(100);
  const isUnderReview = index >= ORDER_COUNT - UNDER_REVIEW;
  if (isUnderReview)
    return [
      placed,
      { to: 'PENDING_REVIEW', reasonCode: 'PAYMENT_REVIEW', actor: 'service:order', at: decidedAt },
    ];
  const confirmed: SeedStatusChange[] = [
    placed,
    { to: 'CONFIRMED', reasonCode: null, actor: 'service:order', at: decidedAt },
  ];
  const cancelledAt = after(random.between(20, 300) * MINUTE_MS);
  if (fate < 7 && cancelledAt < now) {
    return [
      ...confirmed,
      { to: 'CANCELLED', reasonCode: 'CUSTOMER_REQUEST', actor: `customer:${customer.id}`, at: cancelledAt },
    ];
  }
  if (sentAt >= now) return confirmed;
  const sent: SeedStatusChange[] = [
    ...confirmed,
    { to: 'FULFILLED', reasonCode: null, actor: 'service:fulfillment', at: sentAt },
  ];
  if (fate < 93 || returnedAt >= now) return sent;
  return [
    ...sent,
    { to: 'RETURNED', reasonCode: 'CUSTOMER_RETURN', actor: 'service:fulfillment', at: returnedAt },
  ];
}
