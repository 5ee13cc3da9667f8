import { AppError } from '@agora/platform/errors';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { Clock } from '@agora/platform/time';
import type { CartLineSnapshot, CartLockResult, CartSnapshot, Carts } from '../application/ports';
import type { CartProblem } from '../domain/cart-problems';
import type { LineAttribute } from '../domain/order-line';

const CART = `query OrderCart($id: ID!) {
  cart(id: $id) {
    id version status storeId channel region currencyCode
    customer { id }
    lines {
      id sku title quantity variant { id } attributes { key value }
      unitPrice { minorUnits } acceptedUnitPrice { minorUnits } pricedQuantity priceValidUntil
    }
    coupons { code } problems { code message lineId availableQuantity blocksCheckout }
  }
}`;

const LOCK = `mutation OrderCartLock($input: CartLockInput!) {
  cartLock(input: $input) { userErrors { code ... on VersionConflictError { currentVersion } } }
}`;

const UNLOCK = `mutation OrderCartUnlock($input: CartUnlockInput!) {
  cartUnlock(input: $input) { userErrors { code } }
}`;

interface CartAnswer {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly storeId: string;
  readonly channel: string;
  readonly region: string;
  readonly currencyCode: string;
  readonly customer: { readonly id: string } | null;
  readonly lines: readonly {
    readonly id: string;
    readonly sku: string;
    readonly title: string;
    readonly quantity: number;
    readonly variant: { readonly id: string } | null;
    readonly attributes: readonly LineAttribute[];
    readonly unitPrice: { readonly minorUnits: string };
    readonly acceptedUnitPrice: { readonly minorUnits: string };
    readonly pricedQuantity: number;
    readonly priceValidUntil: string;
  }[];
  readonly coupons: readonly { readonly code: string }[];
  readonly problems: readonly {
    readonly code: string;
    readonly message: string;
    readonly lineId: string | null;
    readonly availableQuantity: number | null;
    readonly blocksCheckout: boolean;
  }[];
}

interface UserErrorAnswer {
  readonly code: string;
  readonly currentVersion?: number;
}

interface Payload {
  readonly userErrors: readonly UserErrorAnswer[];
}

/** {@link Carts} over the cart subgraph: reads speak for the viewer, locks are internal mutations. */
export function createCartClient(cart: SubgraphClient, clock: Clock): Carts {
  return {
    find: async (id, context) => {
      const answer = await cart.call<{ cart: CartAnswer | null }>(CART, { id }, context);
      return answer.cart === null ? undefined : toSnapshot(answer.cart, clock.now());
    },
    lock: async (input, context) => {
      const { cartLock } = await cart.call<{ cartLock: Payload }>(LOCK, { input }, context);
      const [error] = cartLock.userErrors;
      return error === undefined ? { kind: 'locked' } : toRefusal(error);
    },
    unlock: async (input, context) => {
      const { cartUnlock } = await cart.call<{ cartUnlock: Payload }>(UNLOCK, { input }, context);
      const [error] = cartUnlock.userErrors;
      // Not locked by this order, or not there any more: then there is nothing to give back.
      if (error !== undefined && RETRIABLE.has(error.code)) throw busy(error);
    },
  };
}

const RETRIABLE: ReadonlySet<string> = new Set(['CART_BUSY', 'IDEMPOTENCY_IN_PROGRESS']);

function toRefusal(error: UserErrorAnswer): CartLockResult {
  if (RETRIABLE.has(error.code)) throw busy(error);
  if (error.code === 'CART_LOCKED') return { kind: 'lockedByOther' };
  if (error.code === 'VERSION_CONFLICT')
    return { kind: 'versionConflict', current: error.currentVersion ?? 0 };
  return { kind: 'notOpen' };
}

function busy(error: UserErrorAnswer): AppError {
  return new AppError('DOWNSTREAM_UNAVAILABLE', `cart: ${error.code}`);
}

function toSnapshot(cart: CartAnswer, now: Date): CartSnapshot {
  const { id, version, status, storeId, channel, region, currencyCode, customer } = cart;
  return {
    id,
    version,
    status,
    storeId,
    channel,
    region,
    lines: cart.lines.map((line) => toLine(line, now)),
    currency: currencyCode,
    customerId: customer?.id ?? null,
    couponCodes: cart.coupons.map(({ code }) => code),
    blockingProblems: blockingProblemsOf(cart),
  };
}

function toLine(line: CartAnswer['lines'][number], now: Date): CartLineSnapshot {
  const { sku, title, quantity, attributes, variant, priceValidUntil } = line;
  const unitPriceMinor = BigInt(line.unitPrice.minorUnits);
  const acceptedMinor = BigInt(line.acceptedUnitPrice.minorUnits);
  return {
    sku,
    title,
    quantity,
    attributes,
    variantId: variant?.id ?? null,
    heldUnitPriceMinor: new Date(priceValidUntil) > now ? unitPriceMinor : null,
    heldForQuantity: line.pricedQuantity,
    agreedUnitPriceMinor: acceptedMinor > unitPriceMinor ? acceptedMinor : unitPriceMinor,
  };
}

function blockingProblemsOf({ problems, lines }: CartAnswer): CartProblem[] {
  const skus = new Map(lines.map(({ id, sku }) => [id, sku]));
  return problems
    .filter(({ blocksCheckout }) => blocksCheckout)
    .map(({ code, message, lineId, availableQuantity }) => {
      const sku = lineId === null ? null : (skus.get(lineId) ?? null);
      return { code, message, sku, availableQuantity };
    });
}
