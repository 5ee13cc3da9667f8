import { linesById } from './cart';
import type { Cart, CartChangeCause, CartLine } from './cart';
import type { CartRejection } from './rejections';
import { unheldUnits } from './stock-problems';

/** One line as it is after the change: quantities are absolute. */
export type ChangedLine = Pick<
  CartLine,
  'id' | 'variantId' | 'sku' | 'attributesHash' | 'quantity' | 'snapshot'
> & {
  /** Units more (or less) than before. */
  readonly delta: number;
};

/** A line as it is after a change, for the quote and the totals. */
export type ResultingLine = Pick<CartLine, 'id' | 'sku' | 'quantity' | 'snapshot'>;

/** What a command does to the lines of a cart. Applies to exactly the version it was decided on. */
export interface LinesChange {
  readonly cause: CartChangeCause;
  /** Added or with a new quantity. */
  readonly lines: readonly ChangedLine[];
  readonly removed: readonly CartLine[];
  /** All lines afterwards. */
  readonly resulting: readonly ResultingLine[];
}

export type Decision =
  | { readonly kind: 'changed'; readonly change: LinesChange }
  /** The cart is as the command wants it already. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'rejected'; readonly rejections: readonly CartRejection[] };

/** A decision over one state of the cart: pure, so it can be taken again on a newer state. */
export type Decide = (cart: Cart) => Decision;

export function rejected(...rejections: readonly CartRejection[]): Decision {
  return { kind: 'rejected', rejections };
}

/**
 * Units more per sku than before: what has to be reserved. Over all lines of a sku, so what one line gives up another may
 * take; decreases are not in it.
 */
export function increasesBySku(change: LinesChange): Map<string, number> {
  const deltas = new Map<string, number>();
  const count = (sku: string, delta: number): void => {
    deltas.set(sku, (deltas.get(sku) ?? 0) + delta);
  };
  for (const line of change.lines) count(line.sku, line.delta);
  for (const line of change.removed) count(line.sku, -line.quantity);
  return new Map([...deltas].filter(([, delta]) => delta > 0));
}

/**
 * Units per sku that have to be reserved so that every line that grows is held whole: what it grows by, and what it had that
 * nothing holds.
 */
export function neededBySku(
  cart: Pick<Cart, 'lines' | 'problems'>,
  change: LinesChange,
): Map<string, number> {
  const needed = increasesBySku(change);
  const stored = linesById(cart.lines);
  for (const { id, sku, delta } of change.lines) {
    const line = stored.get(id);
    const more = delta > 0 && line !== undefined ? unheldUnits(line, cart.problems) : 0;
    if (more > 0) needed.set(sku, (needed.get(sku) ?? 0) + more);
  }
  return needed;
}

/** Whether a reservation for `reserved` is enough for a change that needs `needed`. */
export function covers(reserved: ReadonlyMap<string, number>, needed: ReadonlyMap<string, number>): boolean {
  return [...needed].every(([sku, delta]) => delta <= (reserved.get(sku) ?? 0));
}

/** The absolute quantity afterwards of every sku the change touches: inventory holds per sku, not per line. */
export function touchedSkuQuantities(change: LinesChange): Map<string, number> {
  const touched = new Map<string, number>();
  for (const line of change.lines) touched.set(line.sku, 0);
  for (const line of change.removed) touched.set(line.sku, 0);
  for (const line of change.resulting) {
    const known = touched.get(line.sku);
    if (known !== undefined) touched.set(line.sku, known + line.quantity);
  }
  return touched;
}
