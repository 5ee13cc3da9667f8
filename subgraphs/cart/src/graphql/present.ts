import { AvailabilityStatus, presentMoney } from '@agora/platform/schema';
import type { Money } from '@agora/platform/schema';
import type { StoredCart } from '../application/ports';
import { totalQuantity } from '../domain/cart';
import type {
  CartCost as CartCostState,
  CartLine as CartLineState,
  DiscountShare,
  LineAmounts,
  LineCost,
} from '../domain/cart';
import { problem } from '../domain/problems';
import type { CartProblem } from '../domain/problems';
import { messageOf, presentProblem } from './present-problem';
import type { CartCost } from './types/cart-cost.type';
import type { AppliedCoupon, CartDiscount } from './types/cart-discount.type';
import type { CartLine } from './types/cart-line.type';
import type { Cart } from './types/cart.type';

/** A cart as the API shows it. */
export function presentCart(cart: StoredCart): Cart {
  const money = moneyIn(cart.currency);
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
    coupons: cart.couponCodes.map((code) => presentCoupon(code, cart)),
    discounts: cart.pricedVersion === cart.version ? presentDiscounts(cart.cost?.discounts ?? [], money) : [],
    problems: problemsOf(cart).map((one) => presentProblem(one, money)),
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
  const problems = cart.problems.filter(({ lineId }) => lineId === line.id);
  return {
    id: line.id,
    sku: line.sku,
    title: line.snapshot.title,
    imageUrl: line.snapshot.imageUrl,
    variant: { id: line.variantId, sku: line.sku },
    quantity: line.quantity,
    unitPrice: money(line.unitPriceMinor),
    acceptedUnitPrice: money(line.acceptedPriceMinor),
    pricedQuantity: line.pricedQuantity,
    previousUnitPrice: line.previousPriceMinor === null ? null : money(line.previousPriceMinor),
    cost: presentAmounts(amountsOf(line, cart), money),
    discounts: presentDiscounts(quotedCost(line, cart)?.discounts ?? [], money),
    ...availabilityOf(problems),
    problems: problems.map((one) => presentProblem(one, money)),
    attributes: line.snapshot.attributes,
    reservedAt: line.reservedAt,
    reservedUntil: line.reservedAt === null ? null : cart.reservedUntil,
    priceValidUntil: line.priceValidUntil,
    addedAt: line.addedAt,
    updatedAt: line.updatedAt,
  };
}

function quotedCost(line: CartLineState, cart: StoredCart): LineCost | undefined {
  return cart.pricedVersion === cart.version ? cart.cost?.lines.get(line.id) : undefined;
}

function presentCoupon(code: string, { cost, currency }: StoredCart): AppliedCoupon {
  const verdict = cost?.coupons.find((one) => one.code === code);
  return {
    code,
    applicable: verdict?.applied ?? false,
    discount: moneyIn(currency)(verdict?.discountMinor ?? 0n),
    title: verdict?.title ?? null,
  };
}

function presentDiscounts(
  discounts: readonly DiscountShare[],
  money: (minor: bigint) => Money,
): CartDiscount[] {
  return discounts.map(({ amountMinor, ...discount }) => ({ ...discount, amount: money(amountMinor) }));
}

/** What is stored, and that the quote has run out: time passes without a commit. */
function problemsOf(cart: StoredCart): readonly CartProblem[] {
  const { cost, status, lines } = cart;
  const isOpen = status === 'ACTIVE' || status === 'ABANDONED';
  if (cost === null || !isOpen || lines.length === 0) return cart.problems;
  const end = firstEnd(cart);
  return end > new Date() ? cart.problems : [...cart.problems, { ...problem('QUOTE_STALE'), since: end }];
}

function availabilityOf(
  problems: readonly CartProblem[],
): Pick<CartLine, 'availabilityStatus' | 'unavailabilityReason'> {
  const found = problems.find(({ code }) => GONE.has(code));
  if (found !== undefined)
    return { availabilityStatus: AvailabilityStatus.OUT_OF_STOCK, unavailabilityReason: messageOf(found) };
  const isLate = problems.some(({ code }) => code === 'BACKORDERED');
  return {
    availabilityStatus: isLate ? AvailabilityStatus.BACKORDER : AvailabilityStatus.IN_STOCK,
    unavailabilityReason: null,
  };
}

const GONE: ReadonlySet<string> = new Set(['OUT_OF_STOCK', 'INSUFFICIENT_STOCK', 'VARIANT_UNAVAILABLE']);

/** The quoted amounts, or, for a line newer than the quote, its price without tax: the cart is estimated then. */
function amountsOf(line: CartLineState, cart: StoredCart): LineAmounts {
  const quoted = quotedCost(line, cart);
  if (quoted !== undefined) return quoted;
  const subtotalMinor = line.unitPriceMinor * BigInt(line.quantity);
  return { subtotalMinor, discountMinor: 0n, taxMinor: 0n, totalMinor: subtotalMinor };
}

function presentCost(cart: StoredCart): CartCost {
  const isEstimated = cart.pricedVersion !== cart.version;
  const totals = isEstimated || cart.cost === null ? sumOf(cart) : cart.cost;
  return {
    ...presentAmounts(totals, moneyIn(cart.currency)),
    shipping: null,
    isEstimated,
    pricedVersion: cart.pricedVersion,
    quotedUntil: firstEnd(cart),
  };
}

/** Until when all of it holds: the quote, and every price that was promised before it. */
function firstEnd({ cost, lines, updatedAt }: StoredCart): Date {
  const ends = [cost?.quotedUntil ?? updatedAt, ...lines.map(({ priceValidUntil }) => priceValidUntil)];
  return new Date(Math.min(...ends.map((end) => end.getTime())));
}

/** An estimate of what a cart would cost, as the API shows it. */
export function presentEstimate(
  { currency, version }: Pick<StoredCart, 'currency' | 'version'>,
  cost: CartCostState,
): CartCost {
  const money = moneyIn(currency);
  return {
    ...presentAmounts(cost, money),
    shipping: cost.shippingMinor === null ? null : money(cost.shippingMinor),
    isEstimated: true,
    pricedVersion: version,
    quotedUntil: cost.quotedUntil,
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
