import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { startPostgres } from './postgres-server';
import type { PostgresServer } from './postgres-server';

const folder = mkdtempSync(join(tmpdir(), 'agora postgres '));
chmodSync(folder, 0o755);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const start = (name: string, port?: number): Promise<PostgresServer> =>
  startPostgres({
    ...(port === undefined ? {} : { port }),
    directory: join(folder, name),
    password: 'p@ss/word',
    logFile: join(folder, `${name}.log`),
    settings: { fsync: 'off' },
  });

async function query(server: PostgresServer, text: string): Promise<unknown[]> {
  const client = new Client({ connectionString: server.url() });
  await client.connect();
  try {
    return (await client.query(text)).rows as unknown[];
  } finally {
    await client.end();
  }
}

describe('a local PostgreSQL', () => {
  it('keeps its data over a restart', async () => {
    const first = await start('kept');
    await query(first, 'CREATE TABLE kept AS SELECT 7 AS seven');
    await first.stop();
    const second = await start('kept');
    await expect(query(second, 'SELECT seven FROM kept')).resolves.toEqual([{ seven: 7 }]);
    await second.stop();
  });

  it('comes back at its port after a crash, with everything it had confirmed', async () => {
    const first = await start('crashed');
    await query(first, 'CREATE TABLE kept AS SELECT 7 AS seven');
    await first.kill();
    await expect(query(first, 'SELECT seven FROM kept')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    const second = await start('crashed', first.port);
    expect(second.port).toBe(first.port);
    await expect(query(second, 'SELECT seven FROM kept')).resolves.toEqual([{ seven: 7 }]);
    await second.stop();
  });

  it('takes over from a server that a killed process left behind', async () => {
    const abandoned = await start('taken-over');
    const next = await start('taken-over');
    await abandoned.ended;
    await expect(query(next, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
    await next.stop();
  });

  it('refuses a folder that is no cluster, and leaves it as it is', async () => {
    mkdirSync(join(folder, 'foreign'));
    writeFileSync(join(folder, 'foreign', 'letter.txt'), 'keep me');
    await expect(start('foreign')).rejects.toThrow(/not a PostgreSQL cluster \(it holds other files\)/);
  });

  it('refuses a cluster of another major version with what to do', async () => {
    mkdirSync(join(folder, 'old'));
    writeFileSync(join(folder, 'old', 'PG_VERSION'), '9\n');
    await expect(start('old')).rejects.toThrow(/made by PostgreSQL 9, .*npm run reset/);
  });
});
