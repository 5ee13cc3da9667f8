import type { PricedLine } from './order-line';

/** What an order costs, in minor units of one currency. */
export interface Totals {
  readonly subtotalMinor: bigint;
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  /** Null until a shipping option is chosen. */
  readonly shippingMinor: bigint | null;
  /** What is paid. Tax is part of it once, whether prices include it or not. */
  readonly totalMinor: bigint;
}

/**
 * Whether totals and lines tell the same story: every line's subtotal is price times quantity, each total is the
 * sum of its lines, shipping comes on top, and nothing is negative. A quote that fails this is not sold on.
 */
export function isConsistent(totals: Totals, lines: readonly PricedLine[]): boolean {
  const sumOf = (amount: (line: PricedLine) => bigint): bigint =>
    lines.reduce((sum, line) => sum + amount(line), 0n);
  return (
    lines.every(isConsistentLine) &&
    totals.subtotalMinor === sumOf((line) => line.subtotalMinor) &&
    totals.discountMinor === sumOf((line) => line.discountMinor) &&
    totals.taxMinor === sumOf((line) => line.taxMinor) &&
    totals.totalMinor === sumOf((line) => line.totalMinor) + (totals.shippingMinor ?? 0n)
  );
}

function isConsistentLine(line: PricedLine): boolean {
  const amounts = [
    line.unitPriceMinor,
    line.subtotalMinor,
    line.discountMinor,
    line.taxMinor,
    line.totalMinor,
  ];
  return (
    line.quantity > 0 &&
    amounts.every((amount) => amount >= 0n) &&
    line.subtotalMinor === line.unitPriceMinor * BigInt(line.quantity) &&
    line.discountMinor <= line.subtotalMinor
  );
}
