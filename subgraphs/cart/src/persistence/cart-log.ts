import type { Queryable, Statement } from '@agora/platform/database';
import type { CartChangeCause } from '../domain/cart';

/** One commit of a cart. */
export interface CartLogEntry {
  readonly version: number;
  readonly cause: CartChangeCause;
  readonly lineIds: readonly string[];
  readonly sessionId: string | null;
  readonly at: Date;
}

interface LogRow {
  readonly version: number;
  readonly cause: CartChangeCause;
  readonly line_ids: readonly string[];
  readonly session_id: string | null;
  readonly at: Date;
}

const READ_LOG: Statement = {
  name: 'cart_log_read',
  text: `SELECT version, cause, line_ids, session_id, at FROM cart_event WHERE cart_id = $1::uuid AND version > $2::int ORDER BY version LIMIT $3::int`,
};

// The newest first, turned round by the caller: without a version to start behind, the end of the log is what is asked for.
const READ_LATEST: Statement = {
  name: 'cart_log_latest',
  text: `SELECT version, cause, line_ids, session_id, at FROM cart_event WHERE cart_id = $1::uuid ORDER BY version DESC LIMIT $2::int`,
};

const COMMITTED: Statement = {
  name: 'cart_log_committed',
  text: `SELECT operation_id FROM cart_event WHERE operation_id = ANY ($1::uuid[])`,
};

/** Commits after a version (or the latest ones), oldest first, at most `limit`. */
export async function readCartLog(
  queryable: Queryable,
  cartId: string,
  afterVersion: number | null,
  limit: number,
): Promise<CartLogEntry[]> {
  if (afterVersion !== null)
    return (await queryable.query<LogRow>(READ_LOG, [cartId, afterVersion, limit])).map(toEntry);
  return (await queryable.query<LogRow>(READ_LATEST, [cartId, limit])).map(toEntry).reverse();
}

/** Which of these operations were committed by a cart. */
export async function committedOperations(
  queryable: Queryable,
  operationIds: readonly string[],
): Promise<string[]> {
  return (await queryable.query<{ operation_id: string }>(COMMITTED, [operationIds])).map(
    (row) => row.operation_id,
  );
}

function toEntry(row: LogRow): CartLogEntry {
  return {
    version: row.version,
    cause: row.cause,
    lineIds: row.line_ids,
    sessionId: row.session_id,
    at: row.at,
  };
}
