import { archiveProduct as archived } from '../domain/change-product';
import { changeStoredProduct } from './change-product';
import type { Outcome } from './outcome';
import type { CatalogDeps, ChangeRequest } from './ports';

/** Which product to take out of the shop. */
export interface ArchiveProduct {
  readonly id: string;
  readonly expectedVersion: number | undefined;
}

/** Archives a product: only staff sees it from now on, and carts stop selling it. Archiving twice changes nothing. */
export function archiveProduct(
  deps: CatalogDeps,
  command: ArchiveProduct,
  request: ChangeRequest,
): Promise<Outcome> {
  const operation = { name: 'productDelete', input: command, request };
  return changeStoredProduct(deps, operation, { ...command, idField: 'id' }, (product) =>
    Promise.resolve(archived(product, deps.clock.now())),
  );
}
