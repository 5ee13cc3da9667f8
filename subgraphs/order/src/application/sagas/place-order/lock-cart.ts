import type { OperationContext } from '@agora/platform/server';
import { isForCart } from '../../../domain/checkout-session';
import type { CheckoutSession } from '../../../domain/checkout-session';
import type { CheckoutRefusal } from '../../../domain/refusals';
import type { CartLockResult, Carts, CheckoutSessionStore } from '../../ports';
import { backgroundContext } from './background-context';
import { requested, sessionOf } from './saga-step';
import type { OrderFacts, SagaStep, StepResult } from './saga-step';

export interface LockCartDeps {
  readonly carts: Carts;
  readonly sessions: Pick<CheckoutSessionStore, 'repin'>;
}

/**
 * Locks the cart of a session at the version that was priced. A cart whose version moved while its lines stayed
 * (a declined order locked and unlocked it, or it was priced anew) is locked at its new version, which the session
 * then pins. Locking again for the same order is fine, and so is unlocking one that this order does not hold.
 */
export function lockCart(deps: LockCartDeps): SagaStep {
  return {
    name: 'lock-cart',
    onFault: 'carryOn',
    run: (facts) => lockSession(deps, facts),
    undo: async ({ orderId, session, current, origin }, { reason }) => {
      const cartId = session?.cartId ?? current?.order.cartId ?? null;
      const request = { operationId: orderId, orderId, reason };
      if (cartId !== null) await deps.carts.unlock({ ...request, cartId }, backgroundContext(origin));
      return { outcome: 'DONE' };
    },
  };
}

async function lockSession(deps: LockCartDeps, facts: OrderFacts): Promise<StepResult> {
  const { orderId } = facts;
  const session = sessionOf(facts);
  const { context } = requested(facts);
  const first = await lock(deps, session, orderId, context);
  if (first.kind === 'locked') return { outcome: 'DONE', facts };
  const moved =
    first.kind === 'versionConflict' ? await repinned(deps, session, orderId, context) : undefined;
  const second = moved === undefined ? first : await lock(deps, moved, orderId, context);
  if (second.kind === 'locked') return { outcome: 'DONE', facts: { ...facts, session: moved ?? session } };
  const refusal = refusalOf(second, session.cartVersion);
  return { outcome: 'REFUSED', facts, error: 'CART_NOT_LOCKED', refusals: [refusal] };
}

function lock(
  { carts }: LockCartDeps,
  { cartId, cartVersion }: CheckoutSession,
  orderId: string,
  context: OperationContext,
): Promise<CartLockResult> {
  return carts.lock({ operationId: orderId, cartId, orderId, expectedVersion: cartVersion }, context);
}

/** The session at the cart's present version, stored; undefined when the cart is not what was priced any more. */
async function repinned(
  { carts, sessions }: LockCartDeps,
  session: CheckoutSession,
  orderId: string,
  context: OperationContext,
): Promise<CheckoutSession | undefined> {
  const cart = await carts.find(session.cartId, context);
  if (cart === undefined || !isForCart(session, cart)) return undefined;
  const isStored = await sessions.repin(session.id, orderId, cart.version);
  return isStored ? { ...session, cartVersion: cart.version } : undefined;
}

function refusalOf(result: Exclude<CartLockResult, { kind: 'locked' }>, expected: number): CheckoutRefusal {
  switch (result.kind) {
    case 'lockedByOther':
      return { kind: 'cartLocked' };
    case 'versionConflict':
      return { kind: 'versionConflict', expected, current: result.current };
    case 'notOpen':
      return { kind: 'cartClosed' };
  }
}
