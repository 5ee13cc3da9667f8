/** What one unit of a sku costs in a book from a quantity on, always or for a time. */
export interface Price {
  readonly id: string;
  readonly priceBookId: string;
  readonly sku: string;
  readonly minimumQuantity: number;
  /** Smallest unit of the book's currency. */
  readonly amountMinor: bigint;
  /** Above the amount; undefined when nothing is to be struck through. */
  readonly compareAtMinor: bigint | undefined;
  /** No rule takes the price below it; undefined = 0. */
  readonly floorMinor: bigint | undefined;
  /** Counts the changes of this price. */
  readonly version: number;
  /** Inclusive; undefined = since ever. */
  readonly validFrom: Date | undefined;
  /** Exclusive; undefined = for ever. */
  readonly validUntil: Date | undefined;
}

/** Most that one unit may cost, smallest unit: keeps every total of a quote within 64 bits. */
export const MAX_AMOUNT_MINOR = 1_000_000_000_000n;
/** Most units of one line, and the highest quantity a tier may begin at. */
export const MAX_QUANTITY = 1_000;

const SKU = /^[A-Z0-9][A-Z0-9._-]{0,63}$/;

/** Whether a text can be a sku at all. */
export function isSku(text: string): boolean {
  return SKU.test(text);
}

/** The standing price has no window: it counts whenever no other price of its tier does. */
export function isStanding(price: Price): boolean {
  return price.validFrom === undefined && price.validUntil === undefined;
}

/**
 * The prices of one sku in one book that count at a moment: one per minimum quantity, ascending. Of several, the one
 * with a window wins over the standing one, then the one that began last, then the lower id.
 */
export function tiersAt(prices: readonly Price[], at: Date): Price[] {
  const byQuantity = new Map<number, Price>();
  for (const price of prices) {
    if (!counts(price, at)) continue;
    const rival = byQuantity.get(price.minimumQuantity);
    if (rival === undefined || winsOver(price, rival)) byQuantity.set(price.minimumQuantity, price);
  }
  return [...byQuantity.values()].sort((left, right) => left.minimumQuantity - right.minimumQuantity);
}

/** The tier that a quantity falls into; undefined when the first tier begins above it. */
export function tierFor(tiers: readonly Price[], quantity: number): Price | undefined {
  return tiers.findLast((tier) => tier.minimumQuantity <= quantity);
}

/** The next moment after `at` at which one of these prices begins or ends; undefined when none does. */
export function nextChangeAfter(prices: readonly Price[], at: Date): Date | undefined {
  const moments = prices
    .flatMap(({ validFrom, validUntil }) => [validFrom, validUntil])
    .filter((moment): moment is Date => moment !== undefined && moment.getTime() > at.getTime());
  return moments.sort((left, right) => left.getTime() - right.getTime())[0];
}

function counts(price: Price, at: Date): boolean {
  const hasBegun = price.validFrom === undefined || price.validFrom.getTime() <= at.getTime();
  return hasBegun && (price.validUntil === undefined || price.validUntil.getTime() > at.getTime());
}

function winsOver(price: Price, rival: Price): boolean {
  if (isStanding(price) !== isStanding(rival)) return isStanding(rival);
  const later = (price.validFrom?.getTime() ?? 0) - (rival.validFrom?.getTime() ?? 0);
  return later === 0 ? price.id < rival.id : later > 0;
}
