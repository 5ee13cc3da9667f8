import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { Catalog, CatalogVariant } from '../application/ports';

const VARIANTS = `query OrderVariants($skus: [String!]!) {
  productVariants(skus: $skus) { id sku title status product { title status } }
}`;

interface VariantAnswer {
  readonly id: string;
  readonly sku: string;
  readonly title: string;
  readonly status: string;
  readonly product: { readonly title: string; readonly status: string };
}

interface VariantsAnswer {
  readonly productVariants: readonly (VariantAnswer | null)[] | null;
}

/** What catalog answers at once. */
const MOST_SKUS = 100;

/** {@link Catalog} over the catalog subgraph: one call per 100 skus, at the same time. Staff is shown drafts as well. */
export function createCatalogClient(catalog: SubgraphClient): Catalog {
  return {
    find: async (skus, context) => {
      const answers = await Promise.all(
        pagesOf(skus).map((page) => catalog.call<VariantsAnswer>(VARIANTS, { skus: page }, context)),
      );
      const found = answers.flatMap(({ productVariants }) => productVariants ?? []);
      return new Map(
        found.flatMap((variant) => (variant === null ? [] : [[variant.sku, toVariant(variant)]])),
      );
    },
  };
}

function pagesOf(skus: readonly string[]): string[][] {
  const count = Math.ceil(skus.length / MOST_SKUS);
  return Array.from({ length: count }, (_, page) => skus.slice(page * MOST_SKUS, (page + 1) * MOST_SKUS));
}

function toVariant({ id, title, status, product }: VariantAnswer): CatalogVariant {
  return {
    variantId: id,
    // As in a cart: the product, and the variant where it says more.
    title: title === '' || title === product.title ? product.title : `${product.title} – ${title}`,
    isSold: status === 'ACTIVE' && product.status === 'ACTIVE',
  };
}
