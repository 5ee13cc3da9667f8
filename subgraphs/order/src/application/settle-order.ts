import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import type { Clock } from '@agora/platform/time';
import type { Order, StatusChange } from '../domain/order';
import type { CancelReason, Settlement, SettlementDecision, SettlementStamp } from '../domain/settlement';
import { itemsBackordered, itemsReturned, orderChanged } from '../events/published';
import type { EventOrigin } from '../events/published';
import type { AuditEntry, Completion, OrderStore, OrderWithPayment, SessionMove } from './ports';

export interface SettleRequest {
  readonly orderId: string;
  /** Called with the newest state, again when somebody else was faster. */
  readonly decide: (current: OrderWithPayment, stamp: SettlementStamp) => SettlementDecision;
  /** What the caller read or wrote last, tried before the order is read: right unless somebody was faster. Default: it is read. */
  readonly known?: OrderWithPayment;
  readonly origin: EventOrigin;
  /** Stored with the settlement; nothing is stored when the decision is `tooLate`. */
  readonly completion?: Completion | undefined;
  /** The mutation of staff this is, for the audit log. */
  readonly auditedAs?: string;
}

export type SettleResult =
  | { readonly kind: 'settled'; readonly order: Order; readonly settlement: Settlement }
  | { readonly kind: 'tooLate'; readonly current: OrderWithPayment };

export type SettleOrder = (request: SettleRequest) => Promise<SettleResult>;

const ROUNDS = 5;

/**
 * Moves an order on: read (unless the caller knows it), decide, and store order, history, payment, session, event and outcome together. A
 * writer in between makes it read and decide again.
 *
 * @throws AppError `NOT_FOUND` without the order; ClaimLostError when another request owns the completion;
 *   `DOWNSTREAM_UNAVAILABLE` (retriable) when others are faster every time.
 */
export function settleOrder(deps: { readonly orders: OrderStore; readonly clock: Clock }): SettleOrder {
  return async ({ orderId, decide, known, origin, completion, auditedAs }) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const believed = round === 0 ? known : undefined;
      const current = believed ?? (await deps.orders.find(orderId));
      if (current === undefined) throw new AppError('NOT_FOUND', 'There is no such order');
      const decision = decide(current, { changeId: newId(), actor: origin.actor, at: deps.clock.now() });
      if (decision.kind === 'tooLate') {
        // Storing is what proves that it still is so.
        if (believed !== undefined) continue;
        return { kind: 'tooLate', current };
      }
      const { settlement } = decision;
      const didStore = await deps.orders.settle({
        settlement,
        readVersion: current.order.version,
        session: sessionMove(settlement.change),
        events: eventsOf(settlement, origin),
        trace: origin,
        completion,
        audit: auditedAs === undefined ? undefined : auditOf(auditedAs, orderId, origin),
      });
      if (didStore) return { kind: 'settled', order: settlement.order, settlement };
    }
    throw new AppError('DOWNSTREAM_UNAVAILABLE', 'The order is being changed by others');
  };
}

function eventsOf({ order, change, returned, backordered }: Settlement, origin: EventOrigin): OutboxEvent[] {
  if (change === undefined) return [];
  return [
    ...orderChanged(order, change, origin),
    ...(returned === undefined ? [] : itemsReturned(order, returned, origin)),
    ...(backordered === undefined ? [] : itemsBackordered(order, backordered, origin)),
  ];
}

/** What the audit log says of a mutation of staff. */
export function auditOf(action: string, orderId: string, { actor, correlationId }: EventOrigin): AuditEntry {
  return { actor, action, entity: `order:${orderId}`, correlationId: correlationId ?? null };
}

function sessionMove(change: StatusChange | undefined): SessionMove {
  if (change === undefined || change.from === change.to) return 'keep';
  if (change.to === 'CONFIRMED') return 'complete';
  if (change.to !== 'CANCELLED' || change.from === 'CONFIRMED') return 'keep';
  // What the quote promised cannot be had: with it, every further attempt would be refused as well.
  return change.reasonCode === ('PROMOTION_UNAVAILABLE' satisfies CancelReason) ? 'reopenStale' : 'reopen';
}
