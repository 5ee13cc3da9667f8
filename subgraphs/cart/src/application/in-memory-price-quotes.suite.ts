import { AppError } from '@agora/platform/errors';
import type { CouponVerdict, LineCost } from '../domain/cart';
import type { ResultingLine } from '../domain/change';
import { promisedPrice } from '../domain/line-prices';
import type { CartToQuote, PriceQuotes, QuotedCost, Unpriced } from './ports';

type Lines = readonly Pick<ResultingLine, 'id' | 'sku' | 'quantity'>[];

/**
 * Prices for tests with the promises of the port: 10.00 for everything unless said otherwise, no tax, promised prices are
 * kept, and a known coupon takes its amount off the first line.
 */
export class InMemoryPriceQuotes implements PriceQuotes {
  readonly prices = new Map<string, bigint>();
  /** Skus without a price. */
  readonly unpriced = new Set<string>();
  /** What a code takes off. */
  readonly coupons = new Map<string, bigint>();
  validForMs = 1_800_000;
  isDown = false;
  asked = 0;
  /** Runs before the answer: what another shopper does meanwhile. */
  meanwhile: (() => Promise<unknown>) | undefined;

  async quote(cart: CartToQuote, lines: Lines): Promise<QuotedCost | Unpriced> {
    this.asked += 1;
    const { meanwhile } = this;
    this.meanwhile = undefined;
    await meanwhile?.();
    if (this.isDown) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'pricing is down');
    const unpriced = lines.flatMap(({ sku }) => (this.unpriced.has(sku) ? [sku] : []));
    if (unpriced.length > 0) return { unpriced };
    return this.quoteOf(lines, cart);
  }

  quoteAfterChange(cart: CartToQuote, lines: Lines): Promise<QuotedCost | Unpriced> {
    return this.quote(cart, lines);
  }

  estimate(cart: CartToQuote, lines: Lines): Promise<QuotedCost | Unpriced> {
    return this.quote(cart, lines);
  }

  /** The answer while pricing is up and everything has a price. */
  quoteOf(lines: Lines, cart: Partial<CartToQuote> = {}): QuotedCost {
    const coupons = (cart.couponCodes ?? []).map((code) => this.verdict(code, lines.length > 0));
    const discountMinor = coupons.reduce((sum, one) => sum + one.discountMinor, 0n);
    const offers = new Map(lines.map(({ id, sku }) => [id, this.offer(id, sku, cart)]));
    const costs = lines.map(({ id, quantity }, index): [string, LineCost] => {
      const subtotalMinor = (offers.get(id)?.unitMinor ?? 0n) * BigInt(quantity);
      const off = index === 0 ? discountMinor : 0n;
      return [
        id,
        { subtotalMinor, discountMinor: off, taxMinor: 0n, totalMinor: subtotalMinor - off, discounts: [] },
      ];
    });
    const subtotalMinor = costs.reduce((sum, [, line]) => sum + line.subtotalMinor, 0n);
    return {
      cost: {
        ...{ subtotalMinor, discountMinor, taxMinor: 0n, totalMinor: subtotalMinor - discountMinor },
        quotedUntil: new Date(Date.now() + this.validForMs),
        lines: new Map(costs),
        discounts: [],
        coupons,
        shippingMinor: null,
      },
      offers,
      unitPrices: new Map(lines.map(({ sku }) => [sku, this.priceOf(sku)])),
    };
  }

  private offer(
    id: string,
    sku: string,
    { lines = [] }: Partial<CartToQuote>,
  ): { unitMinor: bigint; currentMinor: bigint } {
    const currentMinor = this.priceOf(sku);
    const stored = lines.find((line) => line.id === id);
    const promised = stored === undefined ? undefined : promisedPrice(stored, new Date());
    return {
      unitMinor: promised !== undefined && promised < currentMinor ? promised : currentMinor,
      currentMinor,
    };
  }

  private verdict(code: string, hasLines: boolean): CouponVerdict {
    const discountMinor = hasLines ? (this.coupons.get(code) ?? 0n) : 0n;
    const applied = discountMinor > 0n;
    return { code, applied, discountMinor, title: applied ? `Coupon ${code}` : null };
  }

  private priceOf(sku: string): bigint {
    return this.prices.get(sku) ?? 1_000n;
  }
}
