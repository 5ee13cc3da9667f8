import type { Cart, CartLine } from './cart';
import type { ChangedLine, LinesChange } from './change';
import type { CartProblem } from './problems';
import { isAboutStock } from './stock-problems';

/**
 * The cart as the next of several adds of one commit finds it: one version later, with the lines of the add before, which
 * hold what they asked for. A new line has no price yet: the quote is for all adds together.
 */
export function afterAdd<Of extends Cart>(cart: Of, change: LinesChange, now: Date): Of {
  const stored = new Map(cart.lines.map((line) => [line.id, line]));
  const grown = new Map(change.lines.map((line) => [line.id, grownLine(stored.get(line.id), line, now)]));
  const isCured = (lineId: string | null): boolean => lineId !== null && grown.has(lineId);
  return {
    ...cart,
    version: cart.version + 1,
    lines: [...cart.lines.filter(({ id }) => !grown.has(id)), ...grown.values()],
    problems: cart.problems.filter((one) => !(isAboutStock(one) && isCured(one.lineId))),
  };
}

function grownLine(stored: CartLine | undefined, { delta: _, ...line }: ChangedLine, now: Date): CartLine {
  const unpriced = {
    ...{ unitPriceMinor: 0n, previousPriceMinor: null, acceptedPriceMinor: 0n, pricedQuantity: 0 },
    priceValidUntil: now,
  };
  return { ...unpriced, addedAt: now, ...stored, ...line, reservedAt: now, updatedAt: now };
}

/**
 * What several adds, each decided on the state after the one before, do together.
 * @throws RangeError without changes.
 */
export function jointChange(changes: readonly LinesChange[]): LinesChange {
  const last = changes.at(-1);
  if (last === undefined) throw new RangeError('there is nothing to join');
  const lines = new Map<string, ChangedLine>();
  for (const line of changes.flatMap((change) => change.lines))
    lines.set(line.id, { ...line, delta: line.delta + (lines.get(line.id)?.delta ?? 0) });
  return { ...last, lines: [...lines.values()] };
}

/** What of the problems after several adds one of them has to do with: those of its lines, and of the whole cart. */
export function problemsOf<Of extends Pick<CartProblem, 'lineId'>>(
  { lines }: LinesChange,
  problems: readonly Of[],
): Of[] {
  const own = new Set(lines.map(({ id }) => id));
  return problems.filter(({ lineId }) => lineId === null || own.has(lineId));
}
