import type { CartLine } from './cart';

/** What pricing said about one unit of a line, smallest unit. */
export interface OfferedPrice {
  /** What it is charged at: a promised price that still holds, if that is lower. */
  readonly unitMinor: bigint;
  /** What it costs now. */
  readonly currentMinor: bigint;
}

/** The prices of a line after a quote. */
export type LinePrice = Pick<
  CartLine,
  'unitPriceMinor' | 'previousPriceMinor' | 'acceptedPriceMinor' | 'priceValidUntil' | 'pricedQuantity'
>;

/** What a price was quoted under. */
export interface QuotedUnder {
  readonly until: Date;
  /** Units of the sku in the cart that were asked for; undefined when they were not those the line has now. */
  readonly skuQuantity: number | undefined;
}

/** The unit price that was promised to the shopper and still holds; undefined when there is none. */
export function promisedPrice(
  line: Pick<CartLine, 'unitPriceMinor' | 'acceptedPriceMinor' | 'priceValidUntil'>,
  now: Date,
): bigint | undefined {
  return !needsConsent(line) && line.priceValidUntil > now ? line.unitPriceMinor : undefined;
}

/** Whether the price rose above what the shopper agreed to. */
export function needsConsent(line: Pick<CartLine, 'unitPriceMinor' | 'acceptedPriceMinor'>): boolean {
  return line.unitPriceMinor > line.acceptedPriceMinor;
}

/**
 * What a line costs after a quote (docs/adr/0017): a drop is passed on and agreed to by itself; a rise leaves the promised
 * price until its time is over, and is charged but not agreed to afterwards. Who takes fewer units agrees to what so few
 * cost: pricing keeps the promise for them unless they are of another tier.
 * @param before The line as it was; undefined for a new one, whose price is agreed to by adding it.
 */
export function settlePrice(
  before: LinePrice | undefined,
  offered: OfferedPrice,
  { until, skuQuantity }: QuotedUnder,
): LinePrice {
  const { unitMinor: unitPriceMinor, currentMinor } = offered;
  const pricedQuantity = skuQuantity ?? before?.pricedQuantity ?? 0;
  if (before === undefined) {
    const agreed = { unitPriceMinor, previousPriceMinor: null, acceptedPriceMinor: unitPriceMinor };
    return { ...agreed, priceValidUntil: until, pricedQuantity };
  }
  const isFewer = pricedQuantity < before.pricedQuantity && !needsConsent(before);
  if (unitPriceMinor > before.acceptedPriceMinor && !isFewer) {
    const { acceptedPriceMinor } = before;
    const risen = { unitPriceMinor, previousPriceMinor: acceptedPriceMinor, acceptedPriceMinor };
    return { ...risen, priceValidUntil: until, pricedQuantity };
  }
  const isPromise = currentMinor > unitPriceMinor;
  return {
    unitPriceMinor,
    previousPriceMinor:
      unitPriceMinor === before.unitPriceMinor ? before.previousPriceMinor : before.unitPriceMinor,
    // Who has agreed to the rise already is not asked again when the promise ends.
    acceptedPriceMinor:
      isPromise && before.acceptedPriceMinor > unitPriceMinor ? before.acceptedPriceMinor : unitPriceMinor,
    priceValidUntil: isPromise ? before.priceValidUntil : until,
    pricedQuantity,
  };
}

/** The line when the shopper agrees to pay up to `priceMinor` a unit. */
export function agreedUpTo<Line extends LinePrice>(line: Line, priceMinor: bigint): Line {
  return priceMinor > line.acceptedPriceMinor
    ? { ...line, acceptedPriceMinor: priceMinor, previousPriceMinor: null }
    : { ...line, previousPriceMinor: null };
}

/** Whether anything but the time it holds differs: only then is it worth a write. */
export function isSamePrice(left: LinePrice, right: LinePrice): boolean {
  return (
    left.unitPriceMinor === right.unitPriceMinor &&
    left.acceptedPriceMinor === right.acceptedPriceMinor &&
    left.previousPriceMinor === right.previousPriceMinor &&
    left.pricedQuantity === right.pricedQuantity
  );
}
