import type { Logger } from '@agora/platform/logging';
import { SECOND_MS, deadlineAfter } from '@agora/platform/time';
import { noteNoMoney } from '../../../domain/settlement';
import type { OrderWithPayment } from '../../ports';
import type { SettleOrder, SettleRequest } from '../../settle-order';
import type { SagaRun } from '../saga-run';
import type { CancelOrderResult } from './cancel-order';
import type { SagaSteps } from './place-order-steps';
import type { OrderFacts, UndoOrder } from './saga-step';

// A shopper waits for the answer meanwhile; what is not undone in time is undone in the background.
const UNDO_MS = SECOND_MS;

export interface UndoDeps {
  readonly steps: SagaSteps;
  readonly settle: SettleOrder;
  readonly logger: Logger;
}

export type Undone =
  /** Nothing of it stands any more, or what does is undone in the background. */
  | { readonly kind: 'undone'; readonly facts: OrderFacts }
  /** The order was confirmed meanwhile and stays. */
  | { readonly kind: 'stands'; readonly current: OrderWithPayment };

export type UndoPlaceOrder = (run: SagaRun, facts: OrderFacts, reason: string) => Promise<Undone>;

/**
 * Undoes what a saga has done, for one reason. First the order is cancelled in one commit with its session and event:
 * from then on nothing of it can succeed. Then cart, stock, promotions and money are given back, each at once if it
 * goes, else again and again in the background; the order's event does the same for certain.
 *
 * @throws AppError of the database: nothing was decided, the saga is taken up again.
 */
export function undoPlaceOrder(deps: UndoDeps): UndoPlaceOrder {
  return async (run, facts, reason) => {
    const undo = {
      reason,
      deadline: deadlineAfter(UNDO_MS),
      intentAskedAt: run.lastBegun('create-intent'),
    };
    const cancelled = await cancel(deps, run, facts, undo);
    if (cancelled.outcome === 'REFUSED' && cancelled.current !== undefined) {
      await run.park();
      return { kind: 'stands', current: cancelled.current };
    }
    await run.turnBack(reason);
    const { current = facts.current, isAnswered = false } = cancelled;
    const known = { ...facts, current, isAnswered };
    const until = await undoRest(deps, run, known, undo);
    const isUndone = run.stepsToUndo().every((name) => deps.steps.get(name)?.undo === undefined);
    if (isUndone && (await hasNoMoney(deps, known))) await run.end('COMPENSATED', reason);
    else await run.park(until);
    return { kind: 'undone', facts: known };
  };
}

async function cancel(
  { steps }: UndoDeps,
  run: SagaRun,
  facts: OrderFacts,
  undo: UndoOrder,
): Promise<CancelOrderResult> {
  const step = steps.get('place-order');
  if (!run.stepsToUndo().includes('place-order') || step?.undo === undefined) return { outcome: 'DONE' };
  const work = step.undo.bind(step);
  return run.attempt('place-order', 'COMPENSATE', () => work(facts, undo));
}

/** Once nothing is left, a payment that nobody heard of is void. False when that could not be written. */
async function hasNoMoney({ settle, logger }: UndoDeps, { current, origin }: OrderFacts): Promise<boolean> {
  if (current?.payment.status !== 'PENDING') return true;
  const orderId = current.order.id;
  const decide: SettleRequest['decide'] = ({ order, payment }, stamp) => noteNoMoney(order, payment, stamp);
  try {
    await settle({ orderId, decide, origin });
    return true;
  } catch (error) {
    logger.warn({ err: error, orderId }, 'the end of the payment is noted later');
    return false;
  }
}

/** One after the other; one that fails does not hold up the others. Gives back when to come again, if any of them says. */
async function undoRest(
  { steps, logger }: UndoDeps,
  run: SagaRun,
  facts: OrderFacts,
  undo: UndoOrder,
): Promise<Date | undefined> {
  let until: Date | undefined;
  for (const name of run.stepsToUndo()) {
    const step = steps.get(name);
    if (step?.undo === undefined) continue;
    const work = step.undo.bind(step);
    try {
      const result = await run.attempt(name, 'COMPENSATE', () => work(facts, undo));
      until = result.until ?? until;
    } catch (error) {
      until = undefined;
      logger.warn({ err: error, orderId: run.id, step: name }, 'undone again later');
    }
  }
  return until;
}
