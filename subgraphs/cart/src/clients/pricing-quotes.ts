import { AppError } from '@agora/platform/errors';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { PriceQuotes, QuotedCost, Unpriced } from '../application/ports';
import type { LineAmounts } from '../domain/cart';
import type { LinesChange } from '../domain/change';

const QUOTE = `query CartQuote($input: PriceQuoteInput!) {
  priceQuote(input: $input) {
    validUntil subtotal { minorUnits } discount { minorUnits } tax { minorUnits } total { minorUnits }
    lines { sku unitPrice { minorUnits } subtotal { minorUnits } discount { minorUnits } tax { minorUnits } total { minorUnits } }
  }
}`;

interface Minor {
  readonly minorUnits: string;
}

interface Amounts {
  readonly subtotal: Minor;
  readonly discount: Minor;
  readonly tax: Minor;
  readonly total: Minor;
}

interface QuoteAnswer {
  readonly priceQuote:
    | (Amounts & {
        readonly validUntil: string;
        readonly lines: readonly (Amounts & { readonly sku: string; readonly unitPrice: Minor })[];
      })
    | null;
}

/** {@link PriceQuotes} of the pricing subgraph: one call, one answer for the whole cart. */
export function createPricingQuotes(pricing: SubgraphClient): PriceQuotes {
  return {
    quote: async (cart, lines, context) => {
      if (lines.length === 0) return emptyQuote();
      const input = {
        lines: lines.map(({ sku, quantity }) => ({ sku, quantity })),
        context: { region: cart.region, channel: cart.channel, currencyCode: cart.currency },
      };
      const answer = await pricing
        .call<QuoteAnswer>(QUOTE, { input }, context)
        .catch((error: unknown) => unpricedOf(error, lines));
      if ('unpriced' in answer) return answer;
      const { priceQuote } = answer;
      if (priceQuote === null) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'pricing gave no quote');
      return toQuotedCost(priceQuote, lines);
    },
  };
}

const LINE_SKU = /^input\.lines\.(\d+)\.sku$/;

/** Pricing names the lines it has no price for; any other fault stays one. */
function unpricedOf(error: unknown, asked: LinesChange['resulting']): Unpriced {
  const details = error instanceof AppError && error.code === 'BAD_USER_INPUT' ? (error.details ?? []) : [];
  const skus = details.flatMap(({ field }) => asked[Number(LINE_SKU.exec(field)?.[1])]?.sku ?? []);
  if (skus.length === 0) throw error;
  return { unpriced: [...new Set(skus)] };
}

// A cart without lines costs nothing, whatever the currency; nothing needs to be asked.
const EMPTY_QUOTE_MINUTES = 30;

function emptyQuote(): QuotedCost {
  const nothing = { subtotalMinor: 0n, discountMinor: 0n, taxMinor: 0n, totalMinor: 0n };
  const quotedUntil = new Date(Date.now() + EMPTY_QUOTE_MINUTES * 60_000);
  return { cost: { ...nothing, quotedUntil, lines: new Map() }, unitPrices: new Map() };
}

function toQuotedCost(
  quote: NonNullable<QuoteAnswer['priceQuote']>,
  asked: LinesChange['resulting'],
): QuotedCost {
  const unitPrices = new Map(quote.lines.map((line) => [line.sku, BigInt(line.unitPrice.minorUnits)]));
  // Pricing answers in the order of the lines asked for: two lines may share a sku.
  const lines = new Map(asked.map((line, index) => [line.id, amountsOf(quote.lines[index])]));
  return { cost: { ...amountsOf(quote), quotedUntil: new Date(quote.validUntil), lines }, unitPrices };
}

function amountsOf(amounts: Amounts | undefined): LineAmounts {
  if (amounts === undefined) throw new AppError('DOWNSTREAM_UNAVAILABLE', 'pricing left out a line');
  return {
    subtotalMinor: BigInt(amounts.subtotal.minorUnits),
    discountMinor: BigInt(amounts.discount.minorUnits),
    taxMinor: BigInt(amounts.tax.minorUnits),
    totalMinor: BigInt(amounts.total.minorUnits),
  };
}
