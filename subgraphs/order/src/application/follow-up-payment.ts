import type { Clock } from '@agora/platform/time';
import { isAttemptDead, isPaymentOverdue, nextCheckAt } from '../domain/payment-schedule';
import { withVerdict } from '../domain/payment';
import type { PaymentVerdict } from '../domain/payment';
import { cancelUnpaid, settleByVerdict } from '../domain/settlement';
import type { SettlementDecision, SettlementStamp } from '../domain/settlement';
import type { EventOrigin } from '../events/published';
import type { GiveBack } from './give-back';
import type { OrderWithPayment, Payments } from './ports';
import type { SettleOrder } from './settle-order';

export interface FollowUpPaymentDeps {
  readonly payments: Payments;
  readonly settle: SettleOrder;
  readonly giveBack: GiveBack;
  readonly clock: Clock;
}

export type FollowUpPayment = (current: OrderWithPayment) => Promise<void>;

const ORIGIN: EventOrigin = { correlationId: undefined, traceparent: undefined, actor: 'service:order' };

/**
 * Looks after one order whose payment is open. PENDING: takes over the party's verdict, and cancels when the time
 * to pay is over or the attempt died before it asked for money. CANCELLED: voids an intent that is still open, so
 * that no money is taken for it. Running it twice or beside a checkout changes nothing twice.
 *
 * @throws AppError of the payment party (retriable): nothing is changed, the order is looked at again later.
 */
export function followUpPayment(deps: FollowUpPaymentDeps): FollowUpPayment {
  return async (current) => {
    const verdict = await deps.payments.find(current.order.id);
    const settled = await deps.settle({
      orderId: current.order.id,
      decide: (newest, stamp) => decide(newest, verdict, stamp),
      origin: ORIGIN,
    });
    const order = settled.kind === 'settled' ? settled.order : settled.current.order;
    if (order.status !== 'CANCELLED') return;
    if (settled.kind === 'settled' && current.order.status === 'PENDING')
      await deps.giveBack(order, 'PAYMENT_TIMEOUT');
    if (verdict !== undefined && isOpen(verdict)) await giveMoneyUp(deps, order.id, verdict.intentId);
  };
}

function decide(
  current: OrderWithPayment,
  verdict: PaymentVerdict | undefined,
  stamp: SettlementStamp,
): SettlementDecision {
  switch (current.order.status) {
    case 'PENDING':
      return decidePending(current, verdict, stamp);
    case 'CANCELLED':
      return decideCancelled(current, verdict, stamp);
    default:
      return looked(current, null);
  }
}

function decidePending(
  { order, payment }: OrderWithPayment,
  verdict: PaymentVerdict | undefined,
  stamp: SettlementStamp,
): SettlementDecision {
  if (verdict !== undefined && verdict.kind !== 'pending')
    return settleByVerdict(order, payment, verdict, stamp);
  const isIntentPossible = true;
  if (isPaymentOverdue(order, stamp.at))
    return cancelUnpaid(order, payment, { reason: 'PAYMENT_TIMEOUT', isIntentPossible }, stamp);
  if (verdict !== undefined) return settleByVerdict(order, payment, verdict, stamp);
  if (isAttemptDead(order, stamp.at))
    return cancelUnpaid(order, payment, { reason: 'PAYMENT_UNAVAILABLE', isIntentPossible }, stamp);
  return looked({ order, payment }, nextCheckAt(order, stamp.at));
}

function decideCancelled(
  current: OrderWithPayment,
  verdict: PaymentVerdict | undefined,
  stamp: SettlementStamp,
): SettlementDecision {
  const { order, payment } = current;
  // Kept under observation until it is certain that no intent comes any more, and that the one there is void.
  if (verdict === undefined)
    return looked(current, isPaymentOverdue(order, stamp.at) ? null : nextCheckAt(order, stamp.at));
  if (isOpen(verdict)) return looked(current, nextCheckAt(order, stamp.at));
  return looked({ order, payment: withVerdict(payment, verdict) }, null);
}

/** Only notes when to look again. */
function looked(
  { order, payment }: Pick<OrderWithPayment, 'order' | 'payment'>,
  paymentCheckAt: Date | null,
): SettlementDecision {
  return {
    kind: 'settled',
    settlement: {
      order: { ...order, paymentStatus: payment.status, paymentCheckAt },
      payment,
      change: undefined,
    },
  };
}

function isOpen(verdict: PaymentVerdict): boolean {
  return verdict.kind === 'authorized' || verdict.kind === 'pending' || verdict.kind === 'review';
}

async function giveMoneyUp(deps: FollowUpPaymentDeps, orderId: string, intentId: string): Promise<void> {
  const isVoid = await deps.payments.void(intentId);
  if (!isVoid) return;
  await deps.settle({
    orderId,
    decide: (newest) =>
      looked({ ...newest, payment: withVerdict(newest.payment, { kind: 'voided', intentId }) }, null),
    origin: ORIGIN,
  });
}
