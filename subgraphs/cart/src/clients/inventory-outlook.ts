import type { SubgraphClient } from '@agora/platform/subgraph-transport';
import type { StockOutlook } from '../application/stock-outlook';

const OUTLOOK = `query CartOutlook($representations: [_Any!]!, $region: String) {
  _entities(representations: $representations) {
    ... on ProductVariant { sku availability(region: $region) { status quantityAvailable } }
  }
}`;

const PROMISED = `query CartBackorders($ownerId: ID!) { reservationOfOwner(ownerId: $ownerId) { lines { sku backordered } } }`;

interface PromisedAnswer {
  readonly reservationOfOwner: {
    readonly lines: readonly { readonly sku: string; readonly backordered: number }[];
  } | null;
}

interface OutlookAnswer {
  readonly _entities: readonly ({
    readonly sku: string;
    readonly availability: { readonly status: string; readonly quantityAvailable: number | null } | null;
  } | null)[];
}

/** {@link StockOutlook} of the inventory subgraph: one call for all skus, and one for a cart. What it does not count has plenty. */
export function createInventoryOutlook(inventory: SubgraphClient): StockOutlook {
  return {
    available: async (skus, region) => {
      const representations = skus.map((sku) => ({ __typename: 'ProductVariant', sku }));
      const answer = await inventory.call<OutlookAnswer>(OUTLOOK, { representations, region }, null);
      const left = new Map<string, number>();
      for (const variant of answer._entities) {
        const availability = variant?.availability;
        if (variant === null || availability == null) continue;
        if (availability.status === 'OUT_OF_STOCK') left.set(variant.sku, 0);
        else if (availability.quantityAvailable !== null && availability.status !== 'BACKORDER')
          left.set(variant.sku, availability.quantityAvailable);
      }
      return left;
    },
    backordered: async (ownerId) => {
      const { reservationOfOwner } = await inventory.call<PromisedAnswer>(PROMISED, { ownerId }, null);
      const lines = reservationOfOwner?.lines ?? [];
      return new Set(lines.filter(({ backordered }) => backordered > 0).map(({ sku }) => sku));
    },
  };
}
