import type { Database, Queryable, Statement } from '@agora/platform/database';
import { DAY_MS } from '@agora/platform/time';
import type { SessionStore } from '../application/session-ports';
import type { Session } from '../domain/session';

/** How long a session lives after it was seen last. */
export const SESSION_LIFE_MS = 365 * DAY_MS;

const COLUMNS = `id, customer_id, token_version, device_info, expires_at, created_at, last_seen_at`;

const READ: Statement = {
  name: 'session_read_many',
  text: `SELECT ${COLUMNS} FROM session WHERE id = ANY ($1::uuid[])`,
};

const INSERT: Statement = {
  name: 'session_start',
  text: `INSERT INTO session (id, customer_id, device_info, expires_at)
    VALUES ($1::uuid, $2, $3::jsonb, now() + $4::bigint * interval '1 ms') RETURNING ${COLUMNS}`,
};

const SET_DEVICE_INFO: Statement = {
  name: 'session_set_device_info',
  text: `UPDATE session SET device_info = $2::jsonb, last_seen_at = now() WHERE id = $1::uuid RETURNING ${COLUMNS}`,
};

const END: Statement = {
  name: 'session_end',
  text: `UPDATE session SET token_version = CASE WHEN expires_at > now() THEN token_version + 1 ELSE token_version END,
      expires_at = least(expires_at, now())
    WHERE id = $1::uuid RETURNING ${COLUMNS}`,
};

interface SessionRow {
  readonly id: string;
  readonly customer_id: string | null;
  readonly token_version: number;
  readonly device_info: unknown;
  readonly expires_at: Date;
  readonly created_at: Date;
  readonly last_seen_at: Date;
}

/** {@link SessionStore} on the cart database. */
export function createSessionStore(database: Database): SessionStore {
  return {
    readMany: async (sessionIds) => {
      const rows = await database.query<SessionRow>(READ, [sessionIds]);
      return new Map(rows.map((row) => [row.id, toSession(row)]));
    },
    create: (session, complete) =>
      database.inTransaction(async (tx) => {
        const { id, customerId, deviceInfo } = session;
        const values = [id, customerId, jsonOf(deviceInfo), SESSION_LIFE_MS];
        const [row] = await tx.query<SessionRow>(INSERT, values);
        if (row === undefined) throw new Error('a session was not written');
        await complete(tx);
        return toSession(row);
      }),
    setDeviceInfo: async (sessionId, deviceInfo) => {
      const [row] = await database.query<SessionRow>(SET_DEVICE_INFO, [sessionId, jsonOf(deviceInfo)]);
      return row === undefined ? undefined : toSession(row);
    },
    end: async (sessionId) => {
      const [row] = await database.query<SessionRow>(END, [sessionId]);
      return row === undefined ? undefined : toSession(row);
    },
  };
}

function jsonOf(deviceInfo: unknown): string | null {
  return deviceInfo === null || deviceInfo === undefined ? null : JSON.stringify(deviceInfo);
}

function toSession(row: SessionRow): Session {
  return {
    id: row.id,
    customerId: row.customer_id,
    tokenVersion: row.token_version,
    deviceInfo: row.device_info,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
  };
}

const PURGE: Statement = {
  name: 'session_purge',
  text: `DELETE FROM session WHERE id IN (
      SELECT s.id FROM session s WHERE s.expires_at < now() - $1::bigint * interval '1 ms'
        AND NOT EXISTS (SELECT FROM cart c WHERE c.session_id = s.id) LIMIT $2::int FOR UPDATE SKIP LOCKED) RETURNING 1`,
};

/** Deletes sessions that ended longer ago than this and have no cart any more; returns how many. Reads the whole table. */
export async function purgeSessions(queryable: Queryable, keptMs: number, limit: number): Promise<number> {
  return (await queryable.query(PURGE, [keptMs, limit])).length;
}
