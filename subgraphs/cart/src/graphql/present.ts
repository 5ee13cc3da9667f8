import { presentMoney } from '@agora/platform/schema';
import type { Money } from '@agora/platform/schema';
import type { StoredCart } from '../application/ports';
import { totalQuantity } from '../domain/cart';
import type { CartLine as CartLineState, LineAmounts } from '../domain/cart';
import type { CartCost } from './types/cart-cost.type';
import type { CartLine } from './types/cart-line.type';
import type { Cart } from './types/cart.type';

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
    buyer: cart.buyer,
    name: cart.name,
    mergedIntoId: cart.mergedIntoId,
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
