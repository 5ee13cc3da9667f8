import { actorOf } from '@agora/platform/auth';
import { isClaimLost } from '@agora/platform/idempotency';
import type { HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import type { CheckoutRefusal } from '../domain/refusals';
import { verifiedAt } from '../domain/saga';
import type { SagaStepName, SagaTrace } from '../domain/saga';
import type { CancelReason } from '../domain/settlement';
import type { Claims, OrderStore, OrderWithPayment } from './ports';
import { declineOf } from './sagas/place-order/cancel-order';
import type { RunPlaceOrder, RunResult } from './sagas/place-order/run-place-order';
import type { OrderFacts, PlacedFacts } from './sagas/place-order/saga-step';
import type { SagaStore } from './sagas/saga-ports';
import { SagaRun } from './sagas/saga-run';
import { inStepSpan } from './sagas/step-span';
import type { TracedSaga } from './sagas/step-span';

/** What is remembered of an order that was made. */
export interface OrderMade {
  readonly orderId: string;
  /** Why the payment was declined; null when the order stands. */
  readonly declined: string | null;
}

export type AttemptResult<Refusal> =
  | { readonly kind: 'done'; readonly outcome: OrderMade }
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

export interface AttemptOrderDeps {
  readonly stores: {
    readonly sagas: SagaStore;
    readonly orders: OrderStore;
    readonly claims: Claims;
  };
  readonly run: RunPlaceOrder;
  readonly clock: Clock;
}

/** Why no order was made. */
interface AnyRefusal {
  readonly kind: string;
}

/** One of the ways to make an order. */
export interface OrderWay<Refusal extends AnyRefusal> {
  /** Of the click that asks for it. */
  readonly trace: SagaTrace;
  /** Verifies what is asked and begins the saga; the first to have an effect. */
  begin(): Promise<
    | { readonly kind: 'begun'; readonly facts: OrderFacts }
    | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] }
  >;
  /** The step after that. */
  readonly firstStep: SagaStepName;
  /** What is known of an order that an earlier request with this key has placed; undefined when it is not of this way. */
  takeUp(current: OrderWithPayment): Promise<PlacedFacts | undefined>;
  /** Goes on with an order that was taken up and is PENDING. */
  carryOn(run: SagaRun, facts: PlacedFacts): Promise<RunResult>;
}

export type AttemptOrder = <Refusal extends AnyRefusal>(
  claim: HeldClaim,
  way: OrderWay<Refusal>,
) => Promise<AttemptResult<Refusal | CheckoutRefusal>>;

/**
 * A request's part in the saga that makes an order, by whoever holds the claim; its operation id is the order's id and
 * the saga's. The request carries the saga as far as it goes; the rest, and whatever a crash leaves, is carried on in
 * the background.
 *
 * A refusal or a fault before anything was taken frees the key. A fault after which cart or order may or may not
 * be taken keeps it: its next use carries on under the same order id.
 *
 * @throws ClaimLostError when another request took the key over; AppError of the subgraph that failed.
 */
export function attemptOrder(deps: AttemptOrderDeps): AttemptOrder {
  return async (claim, way) => {
    const known = claim.isTakeover ? await takeOver(deps, claim, way) : undefined;
    if (known !== undefined) return orHandBack(deps, claim, () => carryOn(deps, { claim, way }, known));
    const begun = await orAbandon(deps, claim, () => verified(claim, way));
    if (begun.kind === 'refused') return refuse(deps, claim, begun.refusals);
    return orHandBack(deps, claim, async () => {
      const run = await runOf(deps, claim, way.trace);
      return answer(deps, claim, await deps.run(run, begun.facts, way.firstStep));
    });
  };
}

/** What a request tells the steps. */
export function requestFacts(
  { claim, paymentToken }: { readonly claim: HeldClaim; readonly paymentToken: string },
  context: OperationContext,
): Pick<OrderFacts, 'orderId' | 'origin' | 'request'> {
  const { correlationId, traceparent, viewer } = context;
  const orderId = claim.operationId;
  const complete = (declined: string | null) => ({ claim, outcome: { orderId, declined } });
  return {
    orderId,
    origin: { correlationId, traceparent, actor: actorOf(viewer) },
    request: { context, paymentToken, complete },
  };
}

