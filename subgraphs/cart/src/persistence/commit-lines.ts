import type { Queryable, Statement } from '@agora/platform/database';
import { ClaimLostError, completionSql, isClaimLost } from '@agora/platform/idempotency';
import { outboxRows } from '@agora/platform/outbox';
import type { LinesCommit } from '../application/ports';
import { linesById, totalQuantity } from '../domain/cart';
import type { CartLine } from '../domain/cart';
import { DEFAULT_CART_TERMS } from '../domain/cart-life';
import { linesChanged } from '../events/published';
import type { RememberedCart } from './cart-memory';
import { fromCost } from './cost-json';
import { toLine } from './mapping';
import type { LineJson } from './mapping';
import { priceColumns } from './price-columns';
import { fromProblems } from './problem-json';
import { LINE_JSON } from './read-cart';

/**
 * Cart, lines, log, outbox and the completed claim in one statement that writes nothing unless the version is still $2.
 * $1 cart, $2 version decided on, $3 line count, $4 total quantity, $5 cost or null, $6 changed lines, $7 removed ids,
 * $8 cause, $9 operation id, $10 touched line ids, $11 changes for the log, $12 session, $13 outbox rows,
 * $14 reserved until or null, $15 life in ms, $16 scope, $17 operation, $18 key, $19 claim (all null without a key),
 * $20 problems, $21 coupon codes or null.
 */
