import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { createDatabase } from '../database/database';
import type { Database } from '../database/database';
import { newId } from '../ids/uuid-v7';

const MESSAGING_SQL = join(__dirname, '../../../../prisma/_messaging/messaging.sql');

export interface MessagingDatabase {
  readonly url: string;
  readonly database: Database;
  drop(): Promise<void>;
}

/** A new database of the test server with only the messaging tables in it, or with nothing when `isEmpty`. */
export async function createMessagingDatabase(options: { isEmpty?: boolean } = {}): Promise<MessagingDatabase> {
  const server = process.env['AGORA_TEST_POSTGRES_URL'];
  if (server === undefined) throw new Error('AGORA_TEST_POSTGRES_URL is not set');
  const name = `eventing_${newId().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  if (options.isEmpty !== true) await onServer(url.href, readFileSync(MESSAGING_SQL, 'utf8'));
  const database = createDatabase({ url: url.href, name: 'test', maxConnections: 20 });
  return {
    url: url.href,
    database,
    drop: async () => {
      await database.close();
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Runs SQL on a connection of its own. */
export async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
