import { MINUTE_MS } from '@agora/platform/time';
import type { Money } from '@agora/platform/money';
import { nextChangeAfter } from './price';
import type { PriceContext } from './price-context';
import { lowestPriceBefore } from './price-history';
import type { PriceTable } from './price-table';
import { unitPricerFor } from './unit-price';
import type { FoundPrice, UnitPrice } from './unit-price';

/** How long a shown price or a quote holds at most. */
export const PRICE_VALID_MS = 30 * MINUTE_MS;

/** What a sku costs somebody at a moment, with what is shown beside it. */
export interface VariantPrice extends UnitPrice {
  /** What is struck through: the book's own comparison price, or the book's price when a rule lowered it. */
  readonly compareAtPrice: Money | undefined;
  /** The lowest price of one unit in the book over the last 30 days; rules and promotions are not in it. */
  readonly lowestPrice30Days: Money | undefined;
  /** Whether the price already contains tax. */
  readonly taxIncluded: boolean;
  /** All tiers of the book, ascending by quantity, before rules. */
  readonly tiers: readonly { readonly minimumQuantity: number; readonly unitPrice: Money }[];
  /** The next change that is already known, at most {@link PRICE_VALID_MS} from the moment asked about. */
  readonly validUntil: Date;
}

/** The prices of one sku for many calls with one context. */
export type Pricer = (sku: string, quantity: number) => VariantPrice | undefined;

/** The unit prices of {@link unitPricerFor} as they are shown. */
export function pricerFor(table: PriceTable, context: PriceContext): Pricer {
  const priceOf = unitPricerFor(table, context);
  return (sku, quantity) => {
    const found = priceOf(sku, quantity);
    return found === undefined ? undefined : shown(found, table, context);
  };
}

function shown(found: FoundPrice, table: PriceTable, { at, region }: PriceContext): VariantPrice {
  const { listed, listPrice, money, ...price } = found;
  const { book, prices, tiers, tier } = listed;
  const limitMs = at.getTime() + PRICE_VALID_MS;
  const lowest = lowestPriceBefore(at, { history: table.history(book.id, tier.sku), prices });
  const isLowered = price.unitPrice.amountMinor < listPrice.amountMinor;
  const { compareAtMinor } = tier;
  return {
    ...price,
    compareAtPrice:
      compareAtMinor === undefined ? (isLowered ? listPrice : undefined) : money(compareAtMinor),
    lowestPrice30Days: lowest === undefined ? undefined : money(lowest),
    taxIncluded: table.taxRate(region, tier.sku)?.inclusive ?? false,
    tiers: tiers.map(({ minimumQuantity, amountMinor }) => ({
      minimumQuantity,
      unitPrice: money(amountMinor),
    })),
    validUntil: new Date(Math.min(limitMs, nextChangeAfter(prices, at)?.getTime() ?? limitMs)),
  };
}
