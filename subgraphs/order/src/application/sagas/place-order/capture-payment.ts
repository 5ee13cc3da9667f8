import { notePayment, reviewCapture } from '../../../domain/settlement';
import type { Payments } from '../../ports';
import type { SettleOrder } from '../../settle-order';
import { placed } from './saga-step';
import type { PlacedFacts, SagaStep, StepResult } from './saga-step';

export interface CapturePaymentDeps {
  readonly payments: Payments;
  readonly settle: SettleOrder;
}

/**
 * Takes the money of a confirmed order: never before the order stands. When the party refuses, because the intent is
 * void by now, people have to look: the order goes to PENDING_REVIEW.
 * Undoing `create-intent` gives the money back.
 */
export function capturePayment(deps: CapturePaymentDeps): SagaStep {
  return {
    name: 'capture-payment',
    onFault: 'later',
    run: (facts) => capture(deps, placed(facts)),
  };
}

async function capture(deps: CapturePaymentDeps, facts: PlacedFacts): Promise<StepResult> {
  const { payment, order } = facts.current;
  const intentId = payment.intentId ?? facts.verdict?.intentId;
  // An order that owes nothing, or was brought in paid, has no intent.
  if (intentId === undefined || payment.capturedMinor > 0n) return { outcome: 'DONE', facts };
  const verdict = await deps.payments.capture(intentId);
  const isTaken = verdict.kind === 'captured' || verdict.kind === 'refunded';
  const settled = await deps.settle({
    orderId: order.id,
    decide: (newest, stamp) =>
      isTaken
        ? notePayment(newest.order, newest.payment, verdict, stamp)
        : reviewCapture(newest.order, newest.payment, verdict, stamp),
    known: facts.current,
    origin: facts.origin,
  });
  const current = settled.kind === 'settled' ? { ...facts.current, ...settled.settlement } : settled.current;
  const known = { ...facts, current, verdict };
  return { outcome: 'DONE', facts: known, ...(isTaken ? {} : { error: 'CAPTURE_REFUSED' }) };
}
