import type { Database } from '@agora/platform/database';
import type { Logger } from '@agora/platform/logging';
import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { VariantCatalog } from '../application/ports';
import type { VariantFacts } from '../domain/add-lines';
import { findVariants, lineTitle } from '../persistence/variant-store';

const VARIANTS = `query CartVariants($skus: [String!]!) {
  productVariants(skus: $skus) { id sku title taxCategory status media { url } product { title status } }
}`;

interface VariantAnswer {
  readonly productVariants:
    | readonly ({
        readonly id: string;
        readonly sku: string;
        readonly title: string;
        readonly taxCategory: string;
        readonly status: string;
        readonly media: readonly { readonly url: string | null }[];
        readonly product: { readonly title: string; readonly status: string };
      } | null)[]
    | null;
}

/**
 * {@link VariantCatalog} on the read model; what it does not have yet is asked from catalog in one call. The answer is
 * not stored: only events write the read model. When catalog is down, a sku that is not in the read model is unknown.
 */
export function createCatalogVariants(
  database: Database,
  catalog: SubgraphClient,
  logger: Logger,
): VariantCatalog {
  return {
    find: async (skus, context) => {
      const known = await findVariants(database, skus);
      const missing = skus.filter((sku) => !known.has(sku));
      if (missing.length === 0) return known;
      try {
        const { productVariants } = await catalog.call<VariantAnswer>(VARIANTS, { skus: missing }, context);
        for (const variant of productVariants ?? [])
          if (variant !== null) known.set(variant.sku, toFacts(variant));
      } catch (error) {
        logger.warn({ err: error, count: missing.length }, 'catalog could not be asked for variants');
      }
      return known;
    },
  };
}

function toFacts(variant: NonNullable<NonNullable<VariantAnswer['productVariants']>[number]>): VariantFacts {
  return {
    variantId: variant.id,
    title: lineTitle(variant.product.title, variant.title),
    imageUrl: variant.media[0]?.url ?? null,
    taxCategory: variant.taxCategory,
    isSellable: variant.status === 'ACTIVE' && variant.product.status === 'ACTIVE',
  };
}
