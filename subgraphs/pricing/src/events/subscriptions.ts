import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import { onEvent } from '@agora/platform/inbox';
import type { EventHandler } from '@agora/platform/inbox';
import type { VariantFacts } from '../domain/variant-facts';
import type { Queryable } from '@agora/platform/database';

/** The consumer group of pricing. */
export const PRICING_GROUP = 'pricing-service-events';

/** Writes what the catalog says about variants, in the transaction that records the event. */
export type RecordVariants = (tx: Queryable, variants: readonly VariantFacts[]) => Promise<void>;

/** What pricing listens to, by event type. */
export function pricingHandlers(recordVariants: RecordVariants): Readonly<Record<string, EventHandler>> {
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
  };
}
