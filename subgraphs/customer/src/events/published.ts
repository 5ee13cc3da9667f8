import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import { customerCreatedV1 } from '@agora/contracts/customer/created';
import type { CustomerCreatedV1 } from '@agora/contracts/customer/created';
import { customerSegmentRecalculatedV1 } from '@agora/contracts/customer/segment-recalculated';
import type { CustomerSegmentRecalculatedV1 } from '@agora/contracts/customer/segment-recalculated';
import { customerUpdatedV1 } from '@agora/contracts/customer/updated';
import type { Customer } from '../domain/customer';

/** Who caused an event. */
export interface EventCause {
  readonly actor: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

/** `customer.created.v1`: that a customer exists, and nothing about the person. */
export function customerCreated(customer: Customer, cause: EventCause): OutboxEvent {
  return eventOf(customerCreatedV1.type, customer, cause);
}

/**
 * `customer.updated.v1`: that something changed, and the segments the customer is in now. When those are others than before,
 * also `customer.segment.recalculated.v1`, which says which.
 */
export function customerChanged(before: Customer, customer: Customer, cause: EventCause): OutboxEvent[] {
  const updated = eventOf(customerUpdatedV1.type, customer, cause);
  const [had, has] = [codesOf(before), codesOf(customer)];
  const added = has.filter((code) => !had.includes(code));
  const removed = had.filter((code) => !has.includes(code));
  if (added.length + removed.length === 0) return [updated];
  const payload: CustomerSegmentRecalculatedV1 = { ...fieldsOf(customer), added, removed };
  return [updated, eventOf(customerSegmentRecalculatedV1.type, customer, cause, payload)];
}

function codesOf({ segments }: Customer): string[] {
  return segments.map(({ code }) => code).sort();
}

function fieldsOf(customer: Customer): CustomerCreatedV1 {
  return { customer_id: customer.id, version: customer.version, segments: codesOf(customer) };
}

function eventOf(
  type: string,
  customer: Customer,
  cause: EventCause,
  payload: object = fieldsOf(customer),
): OutboxEvent {
  return {
    eventId: newId(),
    type,
    aggregateId: customer.id,
    aggregateVersion: customer.version,
    payload: { ...payload },
    headers: {
      actor: cause.actor,
      correlation_id: cause.correlationId,
      ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
    },
  };
}
