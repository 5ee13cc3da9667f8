import type { Logger } from '@agora/platform/logging';
import { isClaimLost } from '@agora/platform/idempotency';
import type { OrderWithPayment } from '../../ports';
import type { CheckoutRefusal } from '../../../domain/refusals';
import type { SagaStepName } from '../../../domain/saga';
import type { SagaRun } from '../saga-run';
import type { SagaSteps } from './place-order-steps';
import type { OrderFacts, SagaStep, StepResult } from './saga-step';
import type { UndoPlaceOrder } from './undo-place-order';

export interface RunDeps {
  readonly steps: SagaSteps;
  readonly undo: UndoPlaceOrder;
  readonly logger: Logger;
}

export type RunResult =
  /** Every step is done, or the rest is carried on in the background. */
  | { readonly kind: 'done' | 'waiting'; readonly facts: OrderFacts }
  /** Undone; `facts` say what became of the order. */
  | { readonly kind: 'refused'; readonly facts: OrderFacts; readonly refusals: readonly CheckoutRefusal[] }
  /** Undone because a part of the shop failed: `error` says which. */
  | { readonly kind: 'failed'; readonly error: unknown }
  /** Somebody else has decided the order. */
  | { readonly kind: 'overtaken'; readonly current: OrderWithPayment };

export type RunPlaceOrder = (run: SagaRun, facts: OrderFacts, from: SagaStepName) => Promise<RunResult>;

/**
 * Does the steps of the saga from one on, in order, until one waits or is refused; a refusal undoes the saga.
 *
 * @throws AppError of the part that failed (retriable) when the saga can be carried on; ClaimLostError when another
 *   request took the key over, which then carries it on.
 */
export function runPlaceOrder(deps: RunDeps): RunPlaceOrder {
  return async (run, facts, from) => {
    let known = facts;
    for (const step of stepsFrom(deps.steps, from)) {
      const result = await attempt(deps, run, step, known);
      if ('kind' in result) return result;
      known = result.facts;
      if (result.outcome === 'WAITING') {
        await run.park(result.until);
        return { kind: 'waiting', facts: known };
      }
      if (result.outcome === 'REFUSED') return refuse(deps, run, result);
    }
    await run.end('COMPLETED', null);
    return { kind: 'done', facts: known };
  };
}

function stepsFrom(steps: SagaSteps, from: SagaStepName): SagaStep[] {
  const all = [...steps.values()];
  return all.slice(all.findIndex(({ name }) => name === from));
}

async function attempt(
  deps: RunDeps,
  run: SagaRun,
  step: SagaStep,
  facts: OrderFacts,
): Promise<StepResult | RunResult> {
  try {
    return await run.attempt(step.name, 'DO', () => step.run(facts));
  } catch (error) {
    if (step.onFault === 'later') {
      deps.logger.warn({ err: error, orderId: run.id, step: step.name }, 'done again later');
      await run.park();
      return { kind: 'done', facts };
    }
    // The request's key comes back, or the lease ends: whoever is first carries on.
    if (step.onFault === 'carryOn' || isClaimLost(error)) throw error;
    const undone = await deps.undo(run, facts, step.onFault);
    return undone.kind === 'stands'
      ? { kind: 'overtaken', current: undone.current }
      : { kind: 'failed', error };
  }
}

async function refuse(
  deps: RunDeps,
  run: SagaRun,
  { facts, error, refusals }: Extract<StepResult, { outcome: 'REFUSED' }>,
): Promise<RunResult> {
  const undone = await deps.undo(run, facts, error);
  return undone.kind === 'stands'
    ? { kind: 'overtaken', current: undone.current }
    : { kind: 'refused', facts: undone.facts, refusals };
}
