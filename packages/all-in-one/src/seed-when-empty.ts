import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { Client } from 'pg';

const repositoryRoot = resolve(__dirname, '../../..');

/**
 * Seeds the demonstration shop when the catalog has no product yet; starting the seed takes a second, so one query
 * decides first. `SEED=false` leaves the databases empty.
 * @returns what was seeded, in words; undefined when nothing was.
 * @throws Error with the seed's own words.
 */
export async function seedWhenEmpty(env: NodeJS.ProcessEnv): Promise<string | undefined> {
  if (env['SEED'] === 'false' || !(await isEmpty(env['CATALOG_DATABASE_URL'] ?? ''))) return undefined;
  const args = ['--import', 'tsx', '--conditions', 'source', 'scripts/seed/main.ts'];
  const child = spawn(process.execPath, args, {
    cwd: repositoryRoot,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  });
  if (code !== 0) throw new Error(`The shop could not be seeded:\n${output}`);
  return output.trim();
}

async function isEmpty(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query('SELECT 1 FROM product LIMIT 1')).rowCount === 0;
  } finally {
    await client.end();
  }
}
