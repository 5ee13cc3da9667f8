import type { Database } from '@agora/platform/database';
import { isUuid } from '@agora/platform/ids';
import { decideLock, isLockedBy } from '../domain/lock';
import type { CartRejection } from '../domain/rejections';
import { changeStatus } from '../persistence/change-status';
import { lockAndReadCart } from '../persistence/read-cart';
import type { CartNews, CommitTrail } from './ports';

export interface LockDeps {
  readonly database: Database;
  readonly news: CartNews;
}

export interface LockCommand {
  readonly operationId: string;
  readonly cartId: string;
  readonly orderId: string;
}

export type LockOutcome =
  | { readonly kind: 'done'; readonly version: number }
  | { readonly kind: 'refused'; readonly rejection: CartRejection };

/**
 * Locks the cart for an order: its owner's mutations answer CART_LOCKED until the order ends. Idempotent per order; the
 * version that was pinned is the one before the lock.
 */
export function lockCart(
  deps: LockDeps,
  command: LockCommand & { readonly expectedVersion: number },
  trail: CommitTrail,
): Promise<LockOutcome> {
  return underLock(
    deps,
    command,
    (cart) => {
      const decision = decideLock(cart, command.orderId, command.expectedVersion);
      if (decision.kind === 'rejected') return decision.rejection;
      return decision.kind === 'lock'
        ? { status: 'LOCKED', cause: 'LOCKED', lockedByOrderId: command.orderId }
        : undefined;
    },
    trail,
  );
}

/** Gives the cart back to its owner. Does nothing when this order does not hold the lock. */
export function unlockCart(deps: LockDeps, command: LockCommand, trail: CommitTrail): Promise<LockOutcome> {
  return underLock(
    deps,
    command,
    (cart) =>
      isLockedBy(cart, command.orderId)
        ? { status: 'ACTIVE', cause: 'UNLOCKED', lockedByOrderId: null }
        : undefined,
    trail,
  );
}

type Locked = NonNullable<Awaited<ReturnType<typeof lockAndReadCart>>>;
type Step = Pick<Parameters<typeof changeStatus>[2], 'status' | 'cause' | 'lockedByOrderId'>;

async function underLock(
  deps: LockDeps,
  command: LockCommand,
  decide: (cart: Locked) => Step | CartRejection | undefined,
  trail: CommitTrail,
): Promise<LockOutcome> {
  if (!isUuid(command.cartId)) return { kind: 'refused', rejection: { kind: 'CART_NOT_FOUND' } };
  const outcome = await deps.database.inTransaction(
    async (tx): Promise<LockOutcome & { readonly isNew?: boolean }> => {
      const cart = await lockAndReadCart(tx, command.cartId);
      if (cart === undefined) return { kind: 'refused', rejection: { kind: 'CART_NOT_FOUND' } };
      const step = decide(cart);
      if (step === undefined) return { kind: 'done', version: cart.version };
      if ('kind' in step) return { kind: 'refused', rejection: step };
      const change = { ...step, cartId: cart.id, version: cart.version, operationId: null };
      return { kind: 'done', version: await changeStatus(tx, cart, change, trail), isNew: true };
    },
  );
  if (outcome.kind === 'done' && outcome.isNew === true) deps.news.committed(command.cartId, outcome.version);
  return outcome;
}
