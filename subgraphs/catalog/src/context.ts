import type { OperationContext } from '@agora/platform/server';
import type { CatalogLoaders } from './graphql/loaders';

/** What every resolver of the catalog gets; made once per operation. */
export interface CatalogContext extends OperationContext {
  readonly loaders: CatalogLoaders;
}
