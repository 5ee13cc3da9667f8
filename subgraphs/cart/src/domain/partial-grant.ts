import { increasesBySku } from './change';
import type { ChangedLine, LinesChange } from './change';

/** Units of a sku that were wanted and could not be had. */
export interface Shortage {
  readonly sku: string;
  /** Units that had to be held in addition. */
  readonly requested: number;
  /** Units that could be. */
  readonly available: number;
}

export interface FittedChange {
  readonly change: LinesChange;
  /** Empty when everything was granted. */
  readonly shortages: readonly Shortage[];
}

/**
 * The part of a change that the granted units are enough for. What is missing is taken from the lines that grow, the last
 * one first; a new line without a unit is left out. What the change removes or lowers stays as it is.
 */
export function withinGranted(change: LinesChange, granted: ReadonlyMap<string, number>): FittedChange {
  const shortages = [...increasesBySku(change)]
    .map(([sku, requested]) => ({ sku, requested, available: granted.get(sku) ?? 0 }))
    .filter(({ requested, available }) => available < requested);
  if (shortages.length === 0) return { change, shortages };
  const missing = new Map(shortages.map(({ sku, requested, available }) => [sku, requested - available]));
  const lines = change.lines
    .toReversed()
    .map((line) => lowered(line, missing))
    .toReversed();
  const quantities = new Map(lines.map(({ id, quantity }) => [id, quantity]));
  const resulting = change.resulting
    .map((line) => ({ ...line, quantity: quantities.get(line.id) ?? line.quantity }))
    .filter(({ quantity }) => quantity > 0);
  return {
    change: { ...change, lines: lines.filter(({ delta }) => delta !== 0), resulting },
    shortages,
  };
}

/** Takes what is missing of the line's sku from what the line gains, and notes how much that was. */
function lowered(line: ChangedLine, missing: Map<string, number>): ChangedLine {
  const less = Math.min(Math.max(line.delta, 0), missing.get(line.sku) ?? 0);
  missing.set(line.sku, (missing.get(line.sku) ?? 0) - less);
  return { ...line, quantity: line.quantity - less, delta: line.delta - less };
}
