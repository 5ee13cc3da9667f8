import { changeStatus } from './order';
import type { Order, StatusChange } from './order';
import type { OrderStatus } from './order-status';
import { withVerdict } from './payment';
import type { Payment, PaymentVerdict } from './payment';
import { checkAtAfterSilence, nextCheckAt } from './payment-schedule';

/** Why an order was cancelled before it was confirmed. */
export type CancelReason =
  | 'OUT_OF_STOCK'
  | 'INVENTORY_UNAVAILABLE'
  | 'PROMOTION_UNAVAILABLE'
  | 'PRICING_UNAVAILABLE'
  | 'PAYMENT_DECLINED'
  | 'PAYMENT_UNAVAILABLE'
  | 'PAYMENT_TIMEOUT'
  | 'PAYMENT_VOIDED';

/** Who settles, when, and under which id the history row is kept. */
export interface SettlementStamp {
  readonly changeId: string;
  readonly actor: string;
  readonly at: Date;
}

/** An order's next state with everything that is stored with it. `change` is undefined when its status stays. */
export interface Settlement {
  readonly order: Order;
  readonly payment: Payment;
  readonly change: StatusChange | undefined;
}

export type SettlementDecision =
  | { readonly kind: 'settled'; readonly settlement: Settlement }
  /** The order is past the point where this can happen: another attempt or the timeout was faster. */
  | { readonly kind: 'tooLate'; readonly status: OrderStatus };

/**
 * What a payment verdict makes of an order that waits for it: authorised → CONFIRMED, declined or voided →
 * CANCELLED, review → PENDING_REVIEW; an undecided one only remembers the intent.
 */
export function settleByVerdict(
  order: Order,
  payment: Payment,
  verdict: PaymentVerdict,
  stamp: SettlementStamp,
): SettlementDecision {
  const next = { order, payment: withVerdict(payment, verdict) };
  switch (verdict.kind) {
    case 'authorized':
      return move(next, 'CONFIRMED', 'PAYMENT_AUTHORIZED', stamp);
    case 'declined':
      return move(next, 'CANCELLED', 'PAYMENT_DECLINED', stamp);
    case 'voided':
      return move(next, 'CANCELLED', 'PAYMENT_VOIDED', stamp);
    case 'review':
      if (order.status === 'PENDING_REVIEW')
        return { kind: 'settled', settlement: { ...next, change: undefined } };
      return move(next, 'PENDING_REVIEW', 'PAYMENT_REVIEW', stamp);
    case 'pending': {
      const paymentCheckAt = nextCheckAt(order, stamp.at);
      return {
        kind: 'settled',
        settlement: { ...next, order: { ...order, paymentCheckAt }, change: undefined },
      };
    }
  }
}

/** The order waits on after a payment request without an answer. */
export function settleBySilence(order: Order, payment: Payment, stamp: SettlementStamp): SettlementDecision {
  const paymentCheckAt = checkAtAfterSilence(stamp.at);
  return { kind: 'settled', settlement: { order: { ...order, paymentCheckAt }, payment, change: undefined } };
}

/**
 * Gives up an unpaid order. An intent that may still be open keeps its date, so that the follow-up voids it;
 * `isIntentPossible: false` says that none was ever asked for.
 */
export function cancelUnpaid(
  order: Order,
  payment: Payment,
  options: { readonly reason: CancelReason; readonly isIntentPossible: boolean },
  stamp: SettlementStamp,
): SettlementDecision {
  const next: Unsettled = options.isIntentPossible
    ? { order, payment, checkAt: stamp.at }
    : { order, payment: { ...payment, status: 'VOIDED' } };
  return move(next, 'CANCELLED', options.reason, stamp);
}

interface Unsettled {
  readonly order: Order;
  readonly payment: Payment;
  /** When the party is asked next, after the move; left out when its answer is final. */
  readonly checkAt?: Date;
}

function move(
  { order, payment, checkAt }: Unsettled,
  to: OrderStatus,
  reasonCode: string,
  stamp: SettlementStamp,
): SettlementDecision {
  const decision = changeStatus(order, { ...stamp, to, reasonCode });
  if (decision.kind === 'illegal') return { kind: 'tooLate', status: decision.from };
  const settled = { ...decision.order, paymentStatus: payment.status, paymentCheckAt: checkAt ?? null };
  return { kind: 'settled', settlement: { order: settled, payment, change: decision.change } };
}
