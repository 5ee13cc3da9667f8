import { enqueue } from '@agora/platform/outbox';
import { productUpdated } from '../events/published';
import type { CatalogStore } from './ports';

/** How a replay runs. */
export interface RepublishOptions {
  /** Named in the events as their cause. */
  readonly correlationId: string;
  /** Products per transaction, 1 to 500. Default 100. */
  readonly batchSize?: number;
}

/**
 * Announces every product again at its present version, so that read models elsewhere can be rebuilt from nothing.
 * Batches are transactions of their own; after a crash it may simply be run again (consumers keep the newest version).
 *
 * @returns How many products were enqueued.
 */
export async function republishProducts(store: CatalogStore, options: RepublishOptions): Promise<number> {
  const limit = options.batchSize ?? 100;
  const request = { actor: 'service:catalog', correlationId: options.correlationId, traceparent: undefined };
  let afterId: string | undefined;
  for (let count = 0; ;) {
    const batch = await store.inTransaction(async (unit) => {
      const products = await unit.products.after(afterId, limit);
      await enqueue(
        unit.queryable,
        products.map((product) => productUpdated(product, ['replayed'], request)),
      );
      return products;
    });
    count += batch.length;
    if (batch.length < limit) return count;
    afterId = batch.at(-1)?.id;
  }
}
