import { badInput } from '@agora/platform/errors';
import type { Clock } from '@agora/platform/time';
import type { PriceIndex } from '../application/price-index';
import { issueQuote } from '../application/quote-prices';
import { resolvePriceContext } from '../application/resolve-price-context';
import type { AskedContext } from '../application/resolve-price-context';
import type { PricingContext } from '../context';
import { MAX_QUANTITY } from '../domain/price';
import type { PriceContext } from '../domain/price-context';
import { pricerFor } from '../domain/variant-price';
import type { Pricer } from '../domain/variant-price';
import type { PriceContextInput } from './inputs/price-context.input';
import type { PriceQuoteInput } from './inputs/price-quote.input';
import { presentQuote, presentVariantPrice } from './present';
import type { PriceQuote } from './types/price-quote.type';
import type { VariantPrice } from './types/variant-price.type';

export interface PriceLookupDeps {
  readonly index: PriceIndex;
  readonly clock: Clock;
  readonly quoteSecret: string;
  /** The region of requests that name none. */
  readonly defaultRegion: string;
}

/** Prices for resolvers, all from memory. A page of variants works out its context and books once. */
export class PriceLookup {
  private readonly pricers = new WeakMap<PricingContext, Map<string, Pricer>>();

  constructor(private readonly deps: PriceLookupDeps) {}

  /**
   * Null where there is no price.
   * @throws AppError as `resolvePriceContext`, `BAD_USER_INPUT` for a quantity outside 1 to 1,000.
   */
  price(sku: string, asked: PriceContextInput, context: PricingContext): VariantPrice | null {
    const quantity = asked.quantity ?? 1;
    if (quantity < 1 || quantity > MAX_QUANTITY) {
      throw badInput('quantity', `must be from 1 to ${String(MAX_QUANTITY)}`);
    }
    const price = this.pricer(asked, context)(sku, quantity);
    return price === undefined ? null : presentVariantPrice(price);
  }

  /** @throws AppError as `resolvePriceContext` and `issueQuote`. */
  quote({ lines, context: asked }: PriceQuoteInput, context: PricingContext): PriceQuote {
    const { index, clock } = this.deps;
    return presentQuote(
      issueQuote({ ...this.deps, table: index }, lines, this.resolve(asked ?? {}, context), clock.now()),
    );
  }

  private pricer(asked: PriceContextInput, context: PricingContext): Pricer {
    const known = this.pricers.get(context) ?? new Map<string, Pricer>();
    this.pricers.set(context, known);
    const key = JSON.stringify(readAsked(asked));
    const pricer = known.get(key) ?? pricerFor(this.deps.index, this.resolve(asked, context));
    known.set(key, pricer);
    return pricer;
  }

  private resolve(asked: PriceContextInput, { viewer, shop }: PricingContext): PriceContext {
    const { index, clock, defaultRegion } = this.deps;
    return resolvePriceContext(index, readAsked(asked), { viewer, shop, now: clock.now() }, defaultRegion);
  }
}

function readAsked(input: PriceContextInput): AskedContext {
  return {
    region: input.region ?? undefined,
    currencyCode: input.currencyCode ?? undefined,
    channel: input.channel ?? undefined,
    customerSegments: input.customerSegments ?? undefined,
    at: input.at ?? undefined,
  };
}