const COMMIT_LINES: Statement = {
  name: 'cart_commit_lines',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, status = 'ACTIVE', line_count = $3::int, total_quantity = $4::int,
        cost = coalesce($5::jsonb, cost), priced_version = CASE WHEN $5::jsonb IS NULL THEN priced_version ELSE version + 1 END,
        reserved_until = coalesce($14::timestamptz, reserved_until), abandoned_at = NULL, problems = $20::jsonb, coupon_codes = coalesce($21::text[], coupon_codes),
        wake_at = CASE WHEN status = 'ABANDONED' THEN now() ELSE wake_at END, last_activity_at = now(), updated_at = now(), expires_at = now() + $15::bigint * interval '1 ms'
      WHERE id = $1::uuid AND version = $2::int AND status IN ('ACTIVE', 'ABANDONED') RETURNING id, version, updated_at),
    gone AS (DELETE FROM cart_line l USING c WHERE l.cart_id = c.id AND l.id = ANY ($7::uuid[])),
    l AS (
      INSERT INTO cart_line AS l (cart_id, id, variant_id, attributes_hash, sku, quantity, unit_price_minor, previous_price_minor, accepted_price_minor, price_valid_until, priced_quantity, snapshot, reserved_at, version)
      SELECT c.id, x.id, x.variant_id, decode(x.hash, 'hex'), x.sku, x.quantity, x.unit_price, x.previous_price, x.accepted_price, x.valid_until, x.priced_quantity, x.snapshot,
        CASE WHEN $14::timestamptz IS NULL OR NOT x.held THEN NULL ELSE now() END, c.version
      FROM c, jsonb_to_recordset($6::jsonb) AS x (id uuid, variant_id uuid, hash text, sku text, quantity int, unit_price bigint,
        previous_price bigint, accepted_price bigint, valid_until timestamptz, priced_quantity int, snapshot jsonb, held boolean)
      ON CONFLICT (cart_id, variant_id, attributes_hash) DO UPDATE SET quantity = EXCLUDED.quantity,
        previous_price_minor = EXCLUDED.previous_price_minor, accepted_price_minor = EXCLUDED.accepted_price_minor,
        unit_price_minor = EXCLUDED.unit_price_minor, price_valid_until = EXCLUDED.price_valid_until, priced_quantity = EXCLUDED.priced_quantity,
        reserved_at = coalesce(EXCLUDED.reserved_at, l.reserved_at), version = EXCLUDED.version, updated_at = now()
      RETURNING ${LINE_JSON} AS line),
    e AS (
      INSERT INTO cart_event (cart_id, version, cause, operation_id, line_ids, changes, session_id)
      SELECT c.id, c.version, $8, $9::uuid, $10::uuid[], $11::jsonb, $12::uuid FROM c),
    o AS (
      INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
      SELECT x.shard, x.event_id, x.type, x.aggregate_id, c.version, x.payload, x.headers
      FROM c, jsonb_to_recordset($13::jsonb) AS x (shard smallint, event_id uuid, type text, aggregate_id text, payload jsonb, headers jsonb)),
    done AS (${completionSql({ scope: '$16', operation: '$17', key: '$18', claim: '$19', outcome: `jsonb_build_object('cartId', c.id, 'version', c.version)`, from: 'c' })})
    SELECT c.version, c.updated_at, (SELECT coalesce(json_agg(l.line), '[]') FROM l) AS lines, CASE WHEN $16::text IS NULL OR EXISTS (SELECT FROM done) THEN 1 ELSE idempotency_claim_lost() END AS fence FROM c`,
};

/** What a commit of lines left of what is large. */
export interface CommittedLines {
  readonly version: number;
  readonly updatedAt: Date;
  /** Those it wrote. */
  readonly written: readonly CartLine[];
}

/**
 * Commits a change of lines on the state it was decided on.
 * @param lifeMs How long the cart lives from now on without activity.
 * @returns what it wrote; undefined when the cart moved on meanwhile.
 * @throws ClaimLostError when the claim is no longer the caller's.
 */
export async function commitLines(
  queryable: Queryable,
  commit: LinesCommit,
  lifeMs: number = DEFAULT_CART_TERMS.lifeMs,
): Promise<CommittedLines | undefined> {
  try {
    const [row] = await queryable.query<CommittedRow>(COMMIT_LINES, valuesOf(commit, lifeMs));
    if (row === undefined) return undefined;
    return { version: row.version, updatedAt: row.updated_at, written: row.lines.map(toLine) };
  } catch (error) {
    throw isClaimLost(error) ? new ClaimLostError() : error;
  }
}

interface CommittedRow {
  readonly version: number;
  readonly updated_at: Date;
  readonly lines: readonly LineJson[];
}

/** Lines and cost after a commit: what it wrote in place of what the cart had of it. */
export function afterCommit(
  { cart, change, cost }: LinesCommit,
  { version, updatedAt, written }: CommittedLines,
): RememberedCart {
  const replaced = new Set([...written, ...change.removed].map(({ id }) => id));
  const lines = [...cart.lines.filter(({ id }) => !replaced.has(id)), ...written];
  // As they are read: in the order of their ids.
  lines.sort((left, right) => (left.id < right.id ? -1 : 1));
  const quoted = cost === null ? cart.cost : { ...cost, shippingMinor: null };
  return { id: cart.id, version, updatedAt, lines, cost: quoted };
}

function valuesOf(commit: LinesCommit, lifeMs: number): unknown[] {
  const { cart, change, claim } = commit;
  const event = linesChanged(commit);
  const touched = [...change.lines.map((line) => line.id), ...change.removed.map((line) => line.id)];
  return [
    cart.id,
    cart.version,
    change.resulting.length,
    totalQuantity(change.resulting),
    commit.cost === null ? null : JSON.stringify(fromCost(commit.cost)),
    JSON.stringify(lineRows(commit)),
    change.removed.map((line) => line.id),
    change.cause,
    commit.operationId,
    touched,
    JSON.stringify(event.payload['lines']),
    commit.trail.sessionId,
    outboxRows([event]),
    commit.reservedUntil,
    lifeMs,
    claim?.scope ?? null,
    claim?.operation ?? null,
    claim?.key ?? null,
    claim?.claim ?? null,
    JSON.stringify(fromProblems(commit.problems)),
    commit.couponCodes ?? null,
  ];
}

function lineRows({ cart, change, priced, heldSkus }: LinesCommit): object[] {
  const changed = new Map(change.lines.map((line) => [line.id, line]));
  const stored = linesById(cart.lines);
  const rows = priced.flatMap(({ id, price }) => {
    const line = changed.get(id) ?? stored.get(id);
    if (line === undefined) return [];
    return [
      {
        id,
        variant_id: line.variantId,
        hash: line.attributesHash,
        sku: line.sku,
        quantity: line.quantity,
        ...priceColumns(price),
        snapshot: line.snapshot,
        held: (changed.get(id)?.delta ?? 0) > 0 && (heldSkus?.has(line.sku) ?? true),
      },
    ];
  });
  const pricedIds = new Set(priced.map(({ id }) => id));
  const without = change.lines.find(({ id }) => !pricedIds.has(id));
  // A line without a price would be given away.
  if (without !== undefined) throw new Error(`the quote has no price for ${without.sku}`);
  return rows;
}
