import { PriceBooksDocument, PriceSetDocument } from '@agora/client/generated/graphql';
import type { Lane } from '../../lanes/lane';
import { asAdmin } from '../campaigns/campaign';

/** A base price in the book of the US. */
export interface UsPrice {
  readonly sku: string;
  readonly priceBookId: string;
  readonly amountMinor: number;
}

export async function priceInUs(lane: Lane, sku: string): Promise<UsPrice> {
  const { priceBooks } = await (await asAdmin(lane)).query(PriceBooksDocument);
  const book = priceBooks?.nodes.find(
    ({ region, channel, segment }) => region === 'US' && channel === null && segment === null,
  );
  const [row] = await lane.rows<{ amount_minor: string }>(
    'pricing',
    `SELECT amount_minor FROM price WHERE price_book_id = $1 AND sku = $2 AND minimum_quantity = 1 AND valid_from IS NULL`,
    [book?.id, sku],
  );
  if (book === undefined || row === undefined) throw new Error(`${sku} has no price in the US`);
  return { sku, priceBookId: book.id, amountMinor: Number(row.amount_minor) };
}

/** Sets it to so many times what it was; it has no floor then. */
export async function setPriceInUs(
  lane: Lane,
  { sku, priceBookId, amountMinor }: UsPrice,
  times: number,
): Promise<void> {
  const amount = (Math.round(amountMinor * times) / 100).toFixed(2);
  const input = {
    priceBookId,
    sku,
    amount: { amount, currencyCode: 'USD' },
    floorPrice: null,
    compareAtPrice: null,
  };
  const { priceSet } = await (await asAdmin(lane)).mutate(PriceSetDocument, { input });
  expect(priceSet.userErrors).toEqual([]);
}
