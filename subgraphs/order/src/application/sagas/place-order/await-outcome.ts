import type { Clock } from '@agora/platform/time';
import { isFree } from '../../../domain/order';
import type { PaymentVerdict } from '../../../domain/payment';
import {
  checkAtAfterSilence,
  isAttemptDead,
  isPaymentOverdue,
  nextCheckAt,
} from '../../../domain/payment-schedule';
import { settleByVerdict } from '../../../domain/settlement';
import type { CancelReason } from '../../../domain/settlement';
import type { Claims, Payments } from '../../ports';
import type { SettleOrder } from '../../settle-order';
import { placed } from './saga-step';
import type { PlacedFacts, SagaStep, StepResult } from './saga-step';

export interface AwaitOutcomeDeps {
  readonly payments: Pick<Payments, 'find'>;
  readonly claims: Pick<Claims, 'finish'>;
  readonly settle: SettleOrder;
  readonly clock: Clock;
}

/**
 * Done when the payment is authorised, or there is nothing to pay. Until then the order waits for the party's word, which comes by event, by
 * webhook or, once a minute, by asking; a payment under review makes it PENDING_REVIEW. Refused when the payment is
 * declined or given up, when the time to pay is over, and when it is certain that no payment was ever asked for.
 */
export function awaitOutcome(deps: AwaitOutcomeDeps): SagaStep {
  return {
    name: 'await-outcome',
    onFault: 'carryOn',
    run: async (facts) => {
      const { request, orderId } = facts;
      if (isFree(placed(facts).current.order)) return { outcome: 'DONE', facts };
      const verdict =
        facts.verdict ?? (request === undefined ? await deps.payments.find(orderId) : undefined);
      return judge(deps, { ...placed(facts), verdict });
    },
  };
}

function judge(deps: AwaitOutcomeDeps, facts: PlacedFacts): Promise<StepResult> | StepResult {
  const { verdict } = facts;
  switch (verdict?.kind) {
    case 'authorized':
    case 'captured':
    case 'refunded':
      return { outcome: 'DONE', facts };
    case 'declined':
      return refused(facts, 'PAYMENT_DECLINED');
    case 'voided':
      return refused(facts, 'PAYMENT_VOIDED');
    case 'pending':
    case 'review':
      return undecided(deps, facts, verdict);
    case undefined:
      return silent(deps, facts);
  }
}

function refused(facts: PlacedFacts, error: CancelReason): StepResult {
  return { outcome: 'REFUSED', facts, error, refusals: [] };
}

async function undecided(
  { settle, clock }: AwaitOutcomeDeps,
  facts: PlacedFacts,
  verdict: PaymentVerdict,
): Promise<StepResult> {
  const { order } = facts.current;
  const now = clock.now();
  if (order.status === 'PENDING' && verdict.kind === 'pending' && isPaymentOverdue(order, now))
    return refused(facts, 'PAYMENT_TIMEOUT');
  const settled = await settle({
    orderId: order.id,
    decide: (newest, stamp) => settleByVerdict(newest.order, newest.payment, verdict, stamp),
    known: facts.current,
    origin: facts.origin,
    completion: facts.request?.complete(null),
  });
  const isAnswered = settled.kind === 'settled';
  const current = isAnswered ? { ...facts.current, ...settled.settlement } : settled.current;
  return { outcome: 'WAITING', facts: { ...facts, current, isAnswered }, until: nextCheckAt(order, now) };
}

async function silent({ claims, clock }: AwaitOutcomeDeps, facts: PlacedFacts): Promise<StepResult> {
  const { order } = facts.current;
  const now = clock.now();
  if (facts.request !== undefined) {
    await claims.finish(facts.request.complete(null));
    return { outcome: 'WAITING', facts: { ...facts, isAnswered: true }, until: checkAtAfterSilence(now) };
  }
  if (isPaymentOverdue(order, now)) return refused(facts, 'PAYMENT_TIMEOUT');
  if (isAttemptDead(order, now)) return refused(facts, 'PAYMENT_UNAVAILABLE');
  return { outcome: 'WAITING', facts, until: nextCheckAt(order, now) };
}