/** The first step, which begins the saga. */
function verified<Refusal extends AnyRefusal>(
  { operationId }: HeldClaim,
  way: OrderWay<Refusal>,
): ReturnType<OrderWay<Refusal>['begin']> {
  const step = { step: 'verify-quote', direction: 'DO' } as const;
  return inStepSpan(newSaga(operationId, way.trace), step, async (end) => {
    const result = await way.begin();
    end(
      result.kind === 'begun' ? { outcome: 'DONE' } : { outcome: 'REFUSED', error: result.refusals[0]?.kind },
    );
    return result;
  });
}

function newSaga(id: string, { traceparent, correlationId }: SagaTrace): TracedSaga {
  return { id, orderId: id, kind: 'PLACE_ORDER', trace: { traceparent, correlationId } };
}

async function takeOver<Refusal extends AnyRefusal>(
  { stores }: AttemptOrderDeps,
  claim: HeldClaim,
  way: OrderWay<Refusal>,
): Promise<PlacedFacts | undefined> {
  const current = await stores.orders.find(claim.operationId);
  return current === undefined ? undefined : way.takeUp(current);
}

async function carryOn<Refusal extends AnyRefusal>(
  deps: AttemptOrderDeps,
  { claim, way }: { readonly claim: HeldClaim; readonly way: OrderWay<Refusal> },
  facts: PlacedFacts,
): Promise<AttemptResult<CheckoutRefusal>> {
  if (facts.current.order.status !== 'PENDING') return tell(deps, claim, facts.current);
  return answer(deps, claim, await way.carryOn(await runOf(deps, claim, way.trace), facts));
}

async function runOf(
  { stores: { sagas }, clock }: AttemptOrderDeps,
  { operationId: id, isTakeover }: HeldClaim,
  trace: SagaTrace,
): Promise<SagaRun> {
  // A saga that this request has begun has nothing in its log but the verified quote.
  const saga = isTakeover
    ? await sagas.find(id)
    : { ...newSaga(id, trace), failures: 0, attempts: [verifiedAt(clock.now())] };
  if (saga === undefined) throw new Error(`order ${id} has no saga`);
  return new SagaRun({ sagas, clock }, saga);
}

async function answer(
  deps: AttemptOrderDeps,
  claim: HeldClaim,
  result: RunResult,
): Promise<AttemptResult<CheckoutRefusal>> {
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

function done({ operationId: orderId }: HeldClaim, declined: string | null): AttemptResult<never> {
  return { kind: 'done', outcome: { orderId, declined } };
}

async function newest({ stores }: AttemptOrderDeps, { operationId }: HeldClaim): Promise<OrderWithPayment> {
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
  deps: AttemptOrderDeps,
  claim: HeldClaim,
  { order, payment, reasonCode }: OrderWithPayment,
): Promise<AttemptResult<CheckoutRefusal>> {
  const isDeclined = order.status === 'CANCELLED';
  if (isDeclined && !DECLINED_REASONS.has(reasonCode ?? '')) {
    // Cancelled for want of stock or of an answer: the key is free, and its next use makes a new order.
    return refuse(deps, claim, [{ kind: 'keyInProgress' as const }]);
  }
  const declined = isDeclined ? (payment.failureCode ?? (reasonCode ?? 'cancelled').toLowerCase()) : null;
  const outcome: OrderMade = { orderId: order.id, declined };
  await deps.stores.claims.finish({ claim, outcome: { ...outcome } });
  return { kind: 'done', outcome };
}

async function refuse<Refusal>(
  deps: AttemptOrderDeps,
  claim: HeldClaim,
  refusals: readonly Refusal[],
): Promise<AttemptResult<Refusal>> {
  await deps.stores.claims.abandon(claim);
  return { kind: 'refused', refusals };
}

async function orAbandon<T>(deps: AttemptOrderDeps, claim: HeldClaim, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await deps.stores.claims.abandon(claim);
    throw error;
  }
}

async function orHandBack<T>(deps: AttemptOrderDeps, claim: HeldClaim, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Without effect on a claim that is lost or was abandoned on the way.
    if (!isClaimLost(error)) await deps.stores.claims.handBack(claim);
    throw error;
  }
}
