import { actorOf } from '@agora/platform/auth';
import { isClaimLost } from '@agora/platform/idempotency';
import type { HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import type { CheckoutRefusal } from '../domain/refusals';
import type { CancelReason } from '../domain/settlement';
import type { CheckoutSessionStore, Claims, OrderStore, OrderWithPayment } from './ports';
import type { SagaStore } from './sagas/saga-ports';
import { SagaRun } from './sagas/saga-run';
import { verifiedAt } from '../domain/saga';
import { declineOf } from './sagas/place-order/cancel-order';
import type { RunPlaceOrder, RunResult } from './sagas/place-order/run-place-order';
import type { OrderFacts } from './sagas/place-order/saga-step';
import type { VerifyQuote } from './sagas/place-order/verify-quote';

/** What is remembered of a completed checkout. */
export interface CheckoutOutcome {
  readonly orderId: string;
  /** Why the payment was declined; null when the order stands. */
  readonly declined: string | null;
}

export type AttemptResult =
  | { readonly kind: 'done'; readonly outcome: CheckoutOutcome }
  | { readonly kind: 'refused'; readonly refusals: readonly CheckoutRefusal[] };

export interface AttemptInput {
  readonly claim: HeldClaim;
  readonly checkoutSessionId: string;
  readonly paymentToken: string;
  readonly acceptedTotal: { readonly amountMinor: bigint; readonly currency: string } | null;
}

export interface AttemptCheckoutDeps {
  readonly stores: {
    readonly sagas: SagaStore;
    readonly sessions: CheckoutSessionStore;
    readonly orders: OrderStore;
    readonly claims: Claims;
  };
  readonly verifyQuote: VerifyQuote;
  readonly run: RunPlaceOrder;
  readonly clock: Clock;
}

export type AttemptCheckout = (input: AttemptInput, context: OperationContext) => Promise<AttemptResult>;

/**
 * A request's part in the saga that makes an order of a session, by whoever holds the claim; its operation id is the
 * order's id and the saga's. The request carries the saga as far as it goes; the rest, and whatever a crash leaves, is
 * carried on in the background.
 *
 * A refusal or a fault before anything was taken frees the key. A fault after which cart or order may or may not
 * be taken keeps it: its next use carries on under the same order id.
 *
 * @throws ClaimLostError when another request took the key over; AppError of the subgraph that failed.
 */
export function attemptCheckout(deps: AttemptCheckoutDeps): AttemptCheckout {
  return async (input, context) => {
    const { claim } = input;
    const known = claim.isTakeover ? await takeOver(deps, input, context) : undefined;
    if (known !== undefined) return orHandBack(deps, claim, () => carryOn(deps, claim, known));
    const begun = await orAbandon(deps, claim, () =>
      deps.verifyQuote({ ...input, orderId: claim.operationId }, context),
    );
    if (begun.kind === 'refused') return refuse(deps, claim, [begun.refusal]);
    const facts = { ...factsOf(input, context), session: begun.session, current: undefined };
    return orHandBack(deps, claim, async () => {
      const run = await runOf(deps, claim);
      return answer(deps, claim, await deps.run(run, facts, 'lock-cart'));
    });
  };
}

type RequestFacts = Pick<OrderFacts, 'orderId' | 'origin' | 'request'>;

function factsOf({ claim, paymentToken }: AttemptInput, context: OperationContext): RequestFacts {
  const { correlationId, traceparent, viewer } = context;
  const orderId = claim.operationId;
  const complete = (declined: string | null) => ({ claim, outcome: { orderId, declined } });
  return {
    orderId,
    origin: { correlationId, traceparent, actor: actorOf(viewer) },
    request: { context, paymentToken, complete },
  };
}

/** The order that an earlier request with this key has placed; undefined when it came not so far. */
async function takeOver(
  { stores }: AttemptCheckoutDeps,
  input: AttemptInput,
  context: OperationContext,
): Promise<(OrderFacts & { readonly current: OrderWithPayment }) | undefined> {
  const current = await stores.orders.find(input.claim.operationId);
  const sessionId = current?.order.checkoutSessionId ?? undefined;
  const session = sessionId === undefined ? undefined : await stores.sessions.find(sessionId);
  return current === undefined || session === undefined
    ? undefined
    : { ...factsOf(input, context), current, session };
}

async function carryOn(
  deps: AttemptCheckoutDeps,
  claim: HeldClaim,
  facts: OrderFacts & { readonly current: OrderWithPayment },
): Promise<AttemptResult> {
  if (facts.current.order.status !== 'PENDING') return tell(deps, claim, facts.current);
  const run = await runOf(deps, claim);
  return answer(deps, claim, await deps.run(run, facts, 'allocate-stock'));
}

async function runOf(
  { stores: { sagas }, clock }: AttemptCheckoutDeps,
  { operationId: id, isTakeover }: HeldClaim,
): Promise<SagaRun> {
  // A saga that this request has begun has nothing in its log but the verified quote.
  const saga = isTakeover ? await sagas.find(id) : { id, failures: 0, attempts: [verifiedAt(clock.now())] };
  if (saga === undefined) throw new Error(`order ${id} has no saga`);
  return new SagaRun({ sagas, clock }, saga);
}

async function answer(
  deps: AttemptCheckoutDeps,
  claim: HeldClaim,
  result: RunResult,
): Promise<AttemptResult> {
  switch (result.kind) {
    case 'failed':
      await deps.stores.claims.abandon(claim);
      throw result.error;
    case 'overtaken':
      return tell(deps, claim, result.current);
    case 'refused': {
      if (result.facts.isAnswered === true) return done(claim, declineOf(result.facts) ?? null);
      return result.refusals.length > 0
        ? refuse(deps, claim, result.refusals)
        : tell(deps, claim, await newest(deps, claim));
    }
    case 'done':
    case 'waiting':
      return result.facts.isAnswered === true
        ? done(claim, null)
        : tell(deps, claim, await newest(deps, claim));
  }
}

function done({ operationId: orderId }: HeldClaim, declined: string | null): AttemptResult {
  return { kind: 'done', outcome: { orderId, declined } };
}

async function newest(
  { stores }: AttemptCheckoutDeps,
  { operationId }: HeldClaim,
): Promise<OrderWithPayment> {
  const current = await stores.orders.find(operationId);
  if (current === undefined) throw new Error(`order ${operationId} was placed and is not there`);
  return current;
}

const DECLINED_REASONS: ReadonlySet<string> = new Set<CancelReason>([
  'PAYMENT_DECLINED',
  'PAYMENT_TIMEOUT',
  'PAYMENT_VOIDED',
]);

/** The answer for an order that somebody else has settled: another attempt with this key, or the timeout. */
async function tell(
  deps: AttemptCheckoutDeps,
  claim: HeldClaim,
  { order, payment, reasonCode }: OrderWithPayment,
): Promise<AttemptResult> {
  const isDeclined = order.status === 'CANCELLED';
  if (isDeclined && !DECLINED_REASONS.has(reasonCode ?? '')) {
    // Cancelled for want of stock or of an answer: the key is free, and its next use makes a new order.
    return refuse(deps, claim, [{ kind: 'keyInProgress' }]);
  }
  const declined = isDeclined ? (payment.failureCode ?? (reasonCode ?? 'cancelled').toLowerCase()) : null;
  const outcome: CheckoutOutcome = { orderId: order.id, declined };
  await deps.stores.claims.finish({ claim, outcome: { ...outcome } });
  return { kind: 'done', outcome };
}

async function refuse(
  deps: AttemptCheckoutDeps,
  claim: HeldClaim,
  refusals: readonly CheckoutRefusal[],
): Promise<AttemptResult> {
  await deps.stores.claims.abandon(claim);
  return { kind: 'refused', refusals };
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
