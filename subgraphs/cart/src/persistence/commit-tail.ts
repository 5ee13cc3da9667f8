import type { Queryable, Statement } from '@agora/platform/database';
import { ClaimLostError, completionSql, isClaimLost } from '@agora/platform/idempotency';
import type { HeldClaim } from '@agora/platform/idempotency';
import { outboxRows } from '@agora/platform/outbox';
import type { OutboxEvent } from '@agora/platform/outbox';
import type { CommitTrail } from '../application/ports';
import type { StoredWarning } from '../application/stored-answer';
import type { CartChangeCause } from '../domain/cart';
import type { CartRejection } from '../domain/rejections';

/** What is written beside a cart whose row a statement has updated as `c (id, version)`. */
export interface CommitTail {
  readonly cause: CartChangeCause;
  /** The operation whose reservation it confirms. */
  readonly operationId?: string | null;
  readonly lineIds?: readonly string[];
  /** For the log. Default: nothing. */
  readonly changes?: unknown;
  readonly events: readonly OutboxEvent[];
  /** What a repeat of the request warns of again. Default: nothing. */
  readonly warnings?: readonly StoredWarning[] | undefined;
  /** What a repeat of the request is told again that it could not have. Default: nothing. */
  readonly rejections?: readonly CartRejection[] | undefined;
  readonly claim: HeldClaim | null;
  readonly trail: CommitTrail;
}

/** What a key stands for once `c (id, version)` is committed; `told` is a place of {@link toldJson}. */
export function outcomeSql(told: string, version = 'c.version'): string {
  return `jsonb_strip_nulls(jsonb_build_object('cartId', c.id, 'version', ${version}) || coalesce(${told}::jsonb, '{}'))`;
}

/** What a request is told beside the cart, as its key keeps it; null for nothing. */
export function toldJson({
  warnings,
  rejections = [],
}: Pick<CommitTail, 'warnings' | 'rejections'>): string | null {
  if (warnings === undefined && rejections.length === 0) return null;
  return JSON.stringify({ warnings, rejections: rejections.length === 0 ? undefined : rejections });
}

/**
 * The end of a statement `WITH c AS (UPDATE cart … RETURNING id, version), <this>`: log, outbox and the completed claim, and
 * nothing of it when `c` is empty. Its parameters, see {@link tailValues}, begin at `$first`.
 * @param more Further columns to select, each after a comma.
 */
export function tailSql(first: number, more = ''): string {
  const at = (offset: number): string => `$${String(first + offset)}`;
  const claim = { scope: at(6), operation: at(7), key: at(8), claim: at(9), from: 'c' };
  return `e AS (
      INSERT INTO cart_event (cart_id, version, cause, operation_id, line_ids, changes, session_id)
      SELECT c.id, c.version, ${at(0)}, ${at(1)}::uuid, ${at(2)}::uuid[], ${at(3)}::jsonb, ${at(4)}::uuid FROM c),
    o AS (
      INSERT INTO outbox (shard, event_id, type, aggregate_id, aggregate_version, payload, headers)
      SELECT x.shard, x.event_id, x.type, x.aggregate_id, c.version, x.payload, x.headers
      FROM c, jsonb_to_recordset(${at(5)}::jsonb) AS x (shard smallint, event_id uuid, type text, aggregate_id text, payload jsonb, headers jsonb)),
    done AS (${completionSql({ ...claim, outcome: outcomeSql(at(10)) })})
    SELECT c.version${more}, CASE WHEN ${at(6)}::text IS NULL OR EXISTS (SELECT FROM done) THEN 1 ELSE idempotency_claim_lost() END AS fence FROM c`;
}

/** The parameters of {@link tailSql} in order. */
export function tailValues({ events, claim, trail, warnings, rejections, ...log }: CommitTail): unknown[] {
  return [
    log.cause,
    log.operationId ?? null,
    log.lineIds ?? [],
    JSON.stringify(log.changes ?? []),
    trail.sessionId,
    outboxRows(events),
    ...(claim === null ? [null, null, null, null] : [claim.scope, claim.operation, claim.key, claim.claim]),
    toldJson({ warnings, rejections }),
  ];
}

/**
 * Runs a statement that ends in {@link tailSql}.
 * @returns its row, with the version it made; undefined when the cart moved on and nothing was written.
 * @throws ClaimLostError when the claim is no longer the caller's.
 */
export async function runCommit<Row extends { readonly version: number }>(
  queryable: Queryable,
  statement: Statement,
  values: readonly unknown[],
): Promise<Row | undefined> {
  try {
    return (await queryable.query<Row>(statement, values))[0];
  } catch (error) {
    throw isClaimLost(error) ? new ClaimLostError() : error;
  }
}
