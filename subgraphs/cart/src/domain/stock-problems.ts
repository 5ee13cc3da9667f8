import type { Cart, CartLine } from './cart';
import { nextProblems, problem } from './problems';
import type { CartProblem, CartProblemCode, ProblemDraft } from './problems';
import type { CartRejection } from './rejections';

const OF_STOCK: ReadonlySet<CartProblemCode> = new Set([
  'OUT_OF_STOCK',
  'INSUFFICIENT_STOCK',
  'RESERVATION_EXPIRED',
]);

/** Whether a problem is about what inventory holds or has. */
export function isAboutStock({ code }: Pick<CartProblem, 'code'>): boolean {
  return OF_STOCK.has(code);
}

/** A line of which fewer than wanted can be had. */
export function shortage(
  line: { readonly id: string; readonly sku: string },
  available: number,
): ProblemDraft {
  return problem(available > 0 ? 'INSUFFICIENT_STOCK' : 'OUT_OF_STOCK', {
    lineId: line.id,
    about: line.sku,
    available,
    isBlocking: true,
  });
}

/** Units of a line that nothing holds: all, or what there was not of them when the rest was held. */
export function unheldUnits(
  { id, quantity, reservedAt }: Pick<CartLine, 'id' | 'quantity' | 'reservedAt'>,
  problems: readonly CartProblem[],
): number {
  if (reservedAt === null) return quantity;
  const short = problems.find(({ code, lineId }) => lineId === id && code === 'INSUFFICIENT_STOCK');
  return Math.max(0, quantity - (short?.available ?? quantity));
}

/** After a hold was renewed: what is held again is well, what could not be had is told. */
export function problemsAfterHold(
  cart: Cart,
  {
    heldLineIds,
    rejections,
  }: { readonly heldLineIds: readonly string[]; readonly rejections: readonly CartRejection[] },
  now: Date,
): CartProblem[] {
  const short = new Map(
    rejections.flatMap((one) =>
      one.kind === 'INSUFFICIENT_STOCK' ? [[one.sku, one.available] as const] : [],
    ),
  );
  const held = new Set(heldLineIds);
  const found = cart.lines.flatMap((line) => {
    const available = short.get(line.sku);
    if (available === undefined) return [];
    return [shortage(line, available + line.quantity - unheldUnits(line, cart.problems))];
  });
  const isCured = (one: CartProblem): boolean =>
    isAboutStock(one) && one.lineId !== null && held.has(one.lineId);
  return nextProblems(cart.problems, isCured, found, now);
}

/** After the hold ended: every line that was held is not any more, and nothing is on its way for it. */
export function problemsAfterExpiry(cart: Cart, now: Date): CartProblem[] {
  const found = cart.lines
    .filter(({ reservedAt }) => reservedAt !== null)
    .map(({ id, sku }) => problem('RESERVATION_EXPIRED', { lineId: id, about: sku }));
  return nextProblems(cart.problems, ({ code }) => code === 'BACKORDERED', found, now);
}
