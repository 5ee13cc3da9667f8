import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase } from '@agora/test-kit/databases';
import { createDatabase } from '../database/database';
import type { Database } from '../database/database';

const MESSAGING = join(__dirname, '../../../../prisma/_messaging');
const MESSAGING_SQL = ['messaging.sql', 'parked.sql'].map((file) => join(MESSAGING, file));

export interface MessagingDatabase {
  readonly url: string;
  readonly database: Database;
  drop(): Promise<void>;
}

/** A new database of the test server with only the messaging tables in it, or with nothing when `isEmpty`. */
export async function createMessagingDatabase(
  options: { isEmpty?: boolean } = {},
): Promise<MessagingDatabase> {
  const test = await createTestDatabase('empty');
  const database = createDatabase({ url: test.url, name: 'test', maxConnections: 20 });
  if (options.isEmpty !== true)
    for (const file of MESSAGING_SQL) await database.query(readFileSync(file, 'utf8'));
  return {
    url: test.url,
    database,
    drop: async () => {
      await database.close();
      await test.drop();
    },
  };
}
