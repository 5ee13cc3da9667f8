import type { Order } from '../../domain/order';
import type { OrderRefusal } from '../../domain/order-refusals';
import { allowedTransitions } from '../../domain/order-status';

/** Whether whoever asks has seen another version than the present one. */
export function isOutdated({ version }: Order, expectedVersion: number | null): boolean {
  return expectedVersion !== null && expectedVersion !== version;
}

/** Why an order as it is now does not change its status as asked. */
export function refusalOf(order: Order, expectedVersion: number | null): OrderRefusal {
  const { status: from, version: current } = order;
  return expectedVersion !== null && expectedVersion !== current
    ? { kind: 'versionConflict', expected: expectedVersion, current }
    : { kind: 'illegalTransition', from, allowed: allowedTransitions(from) };
}
