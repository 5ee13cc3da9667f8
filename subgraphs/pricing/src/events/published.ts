import { pricingUpdatedV1 } from '@agora/contracts/pricing/updated';
import type { PricingUpdatedV1 } from '@agora/contracts/pricing/updated';
import { newId } from '@agora/platform/ids';
import type { EventHeaders, OutboxEvent } from '@agora/platform/outbox';
import type { Price } from '../domain/price';

/** Who caused an event. */
export interface EventCause {
  readonly actor: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

/** A price that counts from now on, in its book's currency, and why. */
export interface PriceNews {
  readonly price: Price;
  readonly currency: string;
  readonly reason: PricingUpdatedV1['cause'];
}

/** `pricing.updated.v1`. The sku is the key. */
export function priceUpdated({ price, currency, reason }: PriceNews, cause: EventCause): OutboxEvent {
  const payload: PricingUpdatedV1 = {
    sku: price.sku,
    price_book_id: price.priceBookId,
    minimum_quantity: price.minimumQuantity,
    currency_code: currency,
    amount_minor: String(price.amountMinor),
    version: price.version,
    cause: reason,
  };
  return {
    eventId: newId(),
    type: pricingUpdatedV1.type,
    aggregateId: price.sku,
    aggregateVersion: price.version,
    payload: { ...payload },
    headers: headersOf(cause),
  };
}

/** The part of the envelope that says who caused it. */
export function headersOf({ actor, correlationId, traceparent }: EventCause): EventHeaders {
  return { actor, correlation_id: correlationId, ...(traceparent === undefined ? {} : { traceparent }) };
}
