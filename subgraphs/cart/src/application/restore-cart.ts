import { AppError } from '@agora/platform/errors';
import type { HeldClaim } from '@agora/platform/idempotency';
import { idFrom, newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import { quantityBySku } from '../domain/cart';
import { admitRestore } from '../domain/cart-life';
import { newProblems } from '../domain/problems';
import { problemsAfterHold } from '../domain/stock-problems';
import { changeOwnCart } from './change-own-cart';
import type { ChangeOwnCartDeps } from './change-own-cart';
import { NOTHING_HELD, holdWhatThereIs } from './hold-what-there-is';
import type { Held } from './hold-what-there-is';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { CartNews, CartStore, StoredCart } from './ports';
import type { StockReservations } from './stock-ports';
import { trailOf } from './trail';
import { untilCommitted } from './until-committed';

export interface RestoreCartDeps extends ChangeOwnCartDeps {
  readonly store: Pick<CartStore, 'read' | 'findCurrent' | 'commitRestoring'>;
  readonly reservations: StockReservations;
  readonly news: CartNews;
}

export interface RestoreCartCommand {
  readonly cartId: string;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
}

/**
 * Takes a cart up again that the viewer had put aside. The cart they have open in the same store and channel is put aside
 * in the same transaction. Stock is held as far as there is any, and what there is not is reported beside the committed
 * version; prices are asked again in the background.
 */
export function restoreCart(
  deps: RestoreCartDeps,
  command: RestoreCartCommand,
  context: OperationContext,
): Promise<CartOutcome> {
  const { idempotencyKey, ...input } = command;
  const request = { operation: 'cartRestore', cartId: command.cartId, idempotencyKey, input, context };
  return changeOwnCart(deps, request, (cart, claim) => {
    const operation = claim?.operationId ?? newId();
    return untilCommitted(deps.store, cart, (newest, round) => {
      const operationId = round === 0 ? operation : idFrom(`${operation}#${String(round)}`);
      return attempt(deps, { ...command, operationId, claim, context }, newest);
    });
  });
}

interface Attempt extends RestoreCartCommand {
  readonly operationId: string;
  readonly claim: HeldClaim | null;
  readonly context: OperationContext;
}

async function attempt(
  deps: RestoreCartDeps,
  { operationId, expectedVersion, claim, context }: Attempt,
  cart: StoredCart,
): Promise<CartOutcome | 'moved'> {
  const { store, reservations, news, clock } = deps;
  const obstacle = admitRestore(cart, expectedVersion);
  if (obstacle !== undefined) return refused(cart, obstacle);
  const current = await store.findCurrent(cart);
  if (current?.status === 'LOCKED') return refused(cart, { kind: 'CART_LOCKED' });
  const held = await holdForNow(reservations, { operationId, cart }, context);
  if (held === 'released') return 'moved';
  const heldLineIds = cart.lines.filter(({ sku }) => held.granted.has(sku)).map(({ id }) => id);
  const problems = problemsAfterHold(cart, { heldLineIds, rejections: held.rejections }, clock.now());
  const isCommitted = await store.commitRestoring({
    cart,
    current: current ?? null,
    operationId: held.granted.size === 0 ? null : operationId,
    heldLineIds,
    problems,
    rejections: held.rejections,
    reservedUntil: held.reservedUntil,
    claim,
    trail: trailOf(context),
  });
  if (!isCommitted) {
    if (held.granted.size > 0) await reservations.release(operationId, cart.id, null).catch(() => undefined);
    return 'moved';
  }
  const version = cart.version + 1;
  news.committed(cart.id, version);
  if (current !== undefined) news.committed(current.id, current.version + 1);
  return {
    kind: 'committed',
    cartId: cart.id,
    version,
    replayed: false,
    rejections: held.rejections,
    warnings: newProblems(cart.problems, problems),
  };
}

/** A cart can be taken up while inventory is away: nothing is held then, and a later change or extension holds it. */
async function holdForNow(
  reservations: StockReservations,
  { operationId, cart }: { readonly operationId: string; readonly cart: StoredCart },
  context: OperationContext,
): Promise<Held | 'released'> {
  const wanted = quantityBySku(cart.lines);
  try {
    return await holdWhatThereIs(reservations, { operationId, cart, wanted }, context);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    context.log.warn({ err: error, cartId: cart.id }, 'a cart was taken up without holding its stock');
    return NOTHING_HELD;
  }
}
