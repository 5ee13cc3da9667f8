import type { AmountsRow, CartQuote, QuotedLineRow, TakenRow } from '@agora/contracts/pricing/cart-quote';
import { AppError } from '@agora/platform/errors';
import type { QuotedCost } from '../application/ports';
import type { CartCost, DiscountShare, LineAmounts, LineCost } from '../domain/cart';
import type { ResultingLine } from '../domain/change';
import type { OfferedPrice } from '../domain/line-prices';

/** The answer as cart keeps it. Pricing answers in the order of the lines asked for: two lines may share a sku. */
export function toQuotedCost(quote: CartQuote, asked: readonly ResultingLine[]): QuotedCost {
  const titles = new Map(quote.promotions.map(([promotionId, title]) => [promotionId, title]));
  const costs = new Map<string, LineCost>();
  const offers = new Map<string, OfferedPrice>();
  const unitPrices = new Map<string, bigint>();
  asked.forEach(({ id, sku }, index) => {
    const [unitPrice, currentUnitPrice, amounts, taken] = answered(quote.lines[index]);
    const currentMinor = BigInt(currentUnitPrice);
    offers.set(id, { unitMinor: BigInt(unitPrice), currentMinor });
    costs.set(id, lineCost(amounts, taken, titles));
    unitPrices.set(sku, currentMinor);
  });
  return { cost: { ...costOf(quote), lines: costs }, offers, unitPrices };
}

function costOf(quote: CartQuote): Omit<CartCost, 'lines'> {
  const discounts = quote.promotions.map(([promotionId, title, couponCode, amount]) => ({
    promotionId,
    title,
    couponCode,
    amountMinor: BigInt(amount),
  }));
  return {
    ...amountsOf(quote.totals),
    quotedUntil: new Date(quote.validUntil),
    discounts,
    coupons: quote.coupons.map(([code, applied, discount]) => ({
      code,
      applied,
      discountMinor: BigInt(discount),
      title: discounts.find(({ couponCode }) => couponCode === code)?.title ?? null,
    })),
    shippingMinor: quote.shipping === null ? null : BigInt(quote.shipping),
  };
}

function answered(line: QuotedLineRow | undefined): QuotedLineRow {
  if (line === undefined) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'pricing left out a line');
  return line;
}

function lineCost(
  [subtotal, discount, tax, total]: AmountsRow,
  taken: readonly TakenRow[],
  titles: ReadonlyMap<string, string>,
): LineCost {
  return {
    subtotalMinor: BigInt(subtotal),
    discountMinor: BigInt(discount),
    taxMinor: BigInt(tax),
    totalMinor: BigInt(total),
    discounts: taken.length === 0 ? NO_DISCOUNTS : taken.map((share) => discountShare(share, titles)),
  };
}

const NO_DISCOUNTS: readonly DiscountShare[] = [];

function discountShare(
  [name, amount, promotionId, couponCode]: TakenRow,
  titles: ReadonlyMap<string, string>,
): DiscountShare {
  const title = titles.get(promotionId ?? '') ?? name;
  return { title, amountMinor: BigInt(amount), promotionId, couponCode };
}

function amountsOf([subtotal, discount, tax, total]: AmountsRow): LineAmounts {
  return {
    subtotalMinor: BigInt(subtotal),
    discountMinor: BigInt(discount),
    taxMinor: BigInt(tax),
    totalMinor: BigInt(total),
  };
}
