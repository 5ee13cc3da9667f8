import type { Queryable, Statement } from '@agora/platform/database';
import type { DetailsCommit } from '../application/ports';
import { toStoredWarnings } from '../application/stored-answer';
import { cartUpdated } from '../events/published';
import { runCommit, tailSql, tailValues } from './commit-tail';
import { fromCost } from './cost-json';
import { priceColumns } from './price-columns';
import { fromProblems } from './problem-json';

// $1 cart, $2 version decided on, $3 note, $4 attributes, $5 buyer, $6 currency, $7 cost or null, $8 prices by line,
// $9 problems or null, $10 life in ms.
const COMMIT_DETAILS: Statement = {
  name: 'cart_commit_details',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, status = 'ACTIVE', note = $3, attributes = $4::jsonb, buyer = $5::jsonb, currency_code = $6,
        cost = coalesce($7::jsonb, cost), problems = coalesce($9::jsonb, problems), priced_version = CASE WHEN $7::jsonb IS NOT NULL OR priced_version = version THEN version + 1 ELSE priced_version END,
        abandoned_at = NULL, wake_at = CASE WHEN status = 'ABANDONED' THEN now() ELSE wake_at END,
        last_activity_at = now(), updated_at = now(), expires_at = now() + $10::bigint * interval '1 ms'
      WHERE id = $1::uuid AND version = $2::int AND status IN ('ACTIVE', 'ABANDONED') RETURNING id, version),
    l AS (
      UPDATE cart_line l SET unit_price_minor = x.unit_price, previous_price_minor = x.previous_price, accepted_price_minor = x.accepted_price,
        price_valid_until = x.valid_until, updated_at = now()
      FROM c, jsonb_to_recordset($8::jsonb) AS x (id uuid, unit_price bigint, previous_price bigint, accepted_price bigint, valid_until timestamptz)
      WHERE l.cart_id = c.id AND l.id = x.id),
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
  const { cart, details, repriced, claim, trail } = commit;
  const prices = (repriced?.priced ?? []).map(({ id, price }) => ({ id, ...priceColumns(price) }));
  const event = cartUpdated({ ...cart, version: cart.version + 1 }, 'UPDATED', trail);
  const values = [
    cart.id,
    cart.version,
    details.note,
    JSON.stringify(details.attributes),
    details.buyer === null ? null : JSON.stringify(details.buyer),
    details.currency,
    repriced === null ? null : JSON.stringify(fromCost(repriced.cost)),
    JSON.stringify(prices),
    repriced === null ? null : JSON.stringify(fromProblems(repriced.problems)),
    lifeMs,
  ];
  const warnings = repriced === null ? undefined : toStoredWarnings(cart.problems, repriced.problems);
  const tail = tailValues({ cause: 'UPDATED', events: [event], warnings, claim, trail });
  return (await runCommit(queryable, COMMIT_DETAILS, [...values, ...tail])) !== undefined;
}
