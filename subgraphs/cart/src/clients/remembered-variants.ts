import { LRUCache } from 'lru-cache';
import type { VariantCatalog } from '../application/ports';
import type { VariantFacts } from '../domain/add-lines';

const MOST = 10_000;
/** How long another process may not have heard of a change. */
const KEPT_MS = 2_000;

/** A {@link VariantCatalog} that can be told that what it remembers is old. */
export interface RememberedVariants extends VariantCatalog {
  forget(): void;
}

/**
 * The same catalog, each known sku asked for once in two seconds: a busy shop adds the same few goods. What this process hears
 * of the catalog is forgotten at once, what another one hears at the latest then; unknown skus are never remembered.
 */
export function rememberedVariants(inner: VariantCatalog): RememberedVariants {
  const known = new LRUCache<string, VariantFacts>({ max: MOST, ttl: KEPT_MS });
  return {
    find: async (skus, context) => {
      const found = new Map<string, VariantFacts>();
      for (const sku of skus) {
        const facts = known.get(sku);
        if (facts !== undefined) found.set(sku, facts);
      }
      const missing = skus.filter((sku) => !found.has(sku));
      if (missing.length === 0) return found;
      for (const [sku, facts] of await inner.find(missing, context)) {
        known.set(sku, facts);
        found.set(sku, facts);
      }
      return found;
    },
    forget: () => {
      known.clear();
    },
  };
}
