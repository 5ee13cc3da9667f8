import type { HeldClaim } from '@agora/platform/idempotency';
import { idFrom, newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import { admit } from '../domain/admission';
import { quantityBySku } from '../domain/cart';
import { newProblems } from '../domain/problems';
import { problemsAfterHold, unheldUnits } from '../domain/stock-problems';
import { changeOwnCart } from './change-own-cart';
import type { ChangeOwnCartDeps } from './change-own-cart';
import { holdWhatThereIs } from './hold-what-there-is';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { CartNews, CartStore, StoredCart } from './ports';
import type { StockReservations } from './stock-ports';
import { trailOf } from './trail';
import { untilCommitted } from './until-committed';

export interface ExtendReservationDeps extends ChangeOwnCartDeps {
  readonly store: Pick<CartStore, 'read' | 'commitHold'>;
  readonly reservations: StockReservations;
  readonly news: CartNews;
}

export interface ExtendReservationCommand {
  readonly cartId: string;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

/**
 * Holds the stock of the viewer's cart for longer: what is held slides up to inventory's cap, what lapsed is held again as
 * far as there is any. What there is not enough of is reported beside the committed version.
 * @throws AppError `DOWNSTREAM_UNAVAILABLE`, `DEADLINE_EXCEEDED` (retriable; nothing was committed).
 */
export function extendReservation(
  deps: ExtendReservationDeps,
  command: ExtendReservationCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const { idempotencyKey, ...input } = command;
  const request = {
    operation: 'cartReservationExtend',
    cartId: command.cartId,
    idempotencyKey,
    input,
    context,
  };
  return changeOwnCart(deps, request, (cart, claim) => {
    const operation = claim?.operationId ?? newId();
    return untilCommitted(deps.store, cart, (newest, round) => {
      const operationId = round === 0 ? operation : idFrom(`${operation}#${String(round)}`);
      return attempt(deps, { ...command, operationId, claim, context }, newest);
    });
  });
}

interface Attempt extends ExtendReservationCommand {
  readonly operationId: string;
  readonly claim: HeldClaim | null;
  readonly context: OperationContext;
}

async function attempt(
  { store, reservations, news, clock }: ExtendReservationDeps,
  { operationId, expectedVersion, claim, context }: Attempt,
  cart: StoredCart,
): Promise<CartOutcome | 'moved'> {
  const obstacle = admit(cart, expectedVersion);
  if (obstacle !== undefined) return refused(cart, obstacle);
  if (cart.lines.length === 0) return { kind: 'unchanged', cartId: cart.id, version: cart.version };
  const alive = await reservations.extend(cart, context);
  const unheld = cart.lines.map((line) => ({
    ...line,
    quantity: alive === null ? line.quantity : unheldUnits(line, cart.problems),
  }));
  const lapsed = unheld.filter(({ quantity }) => quantity > 0);
  const held = await holdWhatThereIs(
    reservations,
    { operationId, cart, wanted: quantityBySku(lapsed) },
    context,
  );
  if (held === 'released') return 'moved';
  const reservedUntil = held.reservedUntil ?? alive;
  if (reservedUntil === null) {
    // Nothing is held and nothing was missing: stock is not held at all here.
    if (held.rejections.length === 0) return { kind: 'unchanged', cartId: cart.id, version: cart.version };
    return refused(cart, ...held.rejections);
  }
  const heldLineIds = lapsed.filter(({ sku }) => held.granted.has(sku)).map(({ id }) => id);
  const problems = problemsAfterHold(cart, { heldLineIds, rejections: held.rejections }, clock.now());
  const isCommitted = await store.commitHold({
    cart,
    operationId: held.granted.size === 0 ? null : operationId,
    heldLineIds,
    problems,
    rejections: held.rejections,
    reservedUntil,
    claim,
    trail: trailOf(context),
  });
  if (!isCommitted) {
    if (held.granted.size > 0) await reservations.release(operationId, cart.id, null).catch(() => undefined);
    return 'moved';
  }
  const version = cart.version + 1;
  news.committed(cart.id, version);
  return {
    kind: 'committed',
    cartId: cart.id,
    version,
    replayed: false,
    rejections: held.rejections,
    warnings: newProblems(cart.problems, problems),
  };
}
