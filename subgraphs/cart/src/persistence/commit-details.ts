import type { Queryable, Statement } from '@agora/platform/database';
import type { DetailsCommit } from '../application/ports';
import { cartUpdated } from '../events/published';
import { runCommit, tailSql, tailValues } from './commit-tail';
import { fromCost } from './mapping';

// $1 cart, $2 version decided on, $3 note, $4 attributes, $5 buyer, $6 currency, $7 cost or null, $8 prices by sku,
// $9 until when they hold, $10 life in ms. Prices of another currency have no price before them.
const COMMIT_DETAILS: Statement = {
  name: 'cart_commit_details',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, status = 'ACTIVE', note = $3, attributes = $4::jsonb, buyer = $5::jsonb, currency_code = $6,
        cost = coalesce($7::jsonb, cost), priced_version = CASE WHEN $7::jsonb IS NOT NULL OR priced_version = version THEN version + 1 ELSE priced_version END,
        abandoned_at = NULL, wake_at = CASE WHEN status = 'ABANDONED' THEN now() ELSE wake_at END,
        last_activity_at = now(), updated_at = now(), expires_at = now() + $10::bigint * interval '1 ms'
      WHERE id = $1::uuid AND version = $2::int AND status IN ('ACTIVE', 'ABANDONED') RETURNING id, version),
    l AS (
      UPDATE cart_line l SET unit_price_minor = x.unit_price, previous_price_minor = NULL, price_valid_until = $9::timestamptz, updated_at = now()
      FROM c, jsonb_to_recordset($8::jsonb) AS x (sku text, unit_price bigint) WHERE l.cart_id = c.id AND l.sku = x.sku),
    ${tailSql(11)}`,
};

/**
 * Commits note, attributes, buyer and currency on the state they were decided on. None of them is in the event.
 * @returns false when the cart moved on meanwhile.
 * @throws ClaimLostError when the claim is no longer the caller's.
 */
export async function commitDetails(
  queryable: Queryable,
  commit: DetailsCommit,
  lifeMs: number,
): Promise<boolean> {
  const { cart, details, quote, claim, trail } = commit;
  const prices = [...(quote?.unitPrices ?? [])].map(([sku, price]) => ({ sku, unit_price: String(price) }));
  const event = cartUpdated({ ...cart, version: cart.version + 1 }, 'UPDATED', trail);
  const values = [
    cart.id,
    cart.version,
    details.note,
    JSON.stringify(details.attributes),
    details.buyer === null ? null : JSON.stringify(details.buyer),
    details.currency,
    quote === null ? null : JSON.stringify(fromCost(quote.cost)),
    JSON.stringify(prices),
    quote?.cost.quotedUntil ?? null,
    lifeMs,
  ];
  const tail = tailValues({ cause: 'UPDATED', events: [event], claim, trail });
  return (await runCommit(queryable, COMMIT_DETAILS, [...values, ...tail])) !== undefined;
}
