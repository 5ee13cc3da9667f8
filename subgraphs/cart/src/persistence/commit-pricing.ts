import type { Queryable, Statement } from '@agora/platform/database';
import type { PricingCommit } from '../application/ports';
import { toStoredWarnings } from '../application/stored-answer';
import { linePricesChanged } from '../events/line-price-changed';
import { cartUpdated } from '../events/published';
import { runCommit, tailSql, tailValues } from './commit-tail';
import { fromCost } from './cost-json';
import { priceColumns } from './price-columns';
import { fromProblems } from './problem-json';

// A quote is a commit of its own: version + 1 and priced_version = version, by compare-and-set on what was quoted.
// $1 cart, $2 version quoted, $3 cost, $4 prices by line, $5 codes, $6 problems, $7 whether the shopper did it, $8 life in ms.
const COMMIT_PRICING: Statement = {
  name: 'cart_commit_pricing',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, priced_version = version + 1, cost = $3::jsonb, coupon_codes = $5::text[], problems = $6::jsonb,
        status = CASE WHEN $7::boolean THEN 'ACTIVE' ELSE status END, abandoned_at = CASE WHEN $7::boolean THEN NULL ELSE abandoned_at END,
        wake_at = CASE WHEN $7::boolean AND status = 'ABANDONED' THEN now() ELSE wake_at END,
        last_activity_at = CASE WHEN $7::boolean THEN now() ELSE last_activity_at END, updated_at = now(),
        expires_at = CASE WHEN $7::boolean THEN now() + $8::bigint * interval '1 ms' ELSE expires_at END
      WHERE id = $1::uuid AND version = $2::int AND status IN ('ACTIVE', 'ABANDONED') RETURNING id, version),
    l AS (
      UPDATE cart_line l SET unit_price_minor = x.unit_price, previous_price_minor = x.previous_price, accepted_price_minor = x.accepted_price,
        price_valid_until = x.valid_until, priced_quantity = x.priced_quantity, updated_at = now()
      FROM c, jsonb_to_recordset($4::jsonb) AS x (id uuid, unit_price bigint, previous_price bigint, accepted_price bigint, valid_until timestamptz, priced_quantity int)
      WHERE l.cart_id = c.id AND l.id = x.id),
    ${tailSql(9)}`,
};

/**
 * Stores a quote for exactly the version it was asked for.
 * @returns false when the cart moved on: whoever moved it brings it back here.
 * @throws ClaimLostError when the claim is no longer the caller's.
 */
export async function commitPricing(
  queryable: Queryable,
  commit: PricingCommit,
  lifeMs: number,
): Promise<boolean> {
  const { cart, cause, priced, claim, trail } = commit;
  const event = cartUpdated({ ...cart, version: cart.version + 1 }, cause, trail);
  const values = [
    cart.id,
    cart.version,
    JSON.stringify(fromCost(commit.cost)),
    JSON.stringify(priced.map(({ id, price }) => ({ id, ...priceColumns(price) }))),
    commit.couponCodes,
    JSON.stringify(fromProblems(commit.problems)),
    commit.isActivity,
    lifeMs,
  ];
  const lineIds = priced.filter(({ isChanged, isRenewed }) => isChanged || !isRenewed).map(({ id }) => id);
  const warnings = toStoredWarnings(cart.problems, commit.problems);
  const tail = tailValues({
    cause,
    lineIds,
    events: [event, ...linePricesChanged(commit)],
    warnings,
    claim,
    trail,
  });
  return (await runCommit(queryable, COMMIT_PRICING, [...values, ...tail])) !== undefined;
}

// No index can serve this: the versions change with every add. Rare enough to read the table, in the order of the key, so
// that a look can go on where the one before ended.
const FIND_UNPRICED: Statement = {
  name: 'cart_find_unpriced',
  text: `SELECT id FROM cart WHERE priced_version < version AND status IN ('ACTIVE', 'ABANDONED') AND ($2::uuid IS NULL OR id > $2::uuid)
    ORDER BY id LIMIT $1::int`,
};

/**
 * Open carts whose cost is behind their lines, at most `limit`, in the order of their ids. Reads the whole table when there
 * are none.
 * @param after Only behind this id; null from the beginning.
 */
export async function findUnpricedCarts(
  database: Queryable,
  limit: number,
  after: string | null,
): Promise<string[]> {
  return (await database.query<{ id: string }>(FIND_UNPRICED, [limit, after])).map(({ id }) => id);
}
