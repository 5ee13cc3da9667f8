import type { Queryable, Statement } from '@agora/platform/database';
import type { JointCommit, LinesCommit, StoredCart } from '../application/ports';
import { toStoredWarnings } from '../application/stored-answer';
import { linesById, totalQuantity } from '../domain/cart';
import type { CartLine } from '../domain/cart';
import { DEFAULT_CART_TERMS } from '../domain/cart-life';
import { linesChanged } from '../events/published';
import type { RememberedCart } from './cart-memory';
import { runCommit, tailSql, tailValues } from './commit-tail';
import { fromCost } from './cost-json';
import { toLine } from './mapping';
import type { LineJson } from './mapping';
import { priceColumns } from './price-columns';
import { fromProblems } from './problem-json';
import { LINE_JSON } from './read-cart';

/** How many parameters {@link linesSql} has. */
export const LINES_PARAMETERS = 11;

/**
 * The beginning of a statement `WITH <this>, …` that writes nothing unless the version is still $2: the cart as `c (id, version)`
 * and its lines.
 * $1 cart, $2 version decided on, $3 line count, $4 total quantity, $5 cost or null, $6 changed lines, $7 removed ids,
 * $8 reserved until or null, $9 life in ms, $10 problems, $11 coupon codes or null.
 * @param versions SQL of how many versions it makes.
 */
export function linesSql(versions: string): string {
  return `c AS (
      UPDATE cart SET version = version + ${versions}, status = 'ACTIVE', line_count = $3::int, total_quantity = $4::int,
        cost = coalesce($5::jsonb, cost), priced_version = CASE WHEN $5::jsonb IS NULL THEN priced_version ELSE version + ${versions} END,
        reserved_until = coalesce($8::timestamptz, reserved_until), abandoned_at = NULL, problems = $10::jsonb, coupon_codes = coalesce($11::text[], coupon_codes),
        wake_at = CASE WHEN status = 'ABANDONED' THEN now() ELSE wake_at END, last_activity_at = now(), updated_at = now(), expires_at = now() + $9::bigint * interval '1 ms'
      WHERE id = $1::uuid AND version = $2::int AND status IN ('ACTIVE', 'ABANDONED') RETURNING id, version, updated_at, last_activity_at, expires_at),
    gone AS (DELETE FROM cart_line l USING c WHERE l.cart_id = c.id AND l.id = ANY ($7::uuid[])),
    l AS (
      INSERT INTO cart_line AS l (cart_id, id, variant_id, attributes_hash, sku, quantity, unit_price_minor, previous_price_minor, accepted_price_minor, price_valid_until, priced_quantity, snapshot, reserved_at, version)
      SELECT c.id, x.id, x.variant_id, decode(x.hash, 'hex'), x.sku, x.quantity, x.unit_price, x.previous_price, x.accepted_price, x.valid_until, x.priced_quantity, x.snapshot,
        CASE WHEN $8::timestamptz IS NULL OR NOT x.held THEN NULL ELSE now() END, c.version
      FROM c, jsonb_to_recordset($6::jsonb) AS x (id uuid, variant_id uuid, hash text, sku text, quantity int, unit_price bigint,
        previous_price bigint, accepted_price bigint, valid_until timestamptz, priced_quantity int, snapshot jsonb, held boolean)
      ON CONFLICT (cart_id, variant_id, attributes_hash) DO UPDATE SET quantity = EXCLUDED.quantity,
        previous_price_minor = EXCLUDED.previous_price_minor, accepted_price_minor = EXCLUDED.accepted_price_minor,
        unit_price_minor = EXCLUDED.unit_price_minor, price_valid_until = EXCLUDED.price_valid_until, priced_quantity = EXCLUDED.priced_quantity,
        reserved_at = coalesce(EXCLUDED.reserved_at, l.reserved_at), version = EXCLUDED.version, updated_at = now()
      RETURNING ${LINE_JSON} AS line)`;
}

/** What the end of a statement that begins with {@link linesSql} selects, beside the version. */
export const COMMITTED_COLUMNS = `, c.updated_at, c.last_activity_at, c.expires_at, (SELECT coalesce(json_agg(l.line), '[]') FROM l) AS lines`;

