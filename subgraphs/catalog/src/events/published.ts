import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import type { CatalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import type { Product } from '../domain/product';

/** Who caused an event. */
export interface EventCause {
  readonly actor: string;
  readonly correlationId: string;
  readonly traceparent: string | undefined;
}

/**
 * `catalog.product.updated.v1`: the product's version and all of its variants, so that a read model needs nothing
 * but the newest event of each product.
 */
export function productUpdated(product: Product, changed: readonly string[], cause: EventCause): OutboxEvent {
  const payload: CatalogProductUpdatedV1 = {
    product_id: product.id,
    version: product.version,
    status: product.status,
    changed: [...changed],
    variants: product.variants.map((variant) => ({
      variant_id: variant.id,
      sku: variant.sku,
      title: variant.title,
      product_title: product.title,
      image_url: product.pictures[0]?.url ?? null,
      status: product.status,
      tax_category: variant.taxCategory,
      weight_grams: variant.weightGrams,
    })),
  };
  return {
    eventId: newId(),
    type: catalogProductUpdatedV1.type,
    aggregateId: product.id,
    aggregateVersion: product.version,
    payload: { ...payload },
    headers: {
      actor: cause.actor,
      correlation_id: cause.correlationId,
      ...(cause.traceparent === undefined ? {} : { traceparent: cause.traceparent }),
    },
  };
}
