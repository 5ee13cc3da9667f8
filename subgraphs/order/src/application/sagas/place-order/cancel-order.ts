import { cancelUnpaid, settleByVerdict } from '../../../domain/settlement';
import type { SettlementDecision, SettlementStamp } from '../../../domain/settlement';
import type { OrderWithPayment } from '../../ports';
import type { SettleOrder } from '../../settle-order';
import type { OrderFacts, UndoOrder, UndoResult } from './saga-step';

/** Whether an order that is to be undone is cancelled now. */
export type CancelOrderResult = UndoResult & {
  /** As it is now: CANCELLED, or whatever it became meanwhile. */
  readonly current?: OrderWithPayment;
  /** Whether the decline is remembered under the request's key. */
  readonly isAnswered?: boolean;
};

/**
 * Cancels an order that is not confirmed; its session is OPEN again, and its event gives cart, stock and promotions
 * back for certain. A decline is remembered under the request's key with it.
 *
 * Refused when the order was confirmed meanwhile: then nothing may be undone.
 */
export async function cancelOrder(
  { settle }: { readonly settle: SettleOrder },
  facts: OrderFacts,
  undo: Pick<UndoOrder, 'reason' | 'intentAskedAt'>,
): Promise<CancelOrderResult> {
  if (facts.current === undefined) return { outcome: 'DONE' };
  const { reason } = undo;
  const declined = declineOf(facts);
  const completion = declined === undefined ? undefined : facts.request?.complete(declined);
  const settled = await settle({
    orderId: facts.orderId,
    decide: (newest, stamp) => decide(newest, { ...undo, verdict: facts.verdict }, stamp),
    origin: facts.origin,
    completion,
  });
  if (settled.kind === 'settled') {
    const current = { ...settled.settlement, reasonCode: reason };
    return { outcome: 'DONE', current, isAnswered: completion !== undefined };
  }
  const { current } = settled;
  return current.order.status === 'CANCELLED'
    ? { outcome: 'DONE', current }
    : { outcome: 'REFUSED', error: current.order.status, current };
}

/** What a decline is called in the answer; undefined for every other reason. */
export function declineOf({ verdict }: Pick<OrderFacts, 'verdict'>): string | undefined {
  if (verdict?.kind === 'declined') return verdict.reason;
  return verdict?.kind === 'voided' ? 'voided' : undefined;
}

function decide(
  { order, payment }: OrderWithPayment,
  {
    verdict,
    reason,
    intentAskedAt,
  }: Pick<UndoOrder, 'reason' | 'intentAskedAt'> & Pick<OrderFacts, 'verdict'>,
  stamp: SettlementStamp,
): SettlementDecision {
  if (verdict?.kind === 'declined' || verdict?.kind === 'voided')
    return settleByVerdict(order, payment, verdict, stamp);
  return cancelUnpaid(order, payment, { reason, isIntentPossible: intentAskedAt !== undefined }, stamp);
}
