// Databases for tests: each a copy of a template that was migrated once, so a test starts from empty tables of
// the real schema in some 50 ms and disturbs no other.
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import { repositoryRoot } from './repository';

export type TestDatabaseKind = 'catalog' | 'pricing' | 'inventory' | 'cart' | 'customer' | 'order' | 'empty';

export interface TestDatabase {
  readonly url: string;
  /** Ends the connections to it and removes it. Safe to call again. */
  drop(): Promise<void>;
}

interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** The server of `AGORA_TEST_POSTGRES_URL` as superuser. @throws Error when the variable is not set. */
export function testPostgresUrl(): string {
  const url = process.env['AGORA_TEST_POSTGRES_URL'];
  if (url === undefined || url === '') {
    throw new Error(
      'AGORA_TEST_POSTGRES_URL is not set: run the tests with `npm test`, which starts a PostgreSQL',
    );
  }
  return url;
}

/**
 * A new database with the schema of one domain's migrations, or without any table (`empty`).
 *
 * Safe under parallel jest workers: the template of a set of migrations is made once per server, under an advisory
 * lock. The caller drops the database when its tests are over.
 *
 * @throws Error when `AGORA_TEST_POSTGRES_URL` is not set or a migration does not apply (with its name).
 */
export async function createTestDatabase(kind: TestDatabaseKind): Promise<TestDatabase> {
  const name = `agora_test_${kind}_${randomBytes(6).toString('hex')}`;
  await withAdmin(async (admin) => {
    const template = kind === 'empty' ? 'template0' : await ensureTemplate(admin, kind);
    await admin.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(template)}`);
  });
  return {
    url: urlOf(name),
    drop: () => withAdmin((admin) => dropDatabase(admin, name)),
  };
}

/** Makes the templates of these domains that are not there yet, so that the first tests need not. */
export async function prepareTemplates(kinds: readonly Exclude<TestDatabaseKind, 'empty'>[]): Promise<void> {
  await withAdmin(async (admin) => {
    for (const kind of kinds) await ensureTemplate(admin, kind);
  });
}

async function ensureTemplate(admin: Client, kind: string): Promise<string> {
  const migrations = readMigrations(kind);
  const name = `agora_template_${digestOf(migrations)}_${kind}`;
  if (await isReady(admin, name)) return name;
  await admin.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
  try {
    if (!(await isReady(admin, name))) await createTemplate(admin, name, migrations);
  } finally {
    await admin.query('SELECT pg_advisory_unlock(hashtext($1))', [name]);
  }
  return name;
}

// The template flag is set last: a template whose making was interrupted does not count and is made again.
async function isReady(admin: Client, name: string): Promise<boolean> {
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1 AND datistemplate', [
    name,
  ]);
  return rowCount === 1;
}

async function createTemplate(admin: Client, name: string, migrations: readonly Migration[]): Promise<void> {
  await dropDatabase(admin, name);
  await admin.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE template0`);
  await withClient(urlOf(name), (client) => migrate(client, migrations));
  await admin.query(`ALTER DATABASE ${escapeIdentifier(name)} WITH IS_TEMPLATE true ALLOW_CONNECTIONS false`);
}

// As `prisma migrate deploy` does it, bookkeeping included, but without starting a process per domain.
async function migrate(client: Client, migrations: readonly Migration[]): Promise<void> {
  await client.query(`CREATE TABLE _prisma_migrations (
    id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL, finished_at timestamptz, migration_name varchar(255) NOT NULL,
    logs text, rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(), applied_steps_count int NOT NULL DEFAULT 0)`);
  for (const { name, sql } of migrations) {
    try {
      await client.query(sql);
    } catch (error) {
      throw new Error(`Migration ${name} does not apply: ${(error as Error).message}`, { cause: error });
    }
    const checksum = createHash('sha256').update(sql).digest('hex');
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count) VALUES ($1, $2, now(), $3, 1)`,
      [randomUUID(), checksum, name],
    );
  }
}

function readMigrations(kind: string): Migration[] {
  const folder = join(repositoryRoot, 'prisma', kind, 'migrations');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, sql: readFileSync(join(folder, name, 'migration.sql'), 'utf8') }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function digestOf(migrations: readonly Migration[]): string {
  return createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 12);
}

async function dropDatabase(admin: Client, name: string): Promise<void> {
  await admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
}

function urlOf(database: string): string {
  const url = new URL(testPostgresUrl());
  url.pathname = `/${database}`;
  return url.href;
}

function withAdmin<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  return withClient(testPostgresUrl(), work);
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  // A notice such as "does not exist, skipping" is no news; a server that goes away fails the query instead.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