/** Cart, lines, log, outbox and the completed claim in one statement. */
const COMMIT_LINES: Statement = {
  name: 'cart_commit_lines',
  text: `WITH ${linesSql('1')}, ${tailSql(LINES_PARAMETERS + 1, COMMITTED_COLUMNS)}`,
};

/** What a commit of lines left of what nobody knew before. */
export interface CommittedLines {
  readonly version: number;
  readonly updatedAt: Date;
  readonly lastActivityAt: Date;
  readonly expiresAt: Date;
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
  const { change, claim, operationId, trail } = commit;
  const event = linesChanged(commit);
  const tail = tailValues({
    ...{ cause: change.cause, operationId, lineIds: touchedLines(change), changes: event.payload['lines'] },
    ...{ events: [event], claim, trail },
    warnings: toStoredWarnings(commit.cart.problems, commit.problems),
    rejections: commit.rejections,
  });
  const row = await runCommit<CommittedRow>(queryable, COMMIT_LINES, [
    ...linesValues(commit, lifeMs),
    ...tail,
  ]);
  return row === undefined ? undefined : toCommitted(row);
}

/** A row of {@link COMMITTED_COLUMNS}. */
export interface CommittedRow {
  readonly version: number;
  readonly updated_at: Date;
  readonly last_activity_at: Date;
  readonly expires_at: Date;
  readonly lines: readonly LineJson[];
}

export function toCommitted(row: CommittedRow): CommittedLines {
  const { version, updated_at: updatedAt, last_activity_at: lastActivityAt, expires_at: expiresAt } = row;
  return { version, updatedAt, lastActivityAt, expiresAt, written: row.lines.map(toLine) };
}

/** Lines and cost after a commit: what it wrote in place of what the cart had of it. */
export function afterCommit(
  { cart, change, cost }: Pick<LinesCommit, 'cart' | 'change' | 'cost'>,
  { version, updatedAt, written }: CommittedLines,
): RememberedCart {
  const replaced = new Set([...written, ...change.removed].map(({ id }) => id));
  const lines = [...cart.lines.filter(({ id }) => !replaced.has(id)), ...written];
  // As they are read: in the order of their ids.
  lines.sort((left, right) => (left.id < right.id ? -1 : 1));
  const quoted = cost === null ? cart.cost : { ...cost, shippingMinor: null };
  return { id: cart.id, version, updatedAt, lines, cost: quoted };
}

/** The whole cart after a commit, as a read would show it while nobody has written it since. */
export function cartAfter(
  commit: LinesCommit & { readonly cart: StoredCart },
  committed: CommittedLines,
): StoredCart {
  const { cart, cost, problems, reservedUntil, couponCodes } = commit;
  const { version, lastActivityAt, expiresAt } = committed;
  return {
    ...cart,
    ...afterCommit(commit, committed),
    pricedVersion: cost === null ? cart.pricedVersion : version,
    status: 'ACTIVE',
    problems,
    reservedUntil: reservedUntil ?? cart.reservedUntil,
    couponCodes: couponCodes ?? cart.couponCodes,
    lastActivityAt,
    expiresAt,
    abandonedAt: null,
  };
}

/** Which lines a change says something about, for the log. */
export function touchedLines({ lines, removed }: LinesCommit['change']): string[] {
  return [...lines, ...removed].map(({ id }) => id);
}

/** The parameters of {@link linesSql} in order. */
export function linesValues(commit: Omit<JointCommit, 'steps'>, lifeMs: number): unknown[] {
  const { cart, change } = commit;
  return [
    cart.id,
    cart.version,
    change.resulting.length,
    totalQuantity(change.resulting),
    commit.cost === null ? null : JSON.stringify(fromCost(commit.cost)),
    JSON.stringify(lineRows(commit)),
    change.removed.map((line) => line.id),
    commit.reservedUntil,
    lifeMs,
    JSON.stringify(fromProblems(commit.problems)),
    commit.couponCodes ?? null,
  ];
}

function lineRows({
  cart,
  change,
  priced,
  heldSkus,
}: Pick<LinesCommit, 'cart' | 'change' | 'priced' | 'heldSkus'>): object[] {
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
