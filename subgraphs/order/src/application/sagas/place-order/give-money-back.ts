import type { Clock } from '@agora/platform/time';
import { isOpenIntent } from '../../../domain/payment';
import type { PaymentVerdict } from '../../../domain/payment';
import { isRequestDead, nextCheckAt } from '../../../domain/payment-schedule';
import { notePayment } from '../../../domain/settlement';
import type { Payments } from '../../ports';
import type { SettleOrder } from '../../settle-order';
import type { PlacedFacts, UndoResult } from './saga-step';

export interface GiveMoneyBackDeps {
  readonly payments: Payments;
  readonly settle: SettleOrder;
  readonly clock: Clock;
}

/**
 * Makes sure that a cancelled order has no money: an intent that can still take some is given up, money that was taken
 * is given back, all of it and once. An intent that may still come, as it was asked for a moment ago, is waited for.
 *
 * @throws AppError of the payment party (retriable): it may have acted; the same again tells.
 */
export async function giveMoneyBack(
  deps: GiveMoneyBackDeps,
  facts: PlacedFacts,
  askedAt: Date | undefined,
): Promise<UndoResult> {
  const { order } = facts.current;
  const now = deps.clock.now();
  const verdict = facts.verdict ?? (await deps.payments.find(order.id));
  if (verdict === undefined && isRequestDead(askedAt ?? order.createdAt, now)) return { outcome: 'DONE' };
  const final = verdict === undefined ? undefined : await withoutMoney(deps, verdict, facts);
  if (final === undefined || isOpenIntent(final))
    return { outcome: 'WAITING', until: nextCheckAt(order, now) };
  await deps.settle({
    orderId: order.id,
    decide: (newest, stamp) => notePayment(newest.order, newest.payment, final, stamp),
    origin: facts.origin,
  });
  return { outcome: 'DONE' };
}

/** What the party says of the intent when it has none of the order's money any more; still open when that failed. */
async function withoutMoney(
  { payments }: GiveMoneyBackDeps,
  verdict: PaymentVerdict,
  facts: PlacedFacts,
): Promise<PaymentVerdict> {
  if (!isOpenIntent(verdict)) return refunded(payments, verdict, facts);
  const { intentId } = verdict;
  if (await payments.void(intentId)) return { kind: 'voided', intentId };
  // Its money was taken at the same moment.
  return refunded(payments, (await payments.find(facts.orderId)) ?? verdict, facts);
}

async function refunded(
  payments: Payments,
  verdict: PaymentVerdict,
  { orderId, current: { payment } }: PlacedFacts,
): Promise<PaymentVerdict> {
  if (verdict.kind !== 'captured' && verdict.kind !== 'refunded') return verdict;
  const refundedMinor = verdict.kind === 'refunded' ? verdict.refundedMinor : 0n;
  const amountMinor = payment.amountMinor - refundedMinor;
  if (amountMinor === 0n) return verdict;
  return payments.refund({ intentId: verdict.intentId, key: `cancel:${orderId}`, amountMinor });
}
