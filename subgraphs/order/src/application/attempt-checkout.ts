import { actorOf } from '@agora/platform/auth';
import { AppError } from '@agora/platform/errors';
import { isClaimLost } from '@agora/platform/idempotency';
import type { HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import type { CheckoutSession } from '../domain/checkout-session';
import type { CheckoutRefusal } from '../domain/refusals';
import type { EventOrigin } from '../events/published';
import type { BeginCompletion } from './begin-completion';
import type { GiveBack } from './give-back';
import type { LockSession } from './lock-session';
import type { AttemptResult, PayOrder } from './pay-order';
import type { PlaceSession } from './place-session';
import type { CheckoutSessionStore, Claims, OrderStore, OrderWithPayment } from './ports';

export interface AttemptInput {
  readonly claim: HeldClaim;
  readonly checkoutSessionId: string;
  readonly paymentToken: string;
  readonly acceptedTotal: { readonly amountMinor: bigint; readonly currency: string } | null;
}

export interface AttemptCheckoutDeps {
  readonly stores: {
    readonly sessions: CheckoutSessionStore;
    readonly orders: OrderStore;
    readonly claims: Claims;
  };
  readonly giveCartBack: GiveBack;
  readonly steps: {
    readonly begin: BeginCompletion;
    readonly lock: LockSession;
    readonly place: PlaceSession;
    readonly pay: PayOrder;
  };
}

export type AttemptCheckout = (input: AttemptInput, context: OperationContext) => Promise<AttemptResult>;

/**
 * One attempt to turn a session into an order, by whoever holds the claim; its operation id is the order's id.
 * Session taken → cart locked → order placed → stock and payment. Each step leaves a trace that says how to carry
 * on or undo: the session while there is no order (60 s, then the sweep), afterwards the order (its payment date).
 *
 * A refusal or a fault before anything was taken frees the key. A fault after which cart or order may or may not
 * be taken keeps it: its next use carries on under the same order id.
 *
 * @throws ClaimLostError when another request took the key over; AppError of the subgraph that failed.
 */
export function attemptCheckout(deps: AttemptCheckoutDeps): AttemptCheckout {
  return async (input, context) => {
    const { claim } = input;
    const origin = {
      correlationId: context.correlationId,
      traceparent: context.traceparent,
      actor: actorOf(context.viewer),
    };
    const known = claim.isTakeover ? await carriedOn(deps, claim.operationId) : undefined;
    if (known !== undefined) return pay(deps, { ...known, origin }, input, context);
    const begun = await orAbandon(deps, claim, () =>
      deps.steps.begin({ ...input, orderId: claim.operationId }, context),
    );
    if (begun.kind === 'refused') return refuse(deps, claim, begun.refusal);
    const placed = await orHandBack(deps, claim, () =>
      lockAndPlace(deps, begun.session, { claim, origin }, context),
    );
    if (placed.kind === 'refused') return refuse(deps, claim, placed.refusal);
    return pay(deps, { current: placed.current, session: placed.session, origin }, input, context);
  };
}

interface Payable {
  readonly current: OrderWithPayment;
  readonly session: CheckoutSession;
  readonly origin: EventOrigin;
}

function pay(
  deps: AttemptCheckoutDeps,
  payable: Payable,
  input: AttemptInput,
  context: OperationContext,
): Promise<AttemptResult> {
  const { current, session, origin } = payable;
  const { claim, paymentToken } = input;
  return orHandBack(deps, claim, () =>
    deps.steps.pay(
      current,
      { claim, paymentToken, origin, lines: session.lines, promotions: session.promotions },
      context,
    ),
  );
}

async function carriedOn(
  deps: AttemptCheckoutDeps,
  orderId: string,
): Promise<Omit<Payable, 'origin'> | undefined> {
  const current = await deps.stores.orders.find(orderId);
  const sessionId = current?.order.checkoutSessionId ?? undefined;
  const session = sessionId === undefined ? undefined : await deps.stores.sessions.find(sessionId);
  return current === undefined || session === undefined ? undefined : { current, session };
}

type LockAndPlaceResult =
  | { readonly kind: 'placed'; readonly current: OrderWithPayment; readonly session: CheckoutSession }
  | { readonly kind: 'refused'; readonly refusal: CheckoutRefusal };

async function lockAndPlace(
  deps: AttemptCheckoutDeps,
  begun: CheckoutSession,
  { claim, origin }: { readonly claim: HeldClaim; readonly origin: EventOrigin },
  context: OperationContext,
): Promise<LockAndPlaceResult> {
  const orderId = claim.operationId;
  const locked = await deps.steps.lock(begun, orderId, context);
  if (locked.kind === 'refused') {
    await deps.stores.sessions.reopen(begun.id, orderId);
    return locked;
  }
  const { session } = locked;
  if ((await deps.steps.place(session, orderId, origin)) === 'sessionMoved') {
    await deps.giveCartBack({ id: orderId, cartId: session.cartId }, 'CHECKOUT_ABANDONED');
    return { kind: 'refused', refusal: { kind: 'sessionBusy' } };
  }
  const current = await deps.stores.orders.find(orderId);
  if (current === undefined) throw new AppError('INTERNAL', `order ${orderId} was placed and is not there`);
  return { kind: 'placed', current, session };
}

async function refuse(
  deps: AttemptCheckoutDeps,
  claim: HeldClaim,
  refusal: CheckoutRefusal,
): Promise<AttemptResult> {
  await deps.stores.claims.abandon(claim);
  return { kind: 'refused', refusals: [refusal] };
}

async function orAbandon<T>(deps: AttemptCheckoutDeps, claim: HeldClaim, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await deps.stores.claims.abandon(claim);
    throw error;
  }
}

async function orHandBack<T>(
  deps: AttemptCheckoutDeps,
  claim: HeldClaim,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Without effect on a claim that is lost or was abandoned on the way.
    if (!isClaimLost(error)) await deps.stores.claims.handBack(claim);
    throw error;
  }
}
