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
  'unitPriceMinor' | 'previousPriceMinor' | 'acceptedPriceMinor' | 'priceValidUntil'
>;

/** The unit price that was promised to the shopper and still holds; undefined when there is none. */
export function promisedPrice(
  line: Pick<CartLine, 'unitPriceMinor' | 'acceptedPriceMinor' | 'priceValidUntil'>,
  now: Date,
): bigint | undefined {
  return !needsConsent(line) && line.priceValidUntil > now ? line.acceptedPriceMinor : undefined;
}

/** Whether the price rose above what the shopper agreed to. */
export function needsConsent(line: Pick<CartLine, 'unitPriceMinor' | 'acceptedPriceMinor'>): boolean {
  return line.unitPriceMinor > line.acceptedPriceMinor;
}

/**
 * What a line costs after a quote (design 5.2): a drop is passed on and agreed to by itself; a rise leaves the promised price
 * until its time is over, and is charged but not agreed to afterwards.
 * @param before The line as it was; undefined for a new one, whose price is agreed to by adding it.
 */
export function settlePrice(
  before: LinePrice | undefined,
  offered: OfferedPrice,
  quotedUntil: Date,
): LinePrice {
  const { unitMinor: unitPriceMinor, currentMinor } = offered;
  if (before === undefined) {
    return {
      unitPriceMinor,
      previousPriceMinor: null,
      acceptedPriceMinor: unitPriceMinor,
      priceValidUntil: quotedUntil,
    };
  }
  if (unitPriceMinor > before.acceptedPriceMinor) {
    const { acceptedPriceMinor } = before;
    return {
      unitPriceMinor,
      previousPriceMinor: acceptedPriceMinor,
      acceptedPriceMinor,
      priceValidUntil: quotedUntil,
    };
  }
  const isPromise = currentMinor > unitPriceMinor;
  return {
    unitPriceMinor,
    previousPriceMinor:
      unitPriceMinor === before.unitPriceMinor ? before.previousPriceMinor : before.unitPriceMinor,
    acceptedPriceMinor: unitPriceMinor,
    priceValidUntil: isPromise ? before.priceValidUntil : quotedUntil,
  };
}

/** The line's price with the shopper's consent. */
export function accepted(line: LinePrice): LinePrice {
  return { ...line, acceptedPriceMinor: line.unitPriceMinor, previousPriceMinor: null };
}

/** Whether anything but the time it holds differs: only then is it worth a write. */
export function isSamePrice(left: LinePrice, right: LinePrice): boolean {
  return (
    left.unitPriceMinor === right.unitPriceMinor &&
    left.acceptedPriceMinor === right.acceptedPriceMinor &&
    left.previousPriceMinor === right.previousPriceMinor
  );
}
