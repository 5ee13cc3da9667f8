// Brings the databases of `npm start` up to the migrations of this version. Starting the Prisma CLI takes seconds,
// so one query per database decides first whether there is anything for it to do.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from 'pg';

/** A domain whose database is migrated, with the URL of its own role. */
export interface MigratedDatabase {
  readonly domain: string;
  readonly url: string;
}

const AT_ONCE = 2;
const repositoryRoot = resolve(__dirname, '../../..');

interface Applied {
  readonly migration_name: string;
  readonly is_finished: boolean;
}

/**
 * Applies the migrations of `prisma/<domain>/migrations` that a database does not have yet, each domain as its own
 * role, two domains at a time.
 *
 * @returns the domains that had something to apply.
 * @throws Error with what to do when a database is newer than this version, holds a migration that failed half-way,
 *   or a migration does not apply (with Prisma's words). The other domains may have been migrated by then.
 */
export async function migratePending(
  databases: readonly MigratedDatabase[],
  root = repositoryRoot,
): Promise<string[]> {
  const isPending = await allEnded(databases.map((database) => hasPending(database, root)));
  const pending = databases.filter((_, index) => isPending[index] === true);
  const waiting = [...pending];
  const worker = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await deploy(next, root);
  };
  await allEnded(Array.from({ length: AT_ONCE }, worker));
  return pending.map(({ domain }) => domain);
}

/** Like `Promise.all`, but nobody is still connected when it rejects: the server may be stopped then. */
async function allEnded<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

async function hasPending({ domain, url }: MigratedDatabase, root: string): Promise<boolean> {
  const inFolder = readdirSync(join(root, 'prisma', domain, 'migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const applied = await readApplied(url);
  const unfinished = applied.find(({ is_finished }) => !is_finished);
  if (unfinished !== undefined) {
    throw new Error(
      `Migration ${unfinished.migration_name} of ${domain} failed half-way. Repair it with ` +
        `\`node scripts/prisma.mjs ${domain} migrate resolve\`, or start over with: npm run reset`,
    );
  }
  const unknown = applied.find(({ migration_name }) => !inFolder.includes(migration_name));
  if (unknown !== undefined) {
    throw new Error(
      `The ${domain} database is newer than this version: it has the migration ${unknown.migration_name}. ` +
        'Check out the version that made it, or start over with: npm run reset',
    );
  }
  return applied.length < inFolder.length;
}

async function readApplied(url: string): Promise<Applied[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<Applied>(
      'SELECT migration_name, finished_at IS NOT NULL AS is_finished FROM _prisma_migrations WHERE rolled_back_at IS NULL',
    );
    return rows;
  } catch (error) {
    const UNDEFINED_TABLE = '42P01';
    if ((error as { code?: unknown }).code === UNDEFINED_TABLE) return [];
    throw error;
  } finally {
    await client.end();
  }
}

function deploy({ domain, url }: MigratedDatabase, root: string): Promise<void> {
  const args = ['migrate', 'deploy', '--config', join(root, 'prisma', domain, 'prisma.config.ts')];
  const env = { ...process.env, [`${domain.toUpperCase()}_DATABASE_URL`]: url, CHECKPOINT_DISABLE: '1' };
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/prisma/build/index.js'), ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const said: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) done();
      else
        reject(
          new Error(`The ${domain} database could not be migrated:\n${Buffer.concat(said).toString('utf8')}`),
        );
    });
  });
}
