import { decideAddLines } from './add-lines';
import type { WantedLine } from './add-lines';
import { lineIdentity } from './cart';
import type { Cart, CartLine } from './cart';
import type { ChangedLine, Decision } from './change';
import type { CartRejection } from './rejections';

/**
 * Makes the lines of the cart exactly these: others are removed, equal ones keep their identity. The limits and refusals of
 * adding to an empty cart. Does not commute.
 */
export function decideReplaceLines(cart: Cart, wanted: readonly WantedLine[]): Decision {
  if (wanted.length === 0) return replaced(cart, []);
  const fresh = decideAddLines({ ...cart, lines: [] }, wanted);
  return fresh.kind === 'changed' ? replaced(cart, fresh.change.lines) : fresh;
}

/** What can be bought of some lines, and why the others cannot. */
export function splitSold(wanted: readonly WantedLine[]): {
  readonly sold: readonly WantedLine[];
  readonly unsold: readonly CartRejection[];
} {
  const unsold = wanted.flatMap(({ sku, variant }, index): CartRejection[] => {
    if (variant?.isSellable === true) return [];
    return [{ kind: variant === undefined ? 'VARIANT_NOT_FOUND' : 'VARIANT_UNAVAILABLE', index, sku }];
  });
  return { sold: wanted.filter(({ variant }) => variant?.isSellable === true), unsold };
}

function replaced(cart: Cart, wanted: readonly ChangedLine[]): Decision {
  const stored = new Map(cart.lines.map((line) => [lineIdentity(line), line]));
  const all = wanted.map((line) => onto(stored.get(lineIdentity(line)), line));
  const kept = new Set(all.map(({ id }) => id));
  const removed = cart.lines.filter(({ id }) => !kept.has(id));
  const lines = all.filter(({ delta }) => delta !== 0);
  if (lines.length === 0 && removed.length === 0) return { kind: 'unchanged' };
  const resulting = all.map(({ id, sku, quantity, snapshot }) => ({ id, sku, quantity, snapshot }));
  return { kind: 'changed', change: { cause: 'RESTORED', lines, removed, resulting } };
}

function onto(stored: CartLine | undefined, line: ChangedLine): ChangedLine {
  return stored === undefined
    ? { ...line, delta: line.quantity }
    : { ...line, id: stored.id, delta: line.quantity - stored.quantity };
}
