import type { Cart } from './cart';
import { rejected } from './change';
import type { Decision } from './change';

export interface WantedRemoval {
  readonly lineIds: readonly string[];
  readonly skus: readonly string[];
}

/** Removes lines by id, and all lines of the given skus. A line that is gone already is refused by its index. */
export function decideRemoveLines(cart: Cart, wanted: WantedRemoval): Decision {
  const missing = [
    ...wanted.lineIds.map((id, index) => (cart.lines.some((line) => line.id === id) ? -1 : index)),
    ...wanted.skus.map((sku, index) => (cart.lines.some((line) => line.sku === sku) ? -1 : index)),
  ].filter((index) => index >= 0);
  if (missing.length > 0)
    return rejected(...missing.map((index) => ({ kind: 'LINE_NOT_FOUND' as const, index })));
  const isWanted = (line: { id: string; sku: string }): boolean =>
    wanted.lineIds.includes(line.id) || wanted.skus.includes(line.sku);
  const removed = cart.lines.filter(isWanted);
  if (removed.length === 0) return { kind: 'unchanged' };
  return {
    kind: 'changed',
    change: {
      cause: 'LINES_REMOVED',
      lines: [],
      removed,
      resulting: cart.lines.filter((line) => !isWanted(line)),
    },
  };
}

/** Empties the cart. */
export function decideClear(cart: Cart): Decision {
  if (cart.lines.length === 0) return { kind: 'unchanged' };
  return { kind: 'changed', change: { cause: 'CLEARED', lines: [], removed: cart.lines, resulting: [] } };
}
