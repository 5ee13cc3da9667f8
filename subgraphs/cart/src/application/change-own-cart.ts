import { idempotencyScope, isClaimLost, patientClaims } from '@agora/platform/idempotency';
import type { HeldClaim, Idempotency } from '@agora/platform/idempotency';
import { isUuid } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import { ownsCart } from '../domain/ownership';
import { checkKey } from './check-input';
import type { GuestCarts } from './guest-carts';
import { measured } from './operation-metrics';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { CartStore, StoredCart } from './ports';
import { rejectionsOf, warningsOf } from './stored-answer';

export interface ChangeOwnCartDeps {
  readonly store: Pick<CartStore, 'read'>;
  readonly idempotency: Idempotency;
  readonly clock: Clock;
  readonly guestCarts: GuestCarts;
}

/** What every mutation of one cart has in common. */
export interface ChangeOwnCartRequest {
  /** The mutation's name: part of the idempotency key. */
  readonly operation: string;
  readonly cartId: string;
  readonly idempotencyKey: string | null;
  /** What the key stands for: the same key with another input is refused. */
  readonly input: unknown;
  readonly context: OperationContext;
}

/** Changes the cart that was read; completes the claim with its effect. */
export type CarryOut = (cart: StoredCart, claim: HeldClaim | null) => Promise<CartOutcome>;

/**
 * Carries out one mutation of a cart for its owner, once per idempotency key. A customer who still carries a guest token
 * gets the guest's carts first.
 * A cart that is not the viewer's is refused exactly as one that does not exist.
 */
export function changeOwnCart(
  deps: ChangeOwnCartDeps,
  request: ChangeOwnCartRequest,
  carryOut: CarryOut,
): Promise<CartOutcome> {
  return changeCartOnce(deps, request, (claim) => onOwnCart(deps, request, (cart) => carryOut(cart, claim)));
}

/** {@link changeOwnCart} for what finds the cart itself: see {@link onOwnCart}. */
export function changeCartOnce(
  deps: Pick<ChangeOwnCartDeps, 'idempotency'>,
  request: ChangeOwnCartRequest,
  work: Work,
): Promise<CartOutcome> {
  return measured(request.operation, () => once(deps, request, work));
}

type Work = (claim: HeldClaim | null) => Promise<CartOutcome>;

async function once(
  deps: Pick<ChangeOwnCartDeps, 'idempotency'>,
  request: ChangeOwnCartRequest,
  work: Work,
): Promise<CartOutcome> {
  if (request.idempotencyKey === null) return work(null);
  const key = request.idempotencyKey;
  checkKey(key);
  const scope = idempotencyScope(request.context.viewer);
  const claim = await patientClaims(deps.idempotency, request.context.deadline).claim({
    scope,
    operation: request.operation,
    key,
    input: request.input,
  });
  switch (claim.kind) {
    case 'replay':
      return {
        kind: 'committed',
        cartId: String(claim.outcome['cartId']),
        version: Number(claim.outcome['version']),
        replayed: true,
        rejections: rejectionsOf(claim.outcome),
        warnings: warningsOf(claim.outcome),
      };
    case 'inProgress':
      return refused({ id: request.cartId }, { kind: 'IDEMPOTENCY_IN_PROGRESS' });
    case 'reused':
      return refused({ id: request.cartId }, { kind: 'IDEMPOTENCY_KEY_REUSED' });
    case 'claimed':
      return claimed(deps, request, { claim, work });
  }
}

async function claimed(
  deps: Pick<ChangeOwnCartDeps, 'idempotency'>,
  request: ChangeOwnCartRequest,
  { claim, work }: { readonly claim: HeldClaim; readonly work: Work },
): Promise<CartOutcome> {
  try {
    const outcome = await work(claim);
    // Without effect nothing is stored: the same key may succeed later.
    if (outcome.kind !== 'committed') await deps.idempotency.abandon(claim);
    return outcome;
  } catch (error) {
    if (isClaimLost(error)) return refused({ id: request.cartId }, { kind: 'IDEMPOTENCY_IN_PROGRESS' });
    await deps.idempotency.handBack(claim).catch(() => undefined);
    throw error;
  }
}

/** Reads the viewer's cart, for `work`; a cart that is not the viewer's is refused as one that does not exist. */
export async function onOwnCart(
  deps: Omit<ChangeOwnCartDeps, 'idempotency'>,
  { cartId, context }: Pick<ChangeOwnCartRequest, 'cartId' | 'context'>,
  work: (cart: StoredCart) => Promise<CartOutcome>,
): Promise<CartOutcome> {
  await deps.guestCarts.adopt(context);
  const cart = isUuid(cartId) ? await readOwn(deps, cartId, context) : undefined;
  return cart === undefined ? refused(null, { kind: 'CART_NOT_FOUND' }) : work(cart);
}

/** The viewer's cart; for a customer's former guest cart the one it went into, whose id the client may not know yet. */
async function readOwn(
  { store, clock }: Pick<ChangeOwnCartDeps, 'store' | 'clock'>,
  cartId: string,
  { viewer }: OperationContext,
): Promise<StoredCart | undefined> {
  const own = (cart: StoredCart | undefined): StoredCart | undefined =>
    cart !== undefined && ownsCart(viewer, cart.owner, clock.now()) ? cart : undefined;
  const cart = own(await store.read(cartId));
  if (cart === undefined || cart.mergedIntoId === null || viewer.customerId === null) return cart;
  return own(await store.read(cart.mergedIntoId)) ?? cart;
}
