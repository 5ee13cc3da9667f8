import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import { customerCreatedV1 } from '@agora/contracts/customer/created';
import type { CustomerCreatedV1 } from '@agora/contracts/customer/created';
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

/** `customer.updated.v1`: that something changed, and the segments the customer is in now. */
export function customerUpdated(customer: Customer, cause: EventCause): OutboxEvent {
  return eventOf(customerUpdatedV1.type, customer, cause);
}

function eventOf(type: string, customer: Customer, cause: EventCause): OutboxEvent {
  const payload: CustomerCreatedV1 = {
    customer_id: customer.id,
    version: customer.version,
    segments: customer.segments.map(({ code }) => code).sort(),
  };
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
