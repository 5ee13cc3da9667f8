import { changeStatus, noteChange } from './order';
import type { Order } from './order';
import type { OrderLine } from './order-line';
import type { OrderRefusal } from './order-refusals';
import type { Payment } from './payment';
import type { ItemsReturn, ReturnedLine, ReturnRequestLine } from './returned-goods';
import type { Settlement, SettlementStamp } from './settlement';

export interface ReturnFacts {
  readonly order: Order;
  readonly payment: Payment;
  /** All of the order. */
  readonly lines: readonly OrderLine[];
}

export interface ReturnCommand {
  readonly returnId: string;
  readonly restock: boolean;
  readonly wanted: readonly ReturnRequestLine[];
  readonly comment: string | undefined;
}

export type ReturnDecision =
  | { readonly kind: 'settled'; readonly settlement: Settlement & { readonly returned: ItemsReturn } }
  | { readonly kind: 'refused'; readonly refusal: OrderRefusal };

/**
 * Takes units of a FULFILLED order back. Of a line that comes back in parts each part is worth its share of what
 * was paid, rounded down, and the last one the rest, so that all parts together are worth the line exactly; with the last unit of
 * the order its shipping is given back too. The order is RETURNED when nothing of it is left.
 */
export function returnItems(
  { order, payment, lines }: ReturnFacts,
  command: ReturnCommand,
  stamp: SettlementStamp,
): ReturnDecision {
  if (order.status !== 'FULFILLED')
    return { kind: 'refused', refusal: { kind: 'illegalTransition', from: order.status, allowed: [] } };
  const taken = command.wanted.map((wanted) => takeBack(lines, wanted));
  const refusal = taken.find((line) => 'refusal' in line);
  if (refusal !== undefined) return { kind: 'refused', refusal: refusal.refusal };
  const returned = taken.flatMap((line) => ('refusal' in line ? [] : [line]));
  const isAll = lines.every((line) => leftOf(line) === quantityOf(returned, line.id));
  const shippingMinor = isAll ? (order.totals.shippingMinor ?? 0n) : 0n;
  const refundMinor = returned.reduce((sum, line) => sum + line.refundMinor, shippingMinor);
  const next = isAll ? allReturned(order, command, stamp) : partReturned(order, command, stamp);
  const { returnId: id, restock } = command;
  const { actor, at } = stamp;
  const record = {
    id,
    orderId: order.id,
    version: next.order.version,
    restock,
    refundMinor,
    lines: returned,
    actor,
    at,
  };
  return { kind: 'settled', settlement: { ...next, payment, returned: record } };
}

function takeBack(
  lines: readonly OrderLine[],
  wanted: ReturnRequestLine,
): ReturnedLine | { readonly refusal: OrderRefusal } {
  const line = lines.find(({ id }) => id === wanted.lineId);
  const returnable = line === undefined ? 0 : leftOf(line);
  if (line === undefined || wanted.quantity > returnable)
    return { refusal: { kind: 'notReturnable', lineId: wanted.lineId, returnable } };
  const back = BigInt(line.returnedQuantity + wanted.quantity);
  const refundMinor = (line.totalMinor * back) / BigInt(line.quantity) - line.refundedMinor;
  return { ...wanted, sku: line.sku, refundMinor };
}

function leftOf({ quantity, returnedQuantity }: OrderLine): number {
  return quantity - returnedQuantity;
}

function quantityOf(returned: readonly ReturnedLine[], lineId: string): number {
  return returned.reduce((sum, line) => sum + (line.lineId === lineId ? line.quantity : 0), 0);
}

type Next = Pick<Settlement, 'order' | 'change'>;

function allReturned(order: Order, { comment }: ReturnCommand, stamp: SettlementStamp): Next {
  const decision = changeStatus(order, {
    ...stamp,
    to: 'RETURNED',
    reasonCode: 'ITEMS_RETURNED',
    ...said(comment),
  });
  if (decision.kind === 'illegal') throw new RangeError(`an order that is ${order.status} is not returned`);
  return { order: { ...decision.order, fulfillmentStatus: 'RETURNED' }, change: decision.change };
}

function partReturned(order: Order, { comment }: ReturnCommand, stamp: SettlementStamp): Next {
  return noteChange(order, { ...stamp, reasonCode: 'ITEMS_RETURNED', ...said(comment) });
}

function said(comment: string | undefined): { readonly comment?: string } {
  return comment === undefined ? {} : { comment };
}
