import type { Database } from '@agora/platform/database';
import { PARTIES_TABLES } from './parties-tables';

const LEDGER = `CREATE TABLE IF NOT EXISTS parties_schema (version int NOT NULL, CONSTRAINT parties_schema_pkey PRIMARY KEY (version))`;

/**
 * Makes the tables of the parties, and changes those of an older version. Safe to repeat and to run from several
 * processes at once.
 * @throws Error when the tables are of a newer version than this program.
 */
export async function createPartiesSchema(database: Database): Promise<void> {
  if ((await versionOf(database)) === PARTIES_TABLES.length) return;
  await database.inTransaction(async (tx) => {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('parties/schema', 0))`);
    await tx.query(LEDGER);
    const [row] = await tx.query<{ version: number }>(
      'SELECT coalesce(max(version), 0)::int AS version FROM parties_schema',
    );
    const version = row?.version ?? 0;
    if (version > PARTIES_TABLES.length)
      throw new Error(`The parties' database is newer than this version: it has version ${String(version)}.`);
    for (const [index, text] of PARTIES_TABLES.entries()) {
      if (index < version) continue;
      await tx.query(text);
      await tx.query('INSERT INTO parties_schema (version) VALUES ($1)', [index + 1]);
    }
  });
}

async function versionOf(database: Database): Promise<number> {
  const [there] = await database.query<{ is_there: boolean }>(
    `SELECT to_regclass('parties_schema') IS NOT NULL AS is_there`,
  );
  if (there?.is_there !== true) return 0;
  const [row] = await database.query<{ version: number }>(
    'SELECT coalesce(max(version), 0)::int AS version FROM parties_schema',
  );
  return row?.version ?? 0;
}
