import type { Statement } from '../database/queryable';

/**
 * $1 scope, $2 operation, $3 key, $4 fingerprint, $5 operation id for a fresh claim, $6 claim, $7 lease in ms.
 * A row comes back when the key is fresh, or when its lease ended and the input is the same; it then carries the
 * operation id to use, the old one after a takeover.
 */
export const IDEMPOTENCY_CLAIM: Statement = {
  name: 'idempotency_claim',
  text: `INSERT INTO idempotency AS i (scope, operation, key, fingerprint, operation_id, claim, lease_until)
    VALUES ($1, $2, $3, $4, $5::uuid, $6::uuid, clock_timestamp() + $7::int * interval '1 ms')
    ON CONFLICT (scope, operation, key) DO UPDATE SET claim = EXCLUDED.claim, lease_until = EXCLUDED.lease_until
      WHERE i.state = 'IN_FLIGHT' AND i.lease_until < clock_timestamp() AND i.fingerprint = EXCLUDED.fingerprint
    RETURNING operation_id`,
};

/**
 * As {@link IDEMPOTENCY_CLAIM} for several keys, no two the same: arrays instead of $1 to $6. A row for each that is given,
 * with its claim. Keys are taken in one order, so that two such statements cannot wait for each other.
 */
export const IDEMPOTENCY_CLAIM_ALL: Statement = {
  name: 'idempotency_claim_all',
  text: `INSERT INTO idempotency AS i (scope, operation, key, fingerprint, operation_id, claim, lease_until)
    SELECT w.scope, w.operation, w.key, w.fingerprint, w.operation_id, w.claim, clock_timestamp() + $7::int * interval '1 ms'
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bytea[], $5::uuid[], $6::uuid[]) AS w (scope, operation, key, fingerprint, operation_id, claim)
    ORDER BY w.scope, w.operation, w.key
    ON CONFLICT (scope, operation, key) DO UPDATE SET claim = EXCLUDED.claim, lease_until = EXCLUDED.lease_until
      WHERE i.state = 'IN_FLIGHT' AND i.lease_until < clock_timestamp() AND i.fingerprint = EXCLUDED.fingerprint
    RETURNING operation_id, claim`,
};

/** $1 scope, $2 operation, $3 key: why a claim was not given. */
export const IDEMPOTENCY_READ: Statement = {
  name: 'idempotency_read',
  text: `SELECT fingerprint, state, outcome, ceil(extract(epoch FROM lease_until - clock_timestamp()) * 1000)::int AS lease_ms
    FROM idempotency WHERE scope = $1 AND operation = $2 AND key = $3`,
};

/** Where the values of {@link completionSql} stand in the statement around it: parameters, columns or expressions. */
export interface CompletionPlaces {
  readonly scope: string;
  readonly operation: string;
  readonly key: string;
  readonly claim: string;
  /** A jsonb expression that is not null. */
  readonly outcome: string;
  /** A common table expression to read from: without its row nothing is completed. */
  readonly from?: string;
}

/**
 * The text that completes a claim inside a larger statement:
 * `WITH …, done AS (<this>) SELECT CASE WHEN EXISTS (SELECT FROM done) THEN 1 ELSE idempotency_claim_lost() END`.
 * It changes one row while the claim is the writer's, its lease still runs and it is not completed; otherwise
 * none, and the statement must call `idempotency_claim_lost()`, so that its effect is rolled back.
 */
export function completionSql(places: CompletionPlaces): string {
  const source = places.from === undefined ? '' : ` FROM ${places.from}`;
  return `UPDATE idempotency SET state = 'DONE', outcome = ${places.outcome}${source}
    WHERE idempotency.scope = ${places.scope} AND idempotency.operation = ${places.operation} AND idempotency.key = ${places.key}
      AND idempotency.claim = ${places.claim}::uuid AND idempotency.state = 'IN_FLIGHT' AND idempotency.lease_until > clock_timestamp()
    RETURNING idempotency.operation_id`;
}

/** $1 scope, $2 operation, $3 key, $4 claim, $5 outcome. A row when completed, none when the claim was lost. */
export const IDEMPOTENCY_COMPLETE: Statement = {
  name: 'idempotency_complete',
  text: completionSql({ scope: '$1', operation: '$2', key: '$3', claim: '$4', outcome: '$5::jsonb' }),
};

/** $1 scope, $2 operation, $3 key, $4 claim: only the owner of an open claim removes it. */
export const IDEMPOTENCY_ABANDON: Statement = {
  name: 'idempotency_abandon',
  text: `DELETE FROM idempotency
    WHERE scope = $1 AND operation = $2 AND key = $3 AND claim = $4::uuid AND state = 'IN_FLIGHT'`,
};

/** $1 scope, $2 operation, $3 key, $4 claim: the next request with this key takes over at once. */
export const IDEMPOTENCY_HAND_BACK: Statement = {
  name: 'idempotency_hand_back',
  text: `UPDATE idempotency SET lease_until = clock_timestamp() - interval '1 ms'
    WHERE scope = $1 AND operation = $2 AND key = $3 AND claim = $4::uuid AND state = 'IN_FLIGHT'`,
};

/** $1 age in ms, $2 most rows. Takes completed and forgotten keys alike; a claim with a running lease stays. */
export const IDEMPOTENCY_PURGE: Statement = {
  name: 'idempotency_purge',
  text: `WITH old AS (SELECT scope, operation, key FROM idempotency
      WHERE created_at < now() - $1::bigint * interval '1 ms' AND (state = 'DONE' OR lease_until < now())
      ORDER BY created_at LIMIT $2::int FOR UPDATE SKIP LOCKED)
    DELETE FROM idempotency i USING old
    WHERE i.scope = old.scope AND i.operation = old.operation AND i.key = old.key RETURNING 1`,
};
