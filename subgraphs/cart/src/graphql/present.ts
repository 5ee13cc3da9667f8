import { presentMoney } from '@agora/platform/schema';
import type { Money } from '@agora/platform/schema';
import type { StoredCart } from '../application/ports';
import { totalQuantity } from '../domain/cart';
import type { CartCost as CartCostState, LineAmounts } from '../domain/cart';
import { problem } from '../domain/problems';
import type { CartProblem } from '../domain/problems';
import { amountsOf, presentAmounts, presentDiscounts } from './present-amounts';
import { presentLines } from './present-line';
import { presentProblem } from './present-problem';
import type { CartCost } from './types/cart-cost.type';
import type { AppliedCoupon } from './types/cart-discount.type';
import type { Cart } from './types/cart.type';

/** A cart as the API shows it. What takes a look at every line is worked out when somebody selects it. */
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
    get lines() {
      return presentLines(cart);
    },
    get totalQuantity() {
      return totalQuantity(cart.lines);
    },
    get cost() {
      return presentCost(cart);
    },
    coupons: cart.couponCodes.map((code) => presentCoupon(code, cart)),
    discounts:
      cart.pricedVersion === cart.version ? presentDiscounts(cart.cost?.discounts ?? [], cart.currency) : [],
    get problems() {
      return problemsOf(cart).map((one) => presentProblem(one, money));
    },
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

function presentCoupon(code: string, { cost, currency }: StoredCart): AppliedCoupon {
  const verdict = cost?.coupons.find((one) => one.code === code);
  return {
    code,
    applicable: verdict?.applied ?? false,
    discount: moneyIn(currency)(verdict?.discountMinor ?? 0n),
    title: verdict?.title ?? null,
  };
}

/** What is stored, and that the quote has run out: time passes without a commit. */
function problemsOf(cart: StoredCart): readonly CartProblem[] {
  const { cost, status, lines } = cart;
  const isOpen = status === 'ACTIVE' || status === 'ABANDONED';
  if (cost === null || !isOpen || lines.length === 0) return cart.problems;
  const end = firstEnd(cart);
  return end > new Date() ? cart.problems : [...cart.problems, { ...problem('QUOTE_STALE'), since: end }];
}

function presentCost(cart: StoredCart): CartCost {
  const isEstimated = cart.pricedVersion !== cart.version;
  const totals = isEstimated || cart.cost === null ? sumOf(cart) : cart.cost;
  return {
    ...presentAmounts(totals, cart.currency),
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
    ...presentAmounts(cost, currency),
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

function moneyIn(currency: string): (amountMinor: bigint) => Money {
  return (amountMinor) => presentMoney({ amountMinor, currency });
}
