// with-temporary-postgres.ts <variable> <script> [argument …]: runs a Node script with the URL of a database of a
// PostgreSQL that exists only as long as the script runs.
import { spawn } from 'node:child_process';
import { findPostgres } from '../../packages/test-kit/src/services/postgres';

async function main([variable = '', ...command]: readonly string[]): Promise<number> {
  delete process.env['AGORA_TEST_POSTGRES_URL'];
  const postgres = await findPostgres();
  if (postgres.kind === 'missing') throw new Error(`${postgres.tried.join('\n')}\nSet ${variable} instead.`);
  const url = new URL(postgres.address);
  url.pathname = '/scratch';
  try {
    return await run(command, { ...process.env, [variable]: url.href });
  } finally {
    await postgres.stop();
  }
}

function run(command: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, { stdio: 'inherit', env });
    // The terminal asks the child to stop as well; wait for it instead of leaving it without its database.
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
