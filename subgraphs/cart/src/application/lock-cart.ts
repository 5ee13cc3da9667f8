import { isUuid } from '@agora/platform/ids';
import type { Clock } from '@agora/platform/time';
import { decideLock, isLockedBy, problemsAfterUnlock } from '../domain/lock';
import type { CartNews, CartStore, CommitTrail, StatusOutcome } from './ports';

export interface LockDeps {
  readonly store: Pick<CartStore, 'changeStatus'>;
  readonly news: CartNews;
  readonly clock: Clock;
}

export interface LockCommand {
  readonly cartId: string;
  readonly orderId: string;
}

/**
 * Locks the cart for an order: its owner's mutations answer CART_LOCKED until the order ends. Idempotent per order; the
 * version that was pinned is the one before the lock.
 */
export function lockCart(
  deps: LockDeps,
  command: LockCommand & { readonly expectedVersion: number },
  trail: CommitTrail,
): Promise<StatusOutcome> {
  const { orderId, expectedVersion } = command;
  return change(deps, command.cartId, trail, (cart) => {
    const decision = decideLock(cart, orderId, expectedVersion);
    if (decision.kind === 'rejected') return decision.rejection;
    return decision.kind === 'lock'
      ? { status: 'LOCKED', cause: 'LOCKED', lockedByOrderId: orderId }
      : undefined;
  });
}

/** Gives the cart back to its owner. Does nothing when this order does not hold the lock. */
export function unlockCart(
  deps: LockDeps,
  { cartId, orderId, reason }: LockCommand & { readonly reason: string },
  trail: CommitTrail,
): Promise<StatusOutcome> {
  return change(deps, cartId, trail, (cart) => {
    if (!isLockedBy(cart, orderId)) return undefined;
    const problems = problemsAfterUnlock(cart, reason, deps.clock.now());
    return { status: 'ACTIVE', cause: 'UNLOCKED', lockedByOrderId: null, problems };
  });
}

async function change(
  deps: LockDeps,
  cartId: string,
  trail: CommitTrail,
  decide: Parameters<CartStore['changeStatus']>[1],
): Promise<StatusOutcome> {
  if (!isUuid(cartId)) return { kind: 'refused', rejection: { kind: 'CART_NOT_FOUND' } };
  const outcome = await deps.store.changeStatus(cartId, decide, trail);
  if (outcome.kind === 'done' && outcome.isNew) deps.news.committed(cartId, outcome.version);
  return outcome;
}
