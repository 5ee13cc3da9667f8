import { assertNever } from '@agora/platform/errors';
import { basicUserError, presentMoney, versionConflict } from '@agora/platform/schema';
import type { Money, UserError } from '@agora/platform/schema';
import type { StoredCart } from '../application/ports';
import { totalQuantity } from '../domain/cart';
import type { CartLine as CartLineState, LineAmounts } from '../domain/cart';
import type { CartRejection } from '../domain/rejections';
import type { CartCost } from './types/cart-cost.type';
import type { CartLine } from './types/cart-line.type';
import type { Cart } from './types/cart.type';
import { InsufficientStockError } from './types/payloads.type';

/** A cart as the API shows it. */
export function presentCart(cart: StoredCart): Cart {
  return {
    id: cart.id,
    status: cart.status,
    version: cart.version,
    storeId: cart.storeId,
    channel: cart.channel,
    region: cart.region,
    currencyCode: cart.currency,
    customer: cart.customerId === null ? null : { id: cart.customerId },
    sessionId: cart.sessionId,
    lines: cart.lines.map((line) => presentLine(line, cart)),
    totalQuantity: totalQuantity(cart.lines),
    cost: presentCost(cart),
    note: cart.note,
    attributes: cart.attributes,
    expiresAt: cart.expiresAt,
    reservedUntil: cart.reservedUntil,
    lastActivityAt: cart.lastActivityAt,
    abandonedAt: cart.abandonedAt,
    createdAt: cart.createdAt,
    updatedAt: cart.updatedAt,
  };
}

function presentLine(line: CartLineState, cart: StoredCart): CartLine {
  const money = moneyIn(cart.currency);
  return {
    id: line.id,
    sku: line.sku,
    title: line.snapshot.title,
    imageUrl: line.snapshot.imageUrl,
    variant: { id: line.variantId, sku: line.sku },
    quantity: line.quantity,
    unitPrice: money(line.unitPriceMinor),
    previousUnitPrice: line.previousPriceMinor === null ? null : money(line.previousPriceMinor),
    cost: presentAmounts(amountsOf(line, cart), money),
    attributes: line.snapshot.attributes,
    reservedAt: line.reservedAt,
    reservedUntil: line.reservedAt === null ? null : cart.reservedUntil,
    priceValidUntil: line.priceValidUntil,
    addedAt: line.addedAt,
    updatedAt: line.updatedAt,
  };
}

/** The quoted amounts, or, for a line newer than the quote, its price without tax: the cart is estimated then. */
function amountsOf(line: CartLineState, cart: StoredCart): LineAmounts {
  const quoted = cart.pricedVersion === cart.version ? cart.cost?.lines.get(line.id) : undefined;
  if (quoted !== undefined) return quoted;
  const subtotalMinor = line.unitPriceMinor * BigInt(line.quantity);
  return { subtotalMinor, discountMinor: 0n, taxMinor: 0n, totalMinor: subtotalMinor };
}

function presentCost(cart: StoredCart): CartCost {
  const isEstimated = cart.pricedVersion !== cart.version;
  const totals = isEstimated || cart.cost === null ? sumOf(cart) : cart.cost;
  return {
    ...presentAmounts(totals, moneyIn(cart.currency)),
    isEstimated,
    pricedVersion: cart.pricedVersion,
    quotedUntil: cart.cost?.quotedUntil ?? cart.updatedAt,
  };
}

function sumOf(cart: StoredCart): LineAmounts {
  const total = { subtotalMinor: 0n, discountMinor: 0n, taxMinor: 0n, totalMinor: 0n };
  for (const line of cart.lines) {
    const amounts = amountsOf(line, cart);
    total.subtotalMinor += amounts.subtotalMinor;
    total.discountMinor += amounts.discountMinor;
    total.taxMinor += amounts.taxMinor;
    total.totalMinor += amounts.totalMinor;
  }
  return total;
}

function presentAmounts(
  amounts: LineAmounts,
  money: (minor: bigint) => Money,
): { subtotal: Money; discount: Money; tax: Money; total: Money } {
  return {
    subtotal: money(amounts.subtotalMinor),
    discount: money(amounts.discountMinor),
    tax: money(amounts.taxMinor),
    total: money(amounts.totalMinor),
  };
}

function moneyIn(currency: string): (amountMinor: bigint) => Money {
  return (amountMinor) => presentMoney({ amountMinor, currency });
}

const at = (index: number, ...rest: string[]): string[] => ['input', 'lines', String(index), ...rest];

/** A refusal as a user error. */
export function presentRejection(rejection: CartRejection): UserError {
  switch (rejection.kind) {
    case 'CART_NOT_FOUND':
      return basicUserError(rejection.kind, 'There is no such cart.', ['input', 'cartId']);
    case 'CART_LOCKED':
      return basicUserError(rejection.kind, 'The cart is being paid for.', ['input', 'cartId']);
    case 'CART_CLOSED':
      return basicUserError(rejection.kind, `The cart is ${rejection.status} and cannot be changed.`, [
        'input',
        'cartId',
      ]);
    case 'CART_ALREADY_EXISTS':
      return basicUserError(rejection.kind, 'There is an open cart in this store and channel already.');
    case 'CART_BUSY':
      return basicUserError(rejection.kind, 'The cart is being changed by others too often; try again.');
    case 'VERSION_CONFLICT':
      return versionConflict(rejection.expectedVersion, rejection.currentVersion);
    case 'TOO_MANY_LINES':
      return basicUserError(rejection.kind, 'A cart has at most 250 lines.', ['input', 'lines']);
    case 'PRICE_UNAVAILABLE':
      return basicUserError(rejection.kind, `${rejection.sku} has no price in the region of the cart.`, [
        'input',
        'lines',
      ]);
    case 'INSUFFICIENT_STOCK':
      return insufficientStock(rejection);
    case 'IDEMPOTENCY_IN_PROGRESS':
      return basicUserError(rejection.kind, 'The same request is being carried out; try again.', [
        'input',
        'idempotencyKey',
      ]);
    case 'IDEMPOTENCY_KEY_REUSED':
      return basicUserError(rejection.kind, 'The key was used for another request.', [
        'input',
        'idempotencyKey',
      ]);
    default:
      return presentLineRejection(rejection);
  }
}

type LineRejection = Extract<CartRejection, { readonly index: number }>;

function presentLineRejection(rejection: LineRejection): UserError {
  switch (rejection.kind) {
    case 'QUANTITY_OUT_OF_RANGE':
      return basicUserError(rejection.kind, 'A line has 1 to 100 units.', at(rejection.index, 'quantity'));
    case 'LINE_NOT_FOUND':
      return basicUserError(rejection.kind, 'The cart has no such line.', at(rejection.index));
    case 'VARIANT_NOT_FOUND':
      return basicUserError(
        rejection.kind,
        `There is no variant ${rejection.sku}.`,
        at(rejection.index, 'sku'),
      );
    case 'VARIANT_UNAVAILABLE':
      return basicUserError(rejection.kind, `${rejection.sku} is not for sale.`, at(rejection.index, 'sku'));
    default:
      return assertNever(rejection);
  }
}

function insufficientStock(
  rejection: Extract<CartRejection, { kind: 'INSUFFICIENT_STOCK' }>,
): InsufficientStockError {
  return Object.assign(new InsufficientStockError(), {
    code: rejection.kind,
    message: `${String(rejection.available)} of ${rejection.sku} can be had.`,
    field: ['input', 'lines'],
    sku: rejection.sku,
    requestedQuantity: rejection.requested,
    availableQuantity: rejection.available,
  });
}
