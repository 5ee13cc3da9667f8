// npm start: everything in one process, on a PostgreSQL of its own in the data folder.
import 'reflect-metadata';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stopOnSignals } from '@agora/platform/lifecycle';
import { createLogger } from '@agora/platform/logging';
import { startAgora } from './agora';
import { bannerText } from './banner';
import { prepareDatabases } from './prepare-databases';
import { readOrCreateSecrets } from './secrets';

process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
const repositoryRoot = resolve(__dirname, '../../..');

async function main(): Promise<void> {
  const dataDirectory = process.env['AGORA_DATA_DIRECTORY'] ?? join(repositoryRoot, '.data');
  const logFile = join(dataDirectory, 'logs', 'agora.log');
  mkdirSync(join(dataDirectory, 'logs'), { recursive: true });
  const logger = createLogger({ name: 'agora', logFile });
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const databases = await prepareDatabases({ dataDirectory, env: process.env, say });
  const env = { ...process.env, ...databases.env, ...readOrCreateSecrets(dataDirectory, process.env) };
  const roads = process.env['AGORA_TRANSPORT'] === 'http' ? 'http' : 'in-process';
  const agora = await startAgora({
    port: Number(process.env['PORT'] ?? 4000),
    dataDirectory,
    env,
    roads,
    logger,
  }).catch(async (error: unknown) => {
    await databases.stop();
    throw error;
  });
  stopOnSignals(async () => {
    await agora.stop();
    await databases.stop();
  }, logger);
  say(await bannerText({ url: agora.url, auth: agora.auth, dataDirectory, logFile }));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
