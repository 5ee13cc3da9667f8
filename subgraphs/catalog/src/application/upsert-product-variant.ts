import { newId } from '@agora/platform/ids';
import { upsertVariant } from '../domain/change-product';
import type { VariantFields } from '../domain/product-rules';
import { changeStoredProduct } from './change-product';
import type { Outcome } from './outcome';
import type { CatalogDeps, ChangeRequest } from './ports';

/** The variant to add, or to change when the product already has its sku. */
export interface UpsertProductVariant {
  readonly productId: string;
  readonly variant: VariantFields;
  readonly expectedVersion: number | undefined;
}

/** Adds or changes one variant and announces the product. Refused: unknown product, broken rules, a sku of another product, a stale version. */
export function upsertProductVariant(
  deps: CatalogDeps,
  command: UpsertProductVariant,
  request: ChangeRequest,
): Promise<Outcome> {
  const operation = { name: 'productVariantUpsert', input: command, request };
  const target = { id: command.productId, expectedVersion: command.expectedVersion, idField: 'productId' };
  return changeStoredProduct(deps, operation, target, (product) =>
    Promise.resolve(upsertVariant(product, command.variant, { newId: newId(), now: deps.clock.now() })),
  );
}
