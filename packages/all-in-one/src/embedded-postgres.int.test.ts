import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { joinEmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres';
import type { EmbeddedPostgres } from './embedded-postgres';
import { migratePending } from './migrate';

const folder = mkdtempSync(join(tmpdir(), 'agora data '));
chmodSync(folder, 0o755);
let postgres: EmbeddedPostgres;

beforeAll(async () => {
  postgres = await startEmbeddedPostgres(folder);
}, 30_000);

afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

describe('the embedded databases', () => {
  it('give each domain a role that owns its database and can enter no other', async () => {
    const others = [
      postgres.urls.order.replace(/agora_order(?=\?|$)/, 'agora_cart'),
      postgres.urls.order.replace(/agora_order(?=\?|$)/, 'postgres'),
    ];
    await expect(query(postgres.urls.order, 'CREATE TABLE own (id int)')).resolves.toEqual([]);
    await expect(query(postgres.urls.order, 'DROP TABLE own')).resolves.toEqual([]);
    for (const url of others) await expect(query(url, 'SELECT 1')).rejects.toThrow(/permission denied/);
  });

  it('keep their passwords to the owner of the folder', () => {
    expect(statSync(join(folder, 'passwords.json')).mode & 0o077).toBe(0);
  });

  it('are reached by a socket, which only their owner can, and over TCP', async () => {
    const address = 'SELECT inet_server_addr()::text AS address';
    await expect(query(postgres.urls.order, address)).resolves.toEqual([{ address: null }]);
    const overTcp = postgres.urls.order.replace(/\?.*/, '');
    await expect(query(overTcp, address)).resolves.toEqual([{ address: '127.0.0.1/32' }]);
    expect(statSync(join(folder, 'sockets')).mode & 0o077).toBe(0);
  });

  it('are reached over TCP from a folder whose path is too long for a socket', async () => {
    const long = join(folder, 'a'.repeat(90));
    mkdirSync(long);
    const other = await startEmbeddedPostgres(long);
    await expect(query(other.urls.cart, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    expect(other.urls.cart).not.toContain('host=');
    await other.stop();
  }, 60_000);

  it('come to a data folder of a version that had fewer of them', async () => {
    await query(postgres.adminUrl, 'DROP DATABASE agora_parties');
    await query(postgres.adminUrl, 'DROP ROLE agora_parties');
    await postgres.stop();
    const file = join(folder, 'passwords.json');
    const { parties: _, ...older } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    writeFileSync(file, JSON.stringify(older));
    postgres = await startEmbeddedPostgres(folder);
    await expect(query(postgres.urls.parties, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    await expect(query(postgres.urls.cart, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  }, 60_000);

  it('are joined by a second command, which leaves them running', async () => {
    const joined = await joinEmbeddedPostgres(folder);
    expect(joined.urls).toEqual(postgres.urls);
    await joined.stop();
    await expect(query(postgres.urls.order, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('are migrated once, as the domain', async () => {
    const database = [{ domain: 'customer', url: postgres.urls.customer }];
    await expect(migratePending(database)).resolves.toEqual(['customer']);
    await expect(migratePending(database)).resolves.toEqual([]);
    await expect(query(postgres.urls.customer, 'SELECT 1 FROM outbox')).resolves.toEqual([]);
  }, 30_000);

  it('refuse to run under an older version of the migrations', async () => {
    const database = [{ domain: 'customer', url: postgres.urls.customer }];
    await migratePending(database);
    await query(
      postgres.urls.customer,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '9999_later', now())`,
    );
    await expect(migratePending(database)).rejects.toThrow(
      /newer than this version: it has the migration 9999_later/,
    );
    await query(postgres.urls.customer, `DELETE FROM _prisma_migrations WHERE id = 'x'`);
  }, 30_000);

  it('say what to do about a migration that failed half-way', async () => {
    const database = [{ domain: 'customer', url: postgres.urls.customer }];
    await migratePending(database);
    await query(
      postgres.urls.customer,
      `INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ('y', 'y', '9999_broken')`,
    );
    await expect(migratePending(database)).rejects.toThrow(/9999_broken of customer failed half-way/);
  }, 30_000);
});
