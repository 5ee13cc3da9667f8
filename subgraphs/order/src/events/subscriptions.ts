import { fulfillmentOrderShippedV1 } from '@agora/contracts/fulfillment/order-shipped';
import { paymentAuthorizedV1 } from '@agora/contracts/payment/authorized';
import { paymentCapturedV1 } from '@agora/contracts/payment/captured';
import { paymentFailedV1 } from '@agora/contracts/payment/failed';
import { paymentRefundedV1 } from '@agora/contracts/payment/refunded';
import { paymentReviewRequiredV1 } from '@agora/contracts/payment/review-required';
import { paymentVoidedV1 } from '@agora/contracts/payment/voided';
import { onEvent } from '@agora/platform/inbox';
import type { EventHandler, ReceivedEvent } from '@agora/platform/inbox';
import type { FulfillShipped } from '../application/orders/fulfill-shipped';
import type { PaymentNews } from '../application/payment-news';
import { readPaymentNews } from '../application/read-payment-news';

/** The consumer group of order, and its name in the inbox. */
export const ORDER_GROUP = 'order-service-events';

/** What is done about what order hears. */
export interface OutsideNews {
  readonly news: PaymentNews;
  readonly fulfill: FulfillShipped;
}

/** What order listens to, by event type. */
export function orderEventHandlers({ news, fulfill }: OutsideNews): Readonly<Record<string, EventHandler>> {
  const heard = async ({ event_id: eventId, type, payload }: ReceivedEvent<object>): Promise<void> => {
    const item = readPaymentNews({ eventId, type, payload });
    // The handlers below have checked type and payload.
    if (typeof item !== 'string') await news.heard(item);
  };
  return {
    [paymentAuthorizedV1.type]: onEvent(paymentAuthorizedV1, heard),
    [paymentFailedV1.type]: onEvent(paymentFailedV1, heard),
    [paymentReviewRequiredV1.type]: onEvent(paymentReviewRequiredV1, heard),
    [paymentCapturedV1.type]: onEvent(paymentCapturedV1, heard),
    [paymentVoidedV1.type]: onEvent(paymentVoidedV1, heard),
    [paymentRefundedV1.type]: onEvent(paymentRefundedV1, heard),
    [fulfillmentOrderShippedV1.type]: onEvent(
      fulfillmentOrderShippedV1,
      ({ payload, correlation_id: id, traceparent, actor }) =>
        fulfill({
          orderId: payload.order_id,
          trackingCode: payload.tracking_code,
          origin: {
            correlationId: id ?? undefined,
            traceparent,
            actor: actor ?? 'service:fulfillment',
          },
        }),
    ),
  };
}
