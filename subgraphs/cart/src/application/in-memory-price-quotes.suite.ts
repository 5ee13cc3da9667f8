import { AppError } from '@agora/platform/errors';
import type { LineAmounts } from '../domain/cart';
import type { LinesChange } from '../domain/change';
import type { PriceQuotes, QuotedCost, Unpriced } from './ports';

/** Prices for tests: 10.00 for everything unless said otherwise, no tax. */
export class InMemoryPriceQuotes implements PriceQuotes {
  readonly prices = new Map<string, bigint>();
  /** Skus without a price. */
  readonly unpriced = new Set<string>();
  isDown = false;
  asked = 0;
  /** Runs before the answer: what another shopper does meanwhile. */
  meanwhile: (() => Promise<unknown>) | undefined;

  async quote(_cart: unknown, lines: LinesChange['resulting']): Promise<QuotedCost | Unpriced> {
    this.asked += 1;
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    if (this.isDown) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'pricing is down');
    const unpriced = lines.flatMap(({ sku }) => (this.unpriced.has(sku) ? [sku] : []));
    if (unpriced.length > 0) return { unpriced };
    return this.quoteOf(lines);
  }

  /** The answer while pricing is up and everything has a price. */
  quoteOf(lines: LinesChange['resulting']): QuotedCost {
    const costs = lines.map(({ id, sku, quantity }) => [id, this.amounts(sku, quantity)] as const);
    const totalMinor = costs.reduce((sum, [, line]) => sum + line.totalMinor, 0n);
    return {
      cost: {
        subtotalMinor: totalMinor,
        discountMinor: 0n,
        taxMinor: 0n,
        totalMinor,
        quotedUntil: new Date(Date.now() + 1_800_000),
        lines: new Map(costs),
      },
      unitPrices: new Map(lines.map(({ sku }) => [sku, this.priceOf(sku)])),
    };
  }

  private amounts(sku: string, quantity: number): LineAmounts {
    const totalMinor = this.priceOf(sku) * BigInt(quantity);
    return { subtotalMinor: totalMinor, discountMinor: 0n, taxMinor: 0n, totalMinor };
  }

  private priceOf(sku: string): bigint {
    return this.prices.get(sku) ?? 1_000n;
  }
}
