import { Client } from 'pg';
import { createTestDatabase } from './databases';

async function queryOn<T>(url: string, text: string): Promise<T[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as T[];
  } finally {
    await client.end();
  }
}

describe('test databases', () => {
  it('have the tables of the domain and share no rows', async () => {
    const [first, second] = await Promise.all([createTestDatabase('cart'), createTestDatabase('cart')]);
    try {
      await queryOn(first.url, `INSERT INTO inbox (consumer, event_id) VALUES ('a', gen_random_uuid())`);
      expect(await queryOn(first.url, 'SELECT consumer FROM inbox')).toHaveLength(1);
      expect(await queryOn(second.url, 'SELECT consumer FROM inbox')).toHaveLength(0);
    } finally {
      await Promise.all([first.drop(), second.drop()]);
    }
  });

  it('count as migrated for Prisma', async () => {
    const database = await createTestDatabase('catalog');
    try {
      const applied = await queryOn(
        database.url,
        'SELECT 1 FROM _prisma_migrations WHERE finished_at IS NOT NULL',
      );
      expect(applied.length).toBeGreaterThan(0);
    } finally {
      await database.drop();
    }
  });

  it('are gone once dropped, open connections included, and dropping twice is harmless', async () => {
    const database = await createTestDatabase('empty');
    const client = new Client({ connectionString: database.url });
    client.on('error', () => undefined);
    await client.connect();
    await database.drop();
    await database.drop();
    await expect(queryOn(database.url, 'SELECT 1')).rejects.toThrow(/does not exist/);
    await client.end().catch(() => undefined);
  });
});
