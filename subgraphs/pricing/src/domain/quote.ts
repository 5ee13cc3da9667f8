import { add, multiply, subtract, sum, zero } from '@agora/platform/money';
import type { Money, RoundingMode } from '@agora/platform/money';
import type { PriceContext } from './price-context';
import type { PriceTable } from './price-table';
import { taxOn } from './tax-rate';
import { pricerFor } from './variant-price';

/** Most lines of one quote. */
export const MAX_QUOTE_LINES = 250;

/** A sku and how many of it, at least 1. */
export interface LineToQuote {
  readonly sku: string;
  readonly quantity: number;
}

/** What a line or a whole quote costs. */
export interface Amounts {
  /** Before discount; contains the tax where prices do. */
  readonly subtotal: Money;
  readonly discount: Money;
  /** Inside the subtotal or on top of it, as the rate says. */
  readonly tax: Money;
  /** What is paid. */
  readonly total: Money;
}

export interface QuotedLine extends Amounts, LineToQuote {
  readonly unitPrice: Money;
}

export interface Quote {
  readonly kind: 'quoted';
  /** In the order they were asked for. */
  readonly lines: readonly QuotedLine[];
  /** Each total is the sum over the lines. */
  readonly totals: Amounts;
}

/** Some skus have no price in this context. */
export interface Unpriced {
  readonly kind: 'unpriced';
  /** Positions of the lines, ascending. */
  readonly lineIndexes: readonly number[];
}

/**
 * What these lines cost. The tier of a sku follows from its quantity over all lines, so splitting a line changes
 * nothing. Tax is rounded once per line, in the region's mode, and totals are sums of lines: the order of the lines
 * decides nothing, and there is no unit that no line accounts for.
 */
export function quoteLines(
  table: PriceTable,
  context: PriceContext,
  lines: readonly LineToQuote[],
): Quote | Unpriced {
  const priceOf = pricerFor(table, context);
  const quantities = quantityBySku(lines);
  const rounding = table.region(context.region)?.roundingMode ?? 'HALF_EVEN';
  const quoted = lines.map((line) => {
    const price = priceOf(line.sku, quantities.get(line.sku) ?? line.quantity);
    return price === undefined ? undefined : quoteLine(line, price.unitPrice, { table, context, rounding });
  });
  const lineIndexes = quoted.flatMap((line, index) => (line === undefined ? [index] : []));
  if (lineIndexes.length > 0) return { kind: 'unpriced', lineIndexes };
  const known = quoted.filter((line) => line !== undefined);
  return { kind: 'quoted', lines: known, totals: totalsOf(known, context.currency) };
}

interface Rules {
  readonly table: PriceTable;
  readonly context: PriceContext;
  readonly rounding: RoundingMode;
}

function quoteLine(line: LineToQuote, unitPrice: Money, rules: Rules): QuotedLine {
  const subtotal = multiply(unitPrice, line.quantity);
  const discount = zero(unitPrice.currency);
  const taxable = subtract(subtotal, discount);
  const rate = rules.table.taxRate(rules.context.region, line.sku);
  const tax = taxOn(taxable, rate, rules.rounding);
  const total = rate?.inclusive === true ? taxable : add(taxable, tax);
  return { sku: line.sku, quantity: line.quantity, unitPrice, subtotal, discount, tax, total };
}

function totalsOf(lines: readonly QuotedLine[], currency: string): Amounts {
  const total = (amount: (line: QuotedLine) => Money): Money => sum(lines.map(amount), currency);
  return {
    subtotal: total((line) => line.subtotal),
    discount: total((line) => line.discount),
    tax: total((line) => line.tax),
    total: total((line) => line.total),
  };
}

function quantityBySku(lines: readonly LineToQuote[]): ReadonlyMap<string, number> {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return quantities;
}
