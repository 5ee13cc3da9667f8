import { verifyPriceQuote } from '@agora/contracts/pricing/price-quote-signature';
import { AppError } from '@agora/platform/errors';
import type { FieldProblem } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { Clock } from '@agora/platform/time';
import type { PriceQuote, Pricing, QuoteAnswer, QuoteLine, QuoteRequest } from '../application/ports';
import type { PostalAddress } from '../domain/address';

const AMOUNTS =
  'subtotal { minorUnits } discount { minorUnits } tax { minorUnits } total { minorUnits currencyCode }';
const QUOTE = `query OrderPriceQuote($input: PriceQuoteInput!) {
  priceQuote(input: $input) {
    id validUntil signature fxRate shipping { minorUnits } shippingOffers { code title estimatedDays price { minorUnits } } promotions { promotionId couponCode amount { minorUnits } } ${AMOUNTS}
    lines { sku quantity unitPrice { minorUnits } ${AMOUNTS} }
  }
}`;

interface Minor {
  readonly minorUnits: string;
}

interface AmountsAnswer {
  readonly subtotal: Minor;
  readonly discount: Minor;
  readonly tax: Minor;
  readonly total: Minor & { readonly currencyCode: string };
}

const REDEEM = `mutation OrderRedeem($input: PromotionsRedeemInput!) {
  promotionsRedeem(input: $input) { userErrors { code } }
}`;

const RELEASE = `mutation OrderPromotionsRelease($input: PromotionsReleaseInput!) {
  promotionsRelease(input: $input) { released }
}`;

interface SignedQuote extends AmountsAnswer {
  readonly fxRate: string | null;
  readonly shipping: Minor | null;
  readonly promotions: readonly {
    readonly promotionId: string;
    readonly couponCode: string | null;
    readonly amount: Minor;
  }[];
  readonly shippingOffers: readonly {
    readonly code: string;
    readonly title: string;
    readonly estimatedDays: number | null;
    readonly price: Minor;
  }[];
  readonly id: string;
  readonly validUntil: string;
  readonly signature: string;
  readonly lines: readonly (AmountsAnswer & {
    readonly sku: string;
    readonly quantity: number;
    readonly unitPrice: Minor;
  })[];
}

export interface PricingClientDeps {
  readonly pricing: SubgraphClient;
  /** Pricing signs with the same one. */
  readonly quoteSecret: string;
  readonly clock: Clock;
}

/** {@link Pricing} over the pricing subgraph. A quote that pricing has not signed, or whose time is up, is not used. */
export function createPricingClient({ pricing, quoteSecret, clock }: PricingClientDeps): Pricing {
  const ask = async (request: QuoteRequest, context: OperationContext): Promise<QuoteAnswer> => {
    const input = questionOf(request);
    const answer = await asked(() =>
      pricing.call<{ priceQuote: SignedQuote | null }>(QUOTE, { input }, context),
    );
    if ('kind' in answer) return answer;
    if (answer.priceQuote === null) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'pricing gave no quote');
    const quote = toQuote(answer.priceQuote, request.shippingOptionId);
    verify(quote, answer.priceQuote.signature, { quoteSecret, now: clock.now() });
    return { kind: 'quoted', quote };
  };
  return {
    ask,
    quote: async (request, context) => {
      const answer = await ask(request, context);
      return answer.kind === 'quoted' ? answer.quote : undefined;
    },
    redeem: async ({ orderId, customerId, currency, promotions }, context) => {
      const items = promotions.map(({ amountMinor, ...item }) => ({
        ...item,
        amountMinor: String(amountMinor),
      }));
      const input = { orderId, customerId, currencyCode: currency, items };
      const answer = await pricing.call<{ promotionsRedeem: { userErrors: readonly unknown[] } }>(
        REDEEM,
        { input },
        context,
      );
      return answer.promotionsRedeem.userErrors.length === 0;
    },
    release: async (orderId, context) => {
      await pricing.call<{ promotionsRelease: { released: number } }>(
        RELEASE,
        { input: { orderId } },
        context,
      );
    },
  };
}

