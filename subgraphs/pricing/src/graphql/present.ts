import { basicUserError, presentMoney, versionConflict } from '@agora/platform/schema';
import type { Money, UserError } from '@agora/platform/schema';
import type { IssuedQuote } from '../application/quote-prices';
import type { Price } from '../domain/price';
import type { PriceBook as Book } from '../domain/price-book';
import type { Amounts, QuotedLine } from '../domain/quote';
import type { Refusal } from '../domain/refusal';
import type { AppliedRule } from '../domain/rules/price-rule';
import type { VariantPrice as PriceOfVariant } from '../domain/variant-price';
import type { AppliedPriceRule } from './types/applied-price-rule.type';
import { conditionError } from './types/condition-error.type';
import type { PriceBook } from './types/price-book.type';
import type { BookPrice } from './types/price-payload.type';
import type { PriceQuote, PriceQuoteLine } from './types/price-quote.type';
import type { VariantPrice } from './types/variant-price.type';

/** A price as the API shows it. */
export function presentVariantPrice(price: PriceOfVariant): VariantPrice {
  return {
    ...price,
    unitPrice: presentMoney(price.unitPrice),
    compareAtPrice: price.compareAtPrice === undefined ? null : presentMoney(price.compareAtPrice),
    lowestPrice30Days: price.lowestPrice30Days === undefined ? null : presentMoney(price.lowestPrice30Days),
    appliedRules: price.appliedRules.map(presentAppliedRule),
    tiers: price.tiers.map((tier) => ({ ...tier, unitPrice: presentMoney(tier.unitPrice) })),
  };
}

/** A rule that changed a price, as the API shows it. */
export function presentAppliedRule({ rule, amount, couponCode }: AppliedRule): AppliedPriceRule {
  return {
    ruleId: rule.id,
    name: rule.name,
    kind: rule.scope,
    amount: presentMoney(amount),
    promotionId: rule.promotionId ?? null,
    couponCode: couponCode ?? null,
  };
}

/** A line of a quote as the API shows it. */
export function presentQuoteLine(line: QuotedLine): PriceQuoteLine {
  return {
    sku: line.sku,
    quantity: line.quantity,
    unitPrice: presentMoney(line.unitPrice),
    currentUnitPrice: presentMoney(line.currentUnitPrice),
    appliedRules: line.appliedRules.map(presentAppliedRule),
    ...presentAmounts(line),
  };
}

/** A quote as the API shows it. */
export function presentQuote(quote: IssuedQuote): PriceQuote {
  return {
    id: quote.id,
    validUntil: quote.validUntil,
    signature: quote.signature,
    shipping: quote.shipping === undefined ? null : presentMoney(quote.shipping.price),
    shippingOffers: quote.shippingOffers.map(({ rate, price }) => ({
      code: rate.code,
      title: rate.title,
      price: presentMoney(price),
      estimatedDays: rate.estimatedDays ?? null,
    })),
    coupons: quote.coupons.map((coupon) => ({ ...coupon, discount: presentMoney(coupon.discount) })),
    promotions: quote.promotions.map((promotion) => ({
      ...promotion,
      couponCode: promotion.couponCode ?? null,
      amount: presentMoney(promotion.amount),
    })),
    fxRate: quote.exchangeRate?.rate ?? null,
    lines: quote.lines.map(presentQuoteLine),
    ...presentAmounts(quote.totals),
  };
}

/** A price book as the API shows it. */
export function presentBook(book: Book): PriceBook {
  return {
    id: book.id,
    name: book.name,
    region: book.region ?? null,
    channel: book.channel ?? null,
    segment: book.segment ?? null,
    currencyCode: book.currency,
    active: book.active,
  };
}

/** A price of a book as the API shows it. */
export function presentBookPrice({ price, book }: { price: Price; book: Book }): BookPrice {
  const { currency } = book;
  const money = (amountMinor: bigint | undefined): Money | null =>
    amountMinor === undefined ? null : presentMoney({ amountMinor, currency });
  return {
    priceBook: presentBook(book),
    sku: price.sku,
    minimumQuantity: price.minimumQuantity,
    amount: presentMoney({ amountMinor: price.amountMinor, currency }),
    compareAtPrice: money(price.compareAtMinor),
    floorPrice: money(price.floorMinor),
    validFrom: price.validFrom ?? null,
    validUntil: price.validUntil ?? null,
    version: price.version,
  };
}

/** A refusal as the API shows it. */
export function presentRefusal(refusal: Refusal): UserError {
  switch (refusal.kind) {
    case 'refused':
      return basicUserError(refusal.code, refusal.message, [...refusal.field]);
    case 'versionConflict':
      return versionConflict(refusal.expectedVersion, refusal.currentVersion);
    case 'invalidCondition':
      return presentCondition(refusal);
  }
}

function presentCondition({ message, field, start, end }: ConditionRefusal): UserError {
  return conditionError({ code: 'INVALID_CONDITION', message, field: [...field], start, end });
}

type ConditionRefusal = Extract<Refusal, { readonly kind: 'invalidCondition' }>;

type PresentedAmounts = Pick<PriceQuote, 'subtotal' | 'discount' | 'tax' | 'total'>;

function presentAmounts({ subtotal, discount, tax, total }: Amounts): PresentedAmounts {
  return {
    subtotal: presentMoney(subtotal),
    discount: presentMoney(discount),
    tax: presentMoney(tax),
    total: presentMoney(total),
  };
}
