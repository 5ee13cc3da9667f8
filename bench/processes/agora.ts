// The whole of Agora in one process that talks HTTP to itself, on a seeded shop of its own.
import 'reflect-metadata';
import { createLogger } from '@agora/platform/logging';
import { startAgora } from '../../packages/all-in-one/src/agora';
import { prepareDatabases } from '../../packages/all-in-one/src/prepare-databases';
import { readOrCreateSecrets } from '../../packages/all-in-one/src/secrets';
import { endWith } from '../../scripts/system/end-with';
import { DOMAINS } from '../../scripts/system/service-processes';
import { offer } from './child';

export interface AgoraReady {
  /** Without a path. */
  readonly url: string;
  readonly subgraphs: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
}

async function main(dataDirectory: string): Promise<void> {
  const databases = await prepareDatabases({ dataDirectory, env: process.env, say: console.log });
  await databases.written;
  const secrets = readOrCreateSecrets(dataDirectory, process.env);
  const agora = await startAgora({
    port: 0,
    dataDirectory,
    env: { ...process.env, ...databases.env, ...secrets, RATE_LIMIT_PER_MINUTE: '0' },
    roads: 'http',
    logger: createLogger({ name: 'agora', level: 'error' }),
  });
  const subgraphs = Object.fromEntries(DOMAINS.map((domain) => [domain, agora.subgraphUrl(domain) ?? '']));
  const ready: AgoraReady = { url: agora.url, subgraphs, secrets };
  offer(ready, async () => {
    await agora.stop();
    await databases.stop();
  });
}

main(process.env['AGORA_DATA_DIRECTORY'] ?? '').catch(endWith);
