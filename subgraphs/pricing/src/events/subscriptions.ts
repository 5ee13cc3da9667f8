import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import { customerCreatedV1 } from '@agora/contracts/customer/created';
import { customerUpdatedV1 } from '@agora/contracts/customer/updated';
import type { CustomerUpdatedV1 } from '@agora/contracts/customer/updated';
import { orderStatusChangedV1 } from '@agora/contracts/order/status-changed';
import { onEvent } from '@agora/platform/inbox';
import type { EventHandler, ReceivedEvent } from '@agora/platform/inbox';
import type { Queryable } from '@agora/platform/database';
import { recordVariants } from '../persistence/catalog-variant-writer';
import { recordSegments } from '../persistence/customer-segment-writer';
import { confirmRedemptions, releaseRedemptions } from '../persistence/redemptions';

/** The consumer group of pricing. */
export const PRICING_GROUP = 'pricing-service-events';

/** What pricing listens to, by event type. Each effect is one statement in the transaction that records the event. */
export function pricingHandlers(
  forgetCustomer: (customerId: string) => void,
): Readonly<Record<string, EventHandler>> {
  const segments = async ({ payload }: ReceivedEvent<CustomerUpdatedV1>, tx: Queryable): Promise<void> => {
    const { customer_id: customerId, version } = payload;
    await recordSegments(tx, { customerId, version, segments: payload.segments });
    // Not yet committed: whoever asks meanwhile may remember the old ones for half a minute.
    forgetCustomer(customerId);
  };
  return {
    [catalogProductUpdatedV1.type]: onEvent(catalogProductUpdatedV1, async ({ payload }, tx) => {
      const { product_id: productId, version: productVersion } = payload;
      await recordVariants(
        tx,
        payload.variants.map((variant) => ({
          sku: variant.sku,
          variantId: variant.variant_id,
          productId,
          productVersion,
          taxCategory: variant.tax_category,
        })),
      );
    }),
    [customerCreatedV1.type]: onEvent(customerCreatedV1, segments),
    [customerUpdatedV1.type]: onEvent(customerUpdatedV1, segments),
    [orderStatusChangedV1.type]: onEvent(orderStatusChangedV1, async ({ payload }, tx) => {
      const { order_id: orderId, to } = payload;
      if (to === 'CONFIRMED') await confirmRedemptions(tx, orderId);
      if (to === 'CANCELLED') await releaseRedemptions(tx, orderId);
    }),
  };
}
