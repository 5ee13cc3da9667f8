import type { PostalAddress } from './address';
import { canBecome, allowedTransitions } from './order-status';
import type { FulfillmentStatus, OrderStatus, PaymentStatus } from './order-status';
import type { Totals } from './totals';

/** An order without its lines, history and payment details. Immutable; every change makes a new one. */
export interface Order {
  readonly id: string;
  readonly orderNumber: string;
  readonly status: OrderStatus;
  readonly paymentStatus: PaymentStatus;
  readonly fulfillmentStatus: FulfillmentStatus;
  /** Put under review by staff: only staff takes it out again, no payment confirms it. */
  readonly isHeld: boolean;
  /** Grows by one with every row of the history. */
  readonly version: number;
  readonly cartId: string | null;
  readonly cartVersion: number | null;
  readonly checkoutSessionId: string | null;
  /** Whose order it is: a customer, or the guest of a session. */
  readonly customerId: string | null;
  readonly sessionId: string | null;
  readonly storeId: string;
  readonly channel: string;
  readonly region: string;
  /** ISO 4217; of every amount of the order. */
  readonly currency: string;
  readonly email: string | null;
  readonly shippingAddress: PostalAddress | null;
  readonly billingAddress: PostalAddress | null;
  readonly totals: Totals;
  /** Exact decimal text; null when no currency was converted. */
  readonly fxRate: string | null;
  readonly quoteId: string | null;
  /** When a PENDING order is given up. */
  readonly paymentDueAt: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Whether nobody has to pay for it: no payment is asked for. */
export function isFree({ totals }: Pick<Order, 'totals'>): boolean {
  return totals.totalMinor === 0n;
}

/** One row of an order's history: of a new status or, with `from` the same as `to`, of another change. */
export interface StatusChange {
  readonly id: string;
  readonly orderId: string;
  /** The version the change made. */
  readonly version: number;
  /** Null for the creation. */
  readonly from: OrderStatus | null;
  readonly to: OrderStatus;
  readonly reasonCode: string | null;
  readonly comment: string | null;
  readonly actor: string;
  readonly at: Date;
}

export interface StatusCommand {
  /** Id of the history row. */
  readonly changeId: string;
  readonly to: OrderStatus;
  readonly reasonCode: string | null;
  readonly comment?: string;
  readonly actor: string;
  readonly at: Date;
}

export type StatusDecision =
  | { readonly kind: 'changed'; readonly order: Order; readonly change: StatusChange }
  | { readonly kind: 'illegal'; readonly from: OrderStatus; readonly allowed: readonly OrderStatus[] };

/** The order in its next status with the history row that says so, or which statuses would have been allowed. */
export function changeStatus(order: Order, command: StatusCommand): StatusDecision {
  if (!canBecome(order.status, command.to)) {
    return { kind: 'illegal', from: order.status, allowed: allowedTransitions(order.status) };
  }
  return { kind: 'changed', ...next(order, command) };
}

/** The order in its next version with a history row, its status as it was: for changes of payment, goods or addresses. */
export function noteChange(
  order: Order,
  command: Omit<StatusCommand, 'to'>,
): { readonly order: Order; readonly change: StatusChange } {
  return next(order, { ...command, to: order.status });
}

function next(
  order: Order,
  command: StatusCommand,
): { readonly order: Order; readonly change: StatusChange } {
  const version = order.version + 1;
  const change: StatusChange = {
    id: command.changeId,
    orderId: order.id,
    version,
    from: order.status,
    to: command.to,
    reasonCode: command.reasonCode,
    comment: command.comment ?? null,
    actor: command.actor,
    at: command.at,
  };
  const isHeld = order.isHeld && command.to === order.status;
  return { order: { ...order, status: command.to, isHeld, version, updatedAt: command.at }, change };
}
