import { changeProduct } from '../domain/change-product';
import type { ProductFields } from '../domain/product-rules';
import { changeStoredProduct } from './change-product';
import { unknownCategory } from './create-product';
import type { Outcome } from './outcome';
import type { CatalogDeps, ChangeRequest } from './ports';

/** Which fields of which product to change. */
export interface UpdateProduct {
  readonly id: string;
  readonly fields: ProductFields;
  readonly expectedVersion: number | undefined;
}

/** Changes the mentioned fields of a product and announces it. Refused: unknown product or category, broken rules, a taken slug, a stale version. */
export function updateProduct(
  deps: CatalogDeps,
  command: UpdateProduct,
  request: ChangeRequest,
): Promise<Outcome> {
  const operation = { name: 'productUpdate', input: command, request };
  return changeStoredProduct(deps, operation, { ...command, idField: 'id' }, async (product, unit) => {
    const refusal = await unknownCategory(unit, command.fields.categoryIds ?? []);
    return refusal ?? changeProduct(product, command.fields, deps.clock.now());
  });
}
