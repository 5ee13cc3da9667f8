import { cartAbandonedV1 } from './cart/abandoned';
import { cartCheckedoutV1 } from './cart/checkedout';
import { cartClearedV1 } from './cart/cleared';
import { cartItemAddedV1 } from './cart/item-added';
import { cartItemOutOfStockV1 } from './cart/item-out-of-stock';
import { cartItemRemovedV1 } from './cart/item-removed';
import { cartItemUpdatedV1 } from './cart/item-updated';
import { cartLinePriceChangedV1 } from './cart/line-price-changed';
import { cartMergedV1 } from './cart/merged';
import { cartUpdatedV1 } from './cart/updated';
import { catalogProductUpdatedV1 } from './catalog/product-updated';
import { customerCreatedV1 } from './customer/created';
import { customerSegmentRecalculatedV1 } from './customer/segment-recalculated';
import { customerUpdatedV1 } from './customer/updated';
import { fulfillmentOrderShippedV1 } from './fulfillment/order-shipped';
import { inventoryBackorderFilledV1 } from './inventory/backorder-filled';
import { inventoryReservationExpiredV1 } from './inventory/reservation-expired';
import { inventoryReservationFailedV1 } from './inventory/reservation-failed';
import { inventoryReservationReleasedV1 } from './inventory/reservation-released';
import { inventoryStockChangedV1 } from './inventory/stock-changed';
import { inventoryStockDepletedV1 } from './inventory/stock-depleted';
import { inventoryStockReservedV1 } from './inventory/stock-reserved';
import { orderCompletedV1 } from './order/completed';
import { orderCreatedV1 } from './order/created';
import { orderItemBackorderedV1 } from './order/item-backordered';
import { orderItemsReturnedV1 } from './order/items-returned';
import { orderStatusChangedV1 } from './order/status-changed';
import { orderUpdatedV1 } from './order/updated';
import { paymentAuthorizedV1 } from './payment/authorized';
import { paymentCapturedV1 } from './payment/captured';
import { paymentFailedV1 } from './payment/failed';
import { paymentRefundedV1 } from './payment/refunded';
import { paymentReviewRequiredV1 } from './payment/review-required';
import { paymentVoidedV1 } from './payment/voided';
import { fxRateChangedV1 } from './pricing/fx-rate-changed';
import { promotionActivatedV1 } from './pricing/promotion-activated';
import { promotionCampaignUpdatedV1 } from './pricing/promotion-campaign-updated';
import { pricingRuleChangedV1 } from './pricing/rule-changed';
import { pricingUpdatedV1 } from './pricing/updated';
import type { EventContract } from './define-event';

/** Every event there is, by owner. Topics, `docs/events.md` and tests are made from it. */
export const CATALOG_OF_EVENTS: readonly EventContract<object>[] = [
  cartItemAddedV1,
  cartItemUpdatedV1,
  cartItemRemovedV1,
  cartClearedV1,
  cartUpdatedV1,
  cartMergedV1,
  cartCheckedoutV1,
  cartAbandonedV1,
  cartLinePriceChangedV1,
  cartItemOutOfStockV1,
  catalogProductUpdatedV1,
  customerCreatedV1,
  customerUpdatedV1,
  customerSegmentRecalculatedV1,
  fulfillmentOrderShippedV1,
  inventoryStockReservedV1,
  inventoryReservationExpiredV1,
  inventoryReservationReleasedV1,
  inventoryReservationFailedV1,
  inventoryBackorderFilledV1,
  inventoryStockChangedV1,
  inventoryStockDepletedV1,
  orderCreatedV1,
  orderStatusChangedV1,
  orderUpdatedV1,
  orderItemBackorderedV1,
  orderItemsReturnedV1,
  orderCompletedV1,
  paymentAuthorizedV1,
  paymentFailedV1,
  paymentReviewRequiredV1,
  paymentCapturedV1,
  paymentVoidedV1,
  paymentRefundedV1,
  pricingUpdatedV1,
  pricingRuleChangedV1,
  promotionActivatedV1,
  promotionCampaignUpdatedV1,
  fxRateChangedV1,
];

/** A topic to create before anybody publishes or consumes. */
export interface Topic {
  readonly name: string;
  readonly partitions: number;
  /** How long messages are kept, milliseconds. */
  readonly retentionMs: number;
}

const DAY_MS = 86_400_000;

/** The topic of every event and, for messages nobody could handle, its dead letter topic. */
export function allTopics(): readonly Topic[] {
  return CATALOG_OF_EVENTS.flatMap(({ topic }) => [
    { name: topic, partitions: 3, retentionMs: 7 * DAY_MS },
    { name: `${topic}.dlq`, partitions: 1, retentionMs: 30 * DAY_MS },
  ]);
}
