import type { CartQuote } from '@agora/contracts/pricing/cart-quote';
import { badInput } from '@agora/platform/errors';
import { takeAttempts } from '@agora/platform/rate-limit';
import type { Attempts } from '@agora/platform/rate-limit';
import type { Clock } from '@agora/platform/time';
import type { PriceIndex } from '../application/price-index';
import { issueQuote, promiseQuote } from '../application/quote-prices';
import type { QuoteRequest } from '../application/quote-prices';
import { customerAsked, isOtherSubgraph, resolvePriceContext } from '../application/resolve-price-context';
import type { AskedContext } from '../application/resolve-price-context';
import type { Shoppers } from '../application/shoppers';
import type { PricingContext } from '../context';
import type { LineToQuote } from '../domain/line-to-quote';
import { MAX_QUANTITY } from '../domain/price';
import type { PriceContext } from '../domain/price-context';
import type { Shopper } from '../domain/promotions/shopper';
import { pricerFor } from '../domain/variant-price';
import type { Pricer } from '../domain/variant-price';
import type { CartQuoteInput } from './inputs/cart-quote.input';
import type { PriceContextInput } from './inputs/price-context.input';
import type { PriceQuoteInput, PriceQuoteLineInput } from './inputs/price-quote.input';
import { presentQuote, presentVariantPrice } from './present';
import { presentCartQuote } from './present-cart-quote';
import { readQuoteRows } from './read-quote-rows';
import type { PriceQuote } from './types/price-quote.type';
import type { VariantPrice } from './types/variant-price.type';

export interface PriceLookupDeps extends Attempts {
  readonly index: PriceIndex;
  readonly shoppers: Shoppers;
  readonly clock: Clock;
  readonly quoteSecret: string;
  /** The region of requests that name none. */
  readonly defaultRegion: string;
}

/** Prices for resolvers, from memory. A page of variants works out its context and books once. */
export class PriceLookup {
  private readonly pricers = new WeakMap<PricingContext, Map<string, Promise<Pricer>>>();

  constructor(private readonly deps: PriceLookupDeps) {}

  /**
   * Null where there is no price.
   * @throws AppError as `resolvePriceContext`, `BAD_USER_INPUT` for a quantity outside 1 to 1,000.
   */
  async price(sku: string, asked: PriceContextInput, context: PricingContext): Promise<VariantPrice | null> {
    const quantity = asked.quantity ?? 1;
    if (quantity < 1 || quantity > MAX_QUANTITY) {
      throw badInput('quantity', `must be from 1 to ${String(MAX_QUANTITY)}`);
    }
    const pricer = await this.pricer(asked, context);
    const price = pricer(sku, quantity);
    return price === undefined ? null : presentVariantPrice(price);
  }

  /** @throws AppError as `resolvePriceContext` and `issueQuote`. */
  async quote(input: PriceQuoteInput, context: PricingContext): Promise<PriceQuote> {
    const { index, quoteSecret } = this.deps;
    if (!isOtherSubgraph(context.viewer)) {
      const count = input.couponCodes?.length ?? 0;
      await takeAttempts(this.deps, context, { purpose: 'coupon', count });
    }
    const lines = input.lines.map((line) => readLine(line, context));
    const request = await this.requestOf(input, lines, context);
    return presentQuote(issueQuote({ table: index, quoteSecret }, request));
  }

  /** The same for cart, by the same engine. @throws AppError as `quote`. */
  async cartQuote(input: CartQuoteInput, context: PricingContext): Promise<CartQuote> {
    const { index } = this.deps;
    if (input.afterChange === true) await index.refresh();
    const request = await this.requestOf(input, readQuoteRows(input.lines), context);
    return presentCartQuote(promiseQuote(index, request));
  }

  /** The context a price is worked out in. @throws AppError as `resolvePriceContext`. */
  async resolve(asked: PriceContextInput, { viewer, shop }: PricingContext): Promise<PriceContext> {
    const { index, clock, defaultRegion, shoppers } = this.deps;
    const segments = await shoppers.segmentsOf(customerAsked(viewer, asked.customerId ?? undefined));
    const asker = { viewer, shop, segments, now: clock.now() };
    return resolvePriceContext(index, readAsked(asked), asker, defaultRegion);
  }

  /** Who buys with these codes. Rejects, and never throws at once: a question beside it would be left without a listener. */
  async shopper(
    couponCodes: readonly string[],
    asked: PriceContextInput,
    { viewer }: PricingContext,
  ): Promise<Shopper> {
    const { index, shoppers } = this.deps;
    const customerId = customerAsked(viewer, asked.customerId ?? undefined);
    return shoppers.find(couponCodes, customerId, index.hasLimitsPerCustomer);
  }

  private async requestOf(
    { context: asked, couponCodes, shipTo, shippingCode }: QuoteQuestion,
    lines: readonly LineToQuote[],
    context: PricingContext,
  ): Promise<QuoteRequest> {
    const codes = couponCodes ?? [];
    const [priceContext, shopper] = await Promise.all([
      this.resolve(asked ?? {}, context),
      this.shopper(codes, asked ?? {}, context),
    ]);
    const shipping = shipTo == null ? {} : { shipping: { method: shippingCode ?? undefined } };
    return {
      lines,
      context: priceContext,
      options: { shopper, couponCodes: codes, ...shipping },
      issuedAt: this.deps.clock.now(),
    };
  }

  private pricer(asked: PriceContextInput, context: PricingContext): Promise<Pricer> {
    const known = this.pricers.get(context) ?? new Map<string, Promise<Pricer>>();
    this.pricers.set(context, known);
    const key = JSON.stringify([readAsked(asked), asked.customerId]);
    const pricer =
      known.get(key) ?? this.resolve(asked, context).then((resolved) => pricerFor(this.deps.index, resolved));
    known.set(key, pricer);
    return pricer;
  }
}

/** What a quote is asked with beside its lines. */
type QuoteQuestion = Pick<PriceQuoteInput, 'context' | 'couponCodes' | 'shipTo' | 'shippingCode'>;

/** @throws AppError `BAD_USER_INPUT` for a promised price stated by anybody but another subgraph. */
function readLine(line: PriceQuoteLineInput, { viewer }: PricingContext): LineToQuote {
  const held = line.heldUnitPriceMinor ?? undefined;
  if (held !== undefined && !isOtherSubgraph(viewer))
    throw badInput('input.lines', 'only services may state a promised price');
  return {
    sku: line.sku,
    quantity: line.quantity,
    attributes: new Map((line.attributes ?? []).map(({ key, value }) => [key, value])),
    heldUnitPriceMinor: held,
    heldForQuantity: held === undefined ? undefined : (line.heldForQuantity ?? undefined),
  };
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
