import type { Order } from './order';

/** How often the party is asked about an intent it has not decided. */
const UNDECIDED_CHECK_MS = 60_000;
/** When it is asked after a request of which no answer came. */
const UNANSWERED_CHECK_MS = 10_000;
/** From then on an order without an intent gets none any more: the attempt that would make it is dead. */
const ATTEMPT_GRACE_MS = 90_000;

/** When an order whose payment is undecided is looked after next: at the latest when its time is over. */
export function nextCheckAt(order: Order, now: Date): Date {
  const next = now.getTime() + UNDECIDED_CHECK_MS;
  const due = order.paymentDueAt?.getTime() ?? next;
  return new Date(due > now.getTime() ? Math.min(next, due) : next);
}

/** When an order is looked after whose payment request was not answered: its intent may exist or not. */
export function checkAtAfterSilence(now: Date): Date {
  return new Date(now.getTime() + UNANSWERED_CHECK_MS);
}

/** Whether the time to pay is over. */
export function isPaymentOverdue(order: Order, now: Date): boolean {
  return order.paymentDueAt !== null && order.paymentDueAt.getTime() <= now.getTime();
}

/** Whether an order without an intent will stay without one. */
export function isAttemptDead(order: Order, now: Date): boolean {
  return isRequestDead(order.createdAt, now);
}

/** Whether a request for an intent, sent at `askedAt`, makes none any more. */
export function isRequestDead(askedAt: Date, now: Date): boolean {
  return now.getTime() - askedAt.getTime() >= ATTEMPT_GRACE_MS;
}
