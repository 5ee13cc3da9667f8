import { AppError } from '@agora/platform/errors';
import type { LineAmounts } from '../domain/cart';
import type { LinesChange } from '../domain/change';
import type { PriceQuotes, QuotedCost } from './ports';

/** Prices for tests: 10.00 for everything unless said otherwise, no tax. */
export class InMemoryPriceQuotes implements PriceQuotes {
  readonly prices = new Map<string, bigint>();
  isDown = false;
  asked = 0;
  /** Runs before the answer: what another shopper does meanwhile. */
  meanwhile: (() => Promise<unknown>) | undefined;

  async quote(_cart: unknown, lines: LinesChange['resulting']): Promise<QuotedCost> {
    this.asked += 1;
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    if (this.isDown) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'pricing is down');
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
