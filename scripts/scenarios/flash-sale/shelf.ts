import type { AgoraClient } from '@agora/client/create-agora-client';
import {
  FirstProductsDocument,
  StockSetDocument,
  TypedDocumentString,
} from '@agora/client/generated/graphql';
import { randomUUID } from 'node:crypto';
import { patiently } from './buyer';

/** What a location has of a sku. */
export interface Level {
  readonly sku: string;
  readonly location: string;
  readonly onHand: number;
  readonly available: number;
  readonly held: number;
  readonly allocated: number;
  readonly safetyStock: number;
  readonly backorderable: boolean;
}

const REGION = 'US';
const PAGE = 100;

const LEVELS = new TypedDocumentString<
  { readonly stockLevels: { readonly nodes: readonly Level[] } },
  { readonly filter: { readonly region: string; readonly skus: readonly string[] } }
>(`query SaleLevels($filter: StockFilter) {
  stockLevels(first: ${String(PAGE)}, filter: $filter) {
    nodes { sku location onHand available held allocated safetyStock backorderable }
  }
}`);

/** All levels of a sku where the sale is. */
export async function readLevels(
  support: AgoraClient,
  ...skus: readonly string[]
): Promise<readonly Level[]> {
  return (await support.query(LEVELS, { filter: { region: REGION, skus } })).stockLevels.nodes;
}

/**
 * Skus of the shop that nobody holds and of which never more is sold than there is.
 * @throws Error when there are not so many.
 */
export async function quietSkus(support: AgoraClient, count: number): Promise<string[]> {
  const { products } = await support.query(FirstProductsDocument, { first: 20 });
  const skus = (products?.nodes ?? []).flatMap(({ variants }) => variants.map(({ sku }) => sku));
  const levels = await readLevels(support, ...skus);
  const busy = new Set(
    levels.filter((one) => one.backorderable || one.held + one.allocated > 0).map(({ sku }) => sku),
  );
  const quiet = new Set(levels.map(({ sku }) => sku).filter((sku) => !busy.has(sku)));
  if (quiet.size < count) throw new Error(`Only ${String(quiet.size)} skus are free for the sale.`);
  return [...quiet].slice(0, count);
}

/** Counts the shelves anew, so that exactly so many units can be sold, all of one location. */
export async function stockShelf(support: AgoraClient, sku: string, units: number): Promise<void> {
  const levels = await readLevels(support, sku);
  if (levels.length === 0 || levels.some(({ backorderable }) => backorderable))
    throw new Error(`${sku} cannot be the goods of the sale: it has no shelf, or is sold beyond it.`);
  for (const [index, { location, held, allocated, safetyStock }] of levels.entries()) {
    const quantity = held + allocated + (index === 0 ? safetyStock + units : 0);
    const input = { sku, location, quantity, reason: 'flash sale', idempotencyKey: randomUUID() };
    const { stockSet } = await patiently(() => support.mutate(StockSetDocument, { input }));
    if (stockSet.userErrors.length > 0) throw new Error(JSON.stringify(stockSet.userErrors));
  }
}
