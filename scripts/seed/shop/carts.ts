import { idFrom } from '@agora/platform/ids';
import { DAY_MS, MINUTE_MS } from '@agora/platform/time';
import { fillBasket } from './basket';
import type { BasketLine } from './basket';
import type { SeedCustomer } from './customers';
import type { SeedOrder } from './orders';
import type { SeedProduct } from './products';
import type { Random } from './random';
import { REGIONS } from './regions';
import type { Region } from './regions';

export interface SeedCartLine extends BasketLine {
  readonly id: string;
  readonly addedAt: Date;
}

/** A commit of a cart, as its log tells it. */
export interface SeedCommit {
  readonly version: number;
  readonly cause: 'CREATED' | 'LINES_ADDED' | 'LOCKED' | 'CHECKED_OUT';
  /** The line that was added. */
  readonly line: SeedCartLine | null;
  readonly at: Date;
}

export interface SeedCart {
  readonly id: string;
  readonly status: 'ACTIVE' | 'ABANDONED' | 'CHECKED_OUT';
  /** One of the two owners. */
  readonly customerId: string | null;
  readonly sessionId: string | null;
  readonly region: Region;
  readonly lines: readonly SeedCartLine[];
  readonly commits: readonly SeedCommit[];
  /** The order that took it. */
  readonly orderId: string | null;
  readonly createdAt: Date;
  readonly lastActivityAt: Date;
  /** Until when inventory holds the lines; null when it holds nothing. */
  readonly heldUntil: Date | null;
}

/** Open carts: some active with their goods held, the others abandoned. One in five is a guest's. */
export const CART_COUNT = 300;
const ACTIVE_COUNT = 60;

/** How long inventory holds the goods of a cart after its last change. */
const HOLD_MS = 15 * MINUTE_MS;

/** The version of a cart that an order was made from: one commit for the cart, one per line. */
export function pinnedVersion(lines: readonly unknown[]): number {
  return 1 + lines.length;
}

/** {@link CART_COUNT} open carts, each of another customer or guest. The first is active and the first customer's. */
export function seedOpenCarts(
  random: Random,
  shop: { readonly products: readonly SeedProduct[]; readonly customers: readonly SeedCustomer[] },
  now: Date,
): SeedCart[] {
  return Array.from({ length: CART_COUNT }, (_, index) => {
    const isActive = index < ACTIVE_COUNT;
    const isGuest = index % 5 === 4;
    const customer = isGuest ? undefined : shop.customers[index];
    const region =
      customer === undefined ? REGIONS[random.pick(['US', 'EU', 'JP'] as const)] : REGIONS[customer.region];
    const idleMs = isActive ? random.between(1, 8) * MINUTE_MS : random.between(60, 25 * 24 * 60) * MINUTE_MS;
    const number = String(index + 1);
    const owner = {
      customerId: customer?.id ?? null,
      sessionId: isGuest ? idFrom(`session:${number}`) : null,
    };
    const basket = fillBasket(random, shop.products, region, 4);
    return cartOf(idFrom(`cart:${number}`), {
      ...owner,
      region,
      basket,
      lastActivityAt: new Date(now.getTime() - idleMs),
      isActive,
    });
  });
}

interface OpenCart extends Pick<SeedCart, 'customerId' | 'sessionId' | 'region' | 'lastActivityAt'> {
  readonly basket: readonly BasketLine[];
  readonly isActive: boolean;
}

function cartOf(id: string, open: OpenCart): SeedCart {
  const { basket, isActive, lastActivityAt, ...owner } = open;
  const lines = linesOf(id, basket, lastActivityAt);
  return {
    ...owner,
    id,
    status: isActive ? 'ACTIVE' : 'ABANDONED',
    lines,
    commits: commitsOf(lines, lastActivityAt),
    orderId: null,
    createdAt: createdAt(lines, lastActivityAt),
    lastActivityAt,
    heldUntil: isActive ? new Date(lastActivityAt.getTime() + HOLD_MS) : null,
  };
}

/** The cart every order was made from, checked out. */
export function seedOrderedCarts(orders: readonly SeedOrder[]): SeedCart[] {
  return orders.map((order) => {
    const lines = linesOf(order.cartId, order.lines, order.createdAt);
    const commits = commitsOf(lines, order.createdAt);
    const version = pinnedVersion(lines);
    const confirmedAt = order.history[1]?.at ?? order.createdAt;
    return {
      id: order.cartId,
      status: 'CHECKED_OUT',
      customerId: order.customer.id,
      sessionId: null,
      region: order.region,
      lines,
      commits: [
        ...commits,
        { version: version + 1, cause: 'LOCKED', line: null, at: order.createdAt },
        { version: version + 2, cause: 'CHECKED_OUT', line: null, at: confirmedAt },
      ],
      orderId: order.id,
      createdAt: createdAt(lines, order.createdAt),
      lastActivityAt: order.createdAt,
      heldUntil: null,
    };
  });
}

// The last line was added at the last activity, each one before it a minute earlier.
function linesOf(cartId: string, basket: readonly BasketLine[], lastAt: Date): SeedCartLine[] {
  return basket.map((line, index) => ({
    ...line,
    id: idFrom(`line:${cartId}:${line.variant.sku}`),
    addedAt: new Date(lastAt.getTime() - (basket.length - 1 - index) * MINUTE_MS),
  }));
}

function commitsOf(lines: readonly SeedCartLine[], lastAt: Date): SeedCommit[] {
  const added = lines.map((line, index): SeedCommit => ({
    version: index + 2,
    cause: 'LINES_ADDED',
    line,
    at: line.addedAt,
  }));
  return [{ version: 1, cause: 'CREATED', line: null, at: createdAt(lines, lastAt) }, ...added];
}

function createdAt(lines: readonly SeedCartLine[], lastAt: Date): Date {
  return new Date((lines[0]?.addedAt ?? lastAt).getTime() - MINUTE_MS);
}

/** How long a cart lives without activity. */
export const CART_LIFE_MS = 30 * DAY_MS;
