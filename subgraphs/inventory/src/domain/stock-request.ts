import { MAX_SKU_LENGTH, textProblem } from './text-rules';

/** A positive number of units of a sku. */
export interface StockRequestLine {
  readonly sku: string;
  readonly quantity: number;
}

/** More was asked of a sku than could be had. */
export interface Shortage {
  readonly sku: string;
  readonly requested: number;
  /** What could have been had at that moment. */
  readonly available: number;
}

export const MAX_REQUEST_LINES = 250;
export const MAX_REQUEST_QUANTITY = 25_000;

/** What is wrong with a line of a request, or undefined when nothing is. */
export function lineProblem(
  line: StockRequestLine,
): { readonly field: 'sku' | 'delta'; readonly message: string } | undefined {
  const message = textProblem(line.sku, MAX_SKU_LENGTH);
  if (message !== undefined) return { field: 'sku', message };
  if (!Number.isInteger(line.quantity) || line.quantity < 1 || line.quantity > MAX_REQUEST_QUANTITY) {
    return { field: 'delta', message: `must be a whole number from 1 to ${String(MAX_REQUEST_QUANTITY)}` };
  }
  return undefined;
}

/** One line per sku, in sku order. Two lines of a cart may be of one sku. */
export function mergeLines(lines: readonly StockRequestLine[]): StockRequestLine[] {
  const quantities = new Map<string, number>();
  for (const { sku, quantity } of lines) quantities.set(sku, (quantities.get(sku) ?? 0) + quantity);
  return [...quantities]
    .map(([sku, quantity]) => ({ sku, quantity }))
    .sort((a, b) => (a.sku < b.sku ? -1 : 1));
}

/** Whether two requests, each merged, ask for the same. */
export function isSameRequest(one: readonly StockRequestLine[], other: readonly StockRequestLine[]): boolean {
  return (
    one.length === other.length &&
    one.every((line, index) => line.sku === other[index]?.sku && line.quantity === other[index].quantity)
  );
}
