import { idFrom } from '@agora/platform/ids';
import type { SeedCart } from './carts';
import type { SeedOrder } from './orders';
import type { SeedProduct } from './products';
import type { Random } from './random';
import { REGION_LIST } from './regions';
import type { RegionCode } from './regions';

/** One sku at one location. onHand = available + held + allocated. */
export interface SeedStock {
  readonly sku: string;
  readonly location: string;
  readonly available: number;
  readonly held: number;
  readonly allocated: number;
  readonly backorderable: boolean;
  /** What has left since the first delivery, oldest first. */
  readonly departures: readonly { readonly orderId: string; readonly quantity: number; readonly at: Date }[];
}

/** What a cart or an order has at one location. */
export interface SeedHold {
  readonly id: string;
  readonly ownerId: string;
  readonly type: 'CART' | 'ORDER';
  readonly status: 'HELD' | 'ALLOCATED' | 'COMMITTED' | 'RELEASED';
  readonly region: RegionCode;
  readonly location: string;
  /** Of an order: the cart it was made from and its version then. */
  readonly cart: { readonly id: string; readonly version: number } | null;
  /** `cartVersion`: the version of the cart that last touched the sku. */
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly cartVersion: number;
  }[];
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
}

/** Holds of every active cart and reservations of every order. A cancelled order has none left. */
export function seedHolds(carts: readonly SeedCart[], orders: readonly SeedOrder[]): SeedHold[] {
  const ofCarts = carts
    .filter(({ heldUntil }) => heldUntil !== null)
    .map((cart): SeedHold => ({
      ...ownership(cart.id, cart.region.code),
      type: 'CART',
      status: 'HELD',
      cart: null,
      lines: cart.lines.map(({ variant, quantity }, index) => ({
        sku: variant.sku,
        quantity,
        cartVersion: index + 2,
      })),
      expiresAt: cart.heldUntil,
      createdAt: cart.createdAt,
    }));
  const ofOrders = orders.map((order): SeedHold => {
    const version = order.lines.length + 1;
    const lines = order.lines.map(({ variant, quantity }) => ({
      sku: variant.sku,
      quantity,
      cartVersion: version,
    }));
    return {
      ...ownership(order.id, order.region.code),
      type: 'ORDER',
      status: RESERVATION_OF[order.status],
      cart: { id: order.cartId, version },
      lines: order.status === 'CANCELLED' ? [] : lines,
      expiresAt: null,
      createdAt: order.createdAt,
    };
  });
  return [...ofCarts, ...ofOrders];
}

const RESERVATION_OF: Readonly<Record<SeedOrder['status'], SeedHold['status']>> = {
  PENDING: 'ALLOCATED',
  PENDING_REVIEW: 'ALLOCATED',
  CONFIRMED: 'COMMITTED',
  FULFILLED: 'COMMITTED',
  RETURNED: 'COMMITTED',
  CANCELLED: 'RELEASED',
};

function ownership(
  ownerId: string,
  region: RegionCode,
): Pick<SeedHold, 'id' | 'ownerId' | 'region' | 'location'> {
  const [location = ''] = REGION_LIST.find(({ code }) => code === region)?.locations ?? [];
  return { id: idFrom(`hold:${ownerId}`), ownerId, region, location };
}

/**
 * Stock of every sku at every location: what shoppers can buy is drawn by chance, what is held, allocated and has
 * left follows from the holds, so the balance is right by construction.
 */
export function seedStock(
  random: Random,
  products: readonly SeedProduct[],
  moved: { readonly holds: readonly SeedHold[]; readonly orders: readonly SeedOrder[] },
): SeedStock[] {
  const movements = movementsOf(moved.holds, moved.orders);
  const skus = products.flatMap(({ variants }) => variants.map(({ sku }) => sku));
  return REGION_LIST.flatMap(({ locations }) =>
    locations.flatMap((location) =>
      skus.map((sku, index) => {
        const available = index < 3 ? random.between(40, 80) : availability(random);
        const { held = 0, allocated = 0, departures = [] } = movements.get(`${location} ${sku}`) ?? {};
        return {
          sku,
          location,
          available,
          held,
          allocated,
          departures,
          backorderable: available === 0 && random.chance(30),
        };
      }),
    ),
  );
}

function availability(random: Random): number {
  const luck = random.below(100);
  if (luck < 4) return 0;
  return luck < 12 ? random.between(1, 9) : random.between(20, 150);
}

interface Movements {
  held: number;
  allocated: number;
  readonly departures: { orderId: string; quantity: number; at: Date }[];
}

function movementsOf(holds: readonly SeedHold[], orders: readonly SeedOrder[]): Map<string, Movements> {
  // Goods leave the count when they are sold, not when they are sent.
  const soldAt = new Map(
    orders.map((order) => [
      order.id,
      order.history.find(({ to }) => to === 'CONFIRMED')?.at ?? order.createdAt,
    ]),
  );
  const movements = new Map<string, Movements>();
  for (const hold of holds) {
    for (const { sku, quantity } of hold.lines) {
      const key = `${hold.location} ${sku}`;
      const entry = movements.get(key) ?? { held: 0, allocated: 0, departures: [] };
      movements.set(key, entry);
      if (hold.status === 'HELD') entry.held += quantity;
      if (hold.status === 'ALLOCATED') entry.allocated += quantity;
      if (hold.status === 'COMMITTED')
        entry.departures.push({
          orderId: hold.ownerId,
          quantity,
          at: soldAt.get(hold.ownerId) ?? hold.createdAt,
        });
    }
  }
  for (const { departures } of movements.values()) departures.sort((a, b) => a.at.getTime() - b.at.getTime());
  return movements;
}
