import { AppError } from '@agora/platform/errors';
import type { QuotedCost } from '../application/ports';
import type { CartCost, DiscountShare, LineAmounts, LineCost } from '../domain/cart';
import type { ResultingLine } from '../domain/change';

interface Minor {
  readonly minorUnits: string;
}

interface Amounts {
  readonly subtotal: Minor;
  readonly discount: Minor;
  readonly tax: Minor;
  readonly total: Minor;
}

interface AnsweredLine extends Amounts {
  readonly sku: string;
  readonly unitPrice: Minor;
  readonly currentUnitPrice: Minor;
  readonly appliedRules: readonly {
    readonly name: string;
    readonly kind: string;
    readonly promotionId: string | null;
    readonly couponCode: string | null;
    readonly amount: Minor;
  }[];
}

/** What pricing answers to a quote. */
export interface QuoteAnswer extends Amounts {
  readonly validUntil: string;
  readonly shipping: Minor | null;
  readonly coupons: readonly { readonly code: string; readonly applied: boolean; readonly discount: Minor }[];
  readonly promotions: readonly {
    readonly promotionId: string;
    readonly title: string;
    readonly couponCode: string | null;
    readonly amount: Minor;
  }[];
  readonly lines: readonly AnsweredLine[];
}

/** The answer as cart keeps it. Pricing answers in the order of the lines asked for: two lines may share a sku. */
export function toQuotedCost(quote: QuoteAnswer, asked: readonly ResultingLine[]): QuotedCost {
  const titles = new Map(quote.promotions.map(({ promotionId, title }) => [promotionId, title]));
  const lines = asked.map((line, index) => [line.id, answered(quote.lines[index])] as const);
  const discounts = quote.promotions.map(({ amount, ...promotion }) => ({
    ...promotion,
    amountMinor: minor(amount),
  }));
  const cost: CartCost = {
    ...amountsOf(quote),
    quotedUntil: new Date(quote.validUntil),
    lines: new Map(lines.map(([id, line]) => [id, lineCost(line, titles)])),
    discounts,
    coupons: quote.coupons.map(({ code, applied, discount }) => ({
      code,
      applied,
      discountMinor: minor(discount),
      title: discounts.find(({ couponCode }) => couponCode === code)?.title ?? null,
    })),
    shippingMinor: quote.shipping === null ? null : minor(quote.shipping),
  };
  const offers = lines.map(
    ([id, line]) =>
      [id, { unitMinor: minor(line.unitPrice), currentMinor: minor(line.currentUnitPrice) }] as const,
  );
  const unitPrices = quote.lines.map((line) => [line.sku, minor(line.currentUnitPrice)] as const);
  return { cost, offers: new Map(offers), unitPrices: new Map(unitPrices) };
}

function answered(line: AnsweredLine | undefined): AnsweredLine {
  if (line === undefined) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'pricing left out a line');
  return line;
}

function lineCost(line: AnsweredLine, titles: ReadonlyMap<string, string>): LineCost {
  const discounts = line.appliedRules
    .filter(({ kind }) => kind === 'LINE' || kind === 'ORDER')
    .map(({ name, promotionId, couponCode, amount }): DiscountShare => ({
      title: titles.get(promotionId ?? '') ?? name,
      amountMinor: minor(amount),
      promotionId,
      couponCode,
    }));
  return { ...amountsOf(line), discounts };
}

function amountsOf(amounts: Amounts): LineAmounts {
  return {
    subtotalMinor: minor(amounts.subtotal),
    discountMinor: minor(amounts.discount),
    taxMinor: minor(amounts.tax),
    totalMinor: minor(amounts.total),
  };
}

function minor({ minorUnits }: Minor): bigint {
  return BigInt(minorUnits);
}
