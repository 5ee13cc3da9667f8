export interface LineAttribute {
  readonly key: string;
  readonly value: string;
}

/** One line as priced in a checkout session and sold in an order. Amounts are minor units of the order's currency. */
export interface PricedLine {
  readonly id: string;
  readonly sku: string;
  /** The catalogue's id of the variant; null when it was not known at checkout. */
  readonly variantId: string | null;
  readonly title: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
  readonly subtotalMinor: bigint;
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
  readonly attributes: readonly LineAttribute[];
}

/** A line of a checkout session. */
export interface SessionLine extends PricedLine {
  /** The unit price the shopper saw first: what completion accepts without a word. */
  readonly offeredUnitPriceMinor: bigint;
}

/** A line of an order. */
export interface OrderLine extends PricedLine {
  readonly orderId: string;
  /** How much of it is promised but not in stock yet. */
  readonly backorderedQuantity: number;
  /** How much of it came back. */
  readonly returnedQuantity: number;
  /** What was given back for that. */
  readonly refundedMinor: bigint;
}

/** How much of each sku the lines ask for: lines with different attributes may share one. In sku order. */
export function quantitiesBySku(
  lines: readonly Pick<PricedLine, 'sku' | 'quantity'>[],
): { sku: string; quantity: number }[] {
  const quantities = new Map<string, number>();
  for (const line of lines) quantities.set(line.sku, (quantities.get(line.sku) ?? 0) + line.quantity);
  return [...quantities]
    .map(([sku, quantity]) => ({ sku, quantity }))
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
}
