import { AppError } from '@agora/platform/errors';
import { isFree } from '../../../domain/order';
import { giveMoneyBack } from './give-money-back';
import type { GiveMoneyBackDeps } from './give-money-back';
import { placed } from './saga-step';
import type { PlacedFacts, SagaStep, StepResult } from './saga-step';

export interface CreateIntentDeps extends GiveMoneyBackDeps {
  /** How long the shopper waits for the payment's verdict. */
  readonly waitMs: number;
}

/**
 * Asks the payment party for the money of the order, once per order however often it is asked: authorised, not taken.
 * Only the request has the shopper's token; in the background the step asks whether there is an intent. What costs
 * nothing is not asked for.
 *
 * Undone, the order has no money: see {@link giveMoneyBack}.
 */
export function createIntent(deps: CreateIntentDeps): SagaStep {
  return {
    name: 'create-intent',
    onFault: 'PAYMENT_UNAVAILABLE',
    run: (facts) => authorize(deps, placed(facts)),
    undo: (facts, { intentAskedAt }) =>
      isFree(placed(facts).current.order)
        ? Promise.resolve({ outcome: 'DONE' })
        : giveMoneyBack(deps, placed(facts), intentAskedAt),
  };
}

async function authorize(deps: CreateIntentDeps, facts: PlacedFacts): Promise<StepResult> {
  const { id: orderId, totals, currency } = facts.current.order;
  const { request } = facts;
  if (isFree(facts.current.order)) return { outcome: 'DONE', facts };
  if (request === undefined)
    return { outcome: 'DONE', facts: { ...facts, verdict: await deps.payments.find(orderId) } };
  const { paymentToken } = request;
  try {
    const asked = { orderId, amountMinor: totals.totalMinor, currency, paymentToken };
    return {
      outcome: 'DONE',
      facts: { ...facts, verdict: await deps.payments.authorize(asked, deps.waitMs) },
    };
  } catch (error) {
    // No answer is no refusal: the order waits for its outcome.
    if (error instanceof AppError && error.code === 'DEADLINE_EXCEEDED')
      return { outcome: 'DONE', facts, error: error.code };
    throw error;
  }
}
