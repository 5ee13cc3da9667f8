import { presentMoney } from '@agora/platform/schema';
import type { Money } from '@agora/platform/schema';
import type { StoredCart } from '../application/ports';
import type { CartLine, DiscountShare, LineAmounts, LineCost } from '../domain/cart';
import type { CartDiscount } from './types/cart-discount.type';

/** What the quote of this very version says about a line. */
export function quotedCost(line: CartLine, cart: StoredCart): LineCost | undefined {
  return cart.pricedVersion === cart.version ? cart.cost?.lines.get(line.id) : undefined;
}

/** The quoted amounts, or, for a line newer than the quote, its price without tax: the cart is estimated then. */
export function amountsOf(line: CartLine, cart: StoredCart): LineAmounts {
  const quoted = quotedCost(line, cart);
  if (quoted !== undefined) return quoted;
  const subtotalMinor = line.unitPriceMinor * BigInt(line.quantity);
  return { subtotalMinor, discountMinor: 0n, taxMinor: 0n, totalMinor: subtotalMinor };
}

/** Amounts as the API shows them. */
export function presentAmounts(
  amounts: LineAmounts,
  currency: string,
): { subtotal: Money; discount: Money; tax: Money; total: Money } {
  return {
    subtotal: presentMoney({ amountMinor: amounts.subtotalMinor, currency }),
    discount: presentMoney({ amountMinor: amounts.discountMinor, currency }),
    tax: presentMoney({ amountMinor: amounts.taxMinor, currency }),
    total: presentMoney({ amountMinor: amounts.totalMinor, currency }),
  };
}

/** Parts of a discount as the API shows them. */
export function presentDiscounts(discounts: readonly DiscountShare[], currency: string): CartDiscount[] {
  return discounts.map(({ amountMinor, ...discount }) => ({
    ...discount,
    amount: presentMoney({ amountMinor, currency }),
  }));
}
