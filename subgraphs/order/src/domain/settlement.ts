import type { BackorderedLine } from './backordered-line';
import { changeStatus, noteChange } from './order';
import type { Order, StatusChange } from './order';
import type { OrderStatus } from './order-status';
import { withVerdict } from './payment';
import type { Payment, PaymentVerdict } from './payment';
import type { ItemsReturn } from './returned-goods';

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

/** An order's next state with everything that is stored with it. `change` is undefined when its version stays. */
export interface Settlement {
  readonly order: Order;
  readonly payment: Payment;
  readonly change: StatusChange | undefined;
  /** What is promised but not on hand. */
  readonly backordered?: readonly BackorderedLine[];
  /** Goods that came back with it. */
  readonly returned?: ItemsReturn;
}

export type SettlementDecision =
  | { readonly kind: 'settled'; readonly settlement: Settlement }
  /** The order is past the point where this can happen: another attempt or the timeout was faster. */
  | { readonly kind: 'tooLate'; readonly status: OrderStatus };

/**
 * What a payment verdict makes of an order that waits for it: authorised → CONFIRMED, declined or voided →
 * CANCELLED, review → PENDING_REVIEW; an undecided one only remembers the intent. An order that staff holds has its money
 * noted and stays under review.
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
    case 'captured':
    case 'refunded':
      return order.isHeld
        ? notePayment(order, payment, verdict, stamp)
        : move(next, 'CONFIRMED', 'PAYMENT_AUTHORIZED', stamp);
    case 'declined':
      return unpaid(order) ? move(next, 'CANCELLED', 'PAYMENT_DECLINED', stamp) : tooLate(order);
    case 'voided':
      return unpaid(order) ? move(next, 'CANCELLED', 'PAYMENT_VOIDED', stamp) : tooLate(order);
    case 'review':
      return order.status === 'PENDING'
        ? move(next, 'PENDING_REVIEW', 'PAYMENT_REVIEW', stamp)
        : remember(next);
    case 'pending':
      return remember(next);
  }
}

/** Confirms an order that costs nothing: there is no payment to wait for. One that staff holds stays under review. */
export function confirmFree(order: Order, payment: Payment, stamp: SettlementStamp): SettlementDecision {
  if (order.isHeld) return remember({ order, payment });
  return move({ order, payment: nothingPaid(payment) }, 'CONFIRMED', 'NOTHING_TO_PAY', stamp);
}

/** The payment of an order that costs nothing and stands. */
export function nothingPaid(payment: Payment): Payment {
  return { ...payment, status: 'CAPTURED' };
}

/** Gives up an order that is not paid yet; one that was confirmed meanwhile stays. */
export function cancelUnpaid(
  order: Order,
  payment: Payment,
  { reason, isIntentPossible }: { readonly reason: string; readonly isIntentPossible: boolean },
  stamp: SettlementStamp,
): SettlementDecision {
  if (!unpaid(order)) return tooLate(order);
  const next = { order, payment: isIntentPossible ? payment : { ...payment, status: 'VOIDED' as const } };
  return move(next, 'CANCELLED', reason, stamp);
}

/** What the party says about the money of an order whose own status is decided: a version of its own when it is news. */
export function notePayment(
  order: Order,
  payment: Payment,
  verdict: PaymentVerdict,
  stamp: SettlementStamp,
): SettlementDecision {
  if (isBehind(payment, verdict)) return remember({ order, payment });
  const next = withVerdict(payment, verdict);
  if (!isNews(payment, next)) return remember({ order, payment: next });
  const { order: noted, change } = noteChange(order, { ...stamp, reasonCode: `PAYMENT_${next.status}` });
  return {
    kind: 'settled',
    settlement: { order: { ...noted, paymentStatus: next.status }, payment: next, change },
  };
}

/**
 * What the party did with the money of an order by itself: {@link notePayment}. A confirmed order that has none of it any more is
 * for people to look at before it is sent.
 */
export function followPayment(
  order: Order,
  payment: Payment,
  verdict: PaymentVerdict,
  stamp: SettlementStamp,
): SettlementDecision {
  const noted = notePayment(order, payment, verdict, stamp);
  if (noted.kind !== 'settled' || noted.settlement.change === undefined) return noted;
  const { payment: known } = noted.settlement;
  return order.status === 'CONFIRMED' && known.status === 'REFUNDED'
    ? move({ order, payment: known }, 'PENDING_REVIEW', 'PAYMENT_REFUNDED', stamp)
    : noted;
}

/**
 * A cancelled order that nobody asked money for, or whose request for it never came: its payment is void, as a version of its
 * own. Too late for every other.
 */
export function noteNoMoney(order: Order, payment: Payment, stamp: SettlementStamp): SettlementDecision {
  if (order.status !== 'CANCELLED' || payment.status !== 'PENDING') return tooLate(order);
  const { order: noted, change } = noteChange(order, { ...stamp, reasonCode: 'PAYMENT_VOIDED' });
  const status = 'VOIDED';
  return {
    kind: 'settled',
    settlement: { order: { ...noted, paymentStatus: status }, payment: { ...payment, status }, change },
  };
}

/** A confirmed order whose money the party does not give: people have to look at it. */
export function reviewCapture(
  order: Order,
  payment: Payment,
  verdict: PaymentVerdict,
  stamp: SettlementStamp,
): SettlementDecision {
  if (order.status !== 'CONFIRMED') return notePayment(order, payment, verdict, stamp);
  return move({ order, payment: withVerdict(payment, verdict) }, 'PENDING_REVIEW', 'CAPTURE_REFUSED', stamp);
}

/** An answer that was under way while the money moved on: money that was taken or given back stays so. */
function isBehind({ capturedMinor, refundedMinor }: Payment, verdict: PaymentVerdict): boolean {
  if (verdict.kind === 'refunded') return verdict.refundedMinor < refundedMinor;
  return verdict.kind === 'captured' ? refundedMinor > 0n : capturedMinor > 0n;
}

function isNews(before: Payment, after: Payment): boolean {
  return before.status !== after.status || before.refundedMinor !== after.refundedMinor;
}

function unpaid({ status }: Order): boolean {
  return status === 'PENDING' || status === 'PENDING_REVIEW';
}

function tooLate({ status }: Order): SettlementDecision {
  return { kind: 'tooLate', status };
}

interface Unsettled {
  readonly order: Order;
  readonly payment: Payment;
}

function remember({ order, payment }: Unsettled): SettlementDecision {
  return { kind: 'settled', settlement: { order, payment, change: undefined } };
}

function move(
  { order, payment }: Unsettled,
  to: OrderStatus,
  reasonCode: string,
  stamp: SettlementStamp,
): SettlementDecision {
  const decision = changeStatus(order, { ...stamp, to, reasonCode });
  if (decision.kind === 'illegal') return { kind: 'tooLate', status: decision.from };
  const settled = { ...decision.order, paymentStatus: payment.status };
  return { kind: 'settled', settlement: { order: settled, payment, change: decision.change } };
}
