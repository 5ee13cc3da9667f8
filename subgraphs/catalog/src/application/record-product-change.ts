import { enqueue } from '@agora/platform/outbox';
import type { Product } from '../domain/product';
import { productUpdated } from '../events/published';
import type { CatalogUnit, ChangeRequest } from './ports';

/** A product that was written in this transaction, and by which operation. */
export interface RecordedChange {
  readonly product: Product;
  readonly changed: readonly string[];
  readonly action: string;
}

/** Puts the event and the audit entry of a written product into the same transaction. */
export async function recordProductChange(
  unit: CatalogUnit,
  change: RecordedChange,
  request: ChangeRequest,
): Promise<void> {
  const { product, changed, action } = change;
  await enqueue(unit.queryable, [productUpdated(product, changed, request)]);
  await unit.audit({
    actor: request.actor,
    action,
    entity: `product:${product.id}`,
    correlationId: request.correlationId,
  });
}
