import type { Database, Statement } from '@agora/platform/database';
import type { BackupLine, BackupStore, CartBackup } from '../application/backup-ports';
import { lockAndReadCart } from './read-cart';

const KEPT_PER_CART = 10;
const COLUMNS = 'id, cart_id, version, line_count, created_at';

// The deletion does not see the row of the same statement: with it, the kept ones are complete.
const INSERT: Statement = {
  name: 'cart_backup_insert',
  text: `WITH gone AS (
      DELETE FROM cart_backup WHERE cart_id = $2::uuid AND id NOT IN (
        SELECT id FROM cart_backup WHERE cart_id = $2::uuid ORDER BY id DESC LIMIT ${String(KEPT_PER_CART - 1)}))
    INSERT INTO cart_backup (id, cart_id, session_id, version, line_count, lines)
    VALUES ($1::uuid, $2::uuid, $3::uuid, $4::int, $5::smallint, $6::jsonb) RETURNING ${COLUMNS}`,
};

const READ: Statement = {
  name: 'cart_backup_read',
  text: `SELECT ${COLUMNS}, lines FROM cart_backup WHERE id = $1::uuid`,
};

const READ_OF_SESSIONS: Statement = {
  name: 'cart_backup_of_sessions',
  text: `SELECT own.*, asked.session_id FROM unnest($1::uuid[]) AS asked (session_id) CROSS JOIN LATERAL (
      SELECT ${COLUMNS} FROM cart_backup b WHERE b.session_id = asked.session_id ORDER BY b.id DESC LIMIT 100) AS own`,
};

interface BackupRow {
  readonly id: string;
  readonly cart_id: string;
  readonly version: number;
  readonly line_count: number;
  readonly created_at: Date;
}

/** {@link BackupStore} on the cart database. */
export function createBackupStore(database: Database): BackupStore {
  return {
    create: ({ id, cartId, sessionId }, admit, complete) =>
      database.inTransaction(async (tx) => {
        const cart = await lockAndReadCart(tx, cartId);
        const obstacle = cart === undefined ? ({ kind: 'CART_NOT_FOUND' } as const) : admit(cart);
        if (cart === undefined || obstacle !== undefined)
          return { kind: 'refused', rejection: obstacle ?? { kind: 'CART_NOT_FOUND' } };
        const lines = cart.lines.map(({ sku, quantity, snapshot: { attributes } }): BackupLine => {
          return { sku, quantity, attributes };
        });
        const values = [id, cartId, sessionId, cart.version, lines.length, JSON.stringify(lines)];
        const [row] = await tx.query<BackupRow>(INSERT, values);
        if (row === undefined) throw new Error('a backup was not written');
        await complete(tx);
        return { kind: 'done', backup: toBackup(row) };
      }),
    read: async (backupId) => {
      const [row] = await database.query<BackupRow & { lines: readonly BackupLine[] }>(READ, [backupId]);
      return row === undefined ? undefined : { ...toBackup(row), lines: row.lines };
    },
    readOfSessions: async (sessionIds) => {
      const rows = await database.query<BackupRow & { session_id: string }>(READ_OF_SESSIONS, [sessionIds]);
      return rows.map((row) => ({ ...toBackup(row), sessionId: row.session_id }));
    },
  };
}

function toBackup(row: BackupRow): CartBackup {
  return {
    id: row.id,
    cartId: row.cart_id,
    version: row.version,
    lineCount: row.line_count,
    createdAt: row.created_at,
  };
}
