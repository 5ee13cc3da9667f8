import { pricingUpdatedV1 } from '@agora/contracts/pricing/updated';
import type { PricingUpdatedV1 } from '@agora/contracts/pricing/updated';
import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import type { Price } from '../domain/price';

/** Who caused an event. */
export interface EventCause {
  readonly actor: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

/** `pricing.updated.v1`: a standing price as it is from now on. The sku is the key, the price's version orders it. */
export function priceUpdated(price: Price, currency: string, cause: EventCause): OutboxEvent {
  const payload: PricingUpdatedV1 = {
    sku: price.sku,
    price_book_id: price.priceBookId,
    minimum_quantity: price.minimumQuantity,
    currency_code: currency,
    amount_minor: String(price.amountMinor),
    version: price.version,
  };
  return {
    eventId: newId(),
    type: pricingUpdatedV1.type,
    aggregateId: price.sku,
    aggregateVersion: price.version,
    payload: { ...payload },
    headers: {
      actor: cause.actor,
      correlation_id: cause.correlationId,
      ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
    },
  };
}