function questionOf(request: QuoteRequest): object {
  const { lines, couponCodes, customerId, currency, region, channel } = request;
  const { shippingAddress, shippingOptionId } = request;
  return {
    lines: lines.map(({ sku, quantity, attributes, heldUnitPriceMinor: held, heldForQuantity }) => ({
      sku,
      quantity,
      attributes,
      ...(held == null ? {} : { heldUnitPriceMinor: String(held), heldForQuantity }),
    })),
    couponCodes,
    shipTo: given(shippingAddress),
    ...(shippingOptionId === null ? {} : { shippingCode: shippingOptionId }),
    context: {
      currencyCode: currency,
      region,
      channel,
      ...(customerId === null ? {} : { customerId }),
    },
  };
}

type Unquoted = Exclude<QuoteAnswer, { readonly kind: 'quoted' }>;

/** The answer, or what pricing refuses: the lines are well formed, so one has no price, or the region is none. */
async function asked<T extends object>(ask: () => Promise<T>): Promise<T | Unquoted> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && error.code === 'BAD_USER_INPUT') return unquoted(error.details ?? []);
    throw error;
  }
}

const LINE_WITHOUT_PRICE = /^input\.lines\.(\d+)\.sku$/;

function unquoted(details: readonly FieldProblem[]): Unquoted {
  if (details.some(({ field }) => field === 'region')) return { kind: 'unknownRegion' };
  const lines = details.flatMap(({ field }) => LINE_WITHOUT_PRICE.exec(field)?.[1] ?? []);
  return { kind: 'unpriced', lines: lines.map(Number) };
}

/** What is known of an address: inputs have no null for what is not. */
function given(address: PostalAddress): object {
  return Object.fromEntries(Object.entries(address).filter(([, value]) => value !== null));
}

function toQuote(answer: SignedQuote, wanted: string | null): PriceQuote {
  const options = answer.shippingOffers.map(({ code, price, title, estimatedDays }) => {
    return { id: code, title, estimatedDays, priceMinor: BigInt(price.minorUnits) };
  });
  const chosen = options.find(({ id }) => id === wanted) ?? options[0];
  return {
    shippingOptions: options,
    shippingOptionId: chosen?.id ?? null,
    id: answer.id,
    currency: answer.total.currencyCode,
    totals: {
      ...toAmounts(answer),
      shippingMinor: answer.shipping === null ? null : BigInt(answer.shipping.minorUnits),
    },
    promotions: answer.promotions.map(({ amount, ...promotion }) => ({
      ...promotion,
      amountMinor: BigInt(amount.minorUnits),
    })),
    lines: answer.lines.map(({ sku, quantity, unitPrice, ...amounts }): QuoteLine => {
      return { sku, quantity, unitPriceMinor: BigInt(unitPrice.minorUnits), ...toAmounts(amounts) };
    }),
    fxRate: answer.fxRate,
    validUntil: new Date(answer.validUntil),
  };
}

function toAmounts({
  subtotal,
  discount,
  tax,
  total,
}: AmountsAnswer): Pick<QuoteLine, 'subtotalMinor' | 'discountMinor' | 'taxMinor' | 'totalMinor'> {
  return {
    subtotalMinor: BigInt(subtotal.minorUnits),
    discountMinor: BigInt(discount.minorUnits),
    taxMinor: BigInt(tax.minorUnits),
    totalMinor: BigInt(total.minorUnits),
  };
}

function verify(
  quote: PriceQuote,
  signature: string,
  { quoteSecret, now }: { quoteSecret: string; now: Date },
): void {
  const { id, currency: currencyCode, lines, totals, promotions, validUntil } = quote;
  const { shippingMinor } = totals;
  const verdict = verifyPriceQuote(
    quoteSecret,
    { id, currencyCode, lines, totals, shippingMinor, promotions, validUntil },
    signature,
    now,
  );
  if (verdict === 'forged') throw new AppError('INTERNAL', `the signature of quote ${id} is not pricing's`);
  if (verdict === 'expired') throw new AppError('DOWNSTREAM_UNAVAILABLE', 'pricing gave a quote of the past');
}
