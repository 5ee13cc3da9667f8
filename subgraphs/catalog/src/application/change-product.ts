import type { Product } from '../domain/product';
import type { ProductChange } from '../domain/change-product';
import { refused, staleVersion } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { carryOut } from './outcome';
import type { Operation, Outcome } from './outcome';
import type { CatalogDeps, CatalogUnit } from './ports';
import { recordProductChange } from './record-product-change';

/** Which product a change is about, and the version its caller has seen (undefined when it does not matter). */
export interface ProductTarget {
  readonly id: string;
  readonly expectedVersion: number | undefined;
  /** Name of the input field that carries the id. */
  readonly idField: string;
}

/**
 * Loads a product under lock, lets `decide` change it, and writes product, event and audit entry together.
 * A decision that changes nothing writes nothing and keeps the version.
 */
export async function changeStoredProduct(
  deps: CatalogDeps,
  operation: Operation,
  target: ProductTarget,
  decide: (product: Product, unit: CatalogUnit) => Promise<ProductChange | Refusal>,
): Promise<Outcome> {
  return carryOut(deps, operation, async (unit) => {
    const before = await unit.products.lock(target.id);
    if (before === undefined) return refused('NOT_FOUND', 'There is no such product.', target.idField);
    const stale = staleVersion(target.expectedVersion, before.version);
    if (stale !== undefined) return stale;
    const change = await decide(before, unit);
    if (change.kind !== 'changed') return change;
    if (change.changed.length > 0) {
      await unit.products.save(before, change.product);
      await recordProductChange(unit, { ...change, action: operation.name }, operation.request);
    }
    return { kind: 'done', id: before.id };
  });
}
