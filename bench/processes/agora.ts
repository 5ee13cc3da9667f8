// The whole of Agora in one process on a seeded shop of its own. It talks HTTP to itself, unless AGORA_TRANSPORT is in-process.
import 'reflect-metadata';
import { createDatabase } from '@agora/platform/database';
import { createLogger } from '@agora/platform/logging';
import { startAgora } from '../../packages/all-in-one/src/agora';
import { startEmbeddedPostgres } from '../../packages/all-in-one/src/embedded-postgres';
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
  /** Superuser of the PostgreSQL beneath; that of the tests when the databases come from the environment. */
  readonly adminUrl: string;
  /** By domain. */
  readonly databaseUrls: Readonly<Record<string, string>>;
}

const PLENTY = 1_000_000;

async function main(dataDirectory: string): Promise<void> {
  let adminUrl = process.env['AGORA_TEST_POSTGRES_URL'] ?? '';
  const databases = await prepareDatabases({
    dataDirectory,
    env: process.env,
    say: console.log,
    open: async (folder) => {
      const postgres = await startEmbeddedPostgres(folder);
      ({ adminUrl } = postgres);
      return postgres;
    },
  });
  await databases.written;
  await fillShelves(databases.env['INVENTORY_DATABASE_URL'] ?? '');
  const secrets = readOrCreateSecrets(dataDirectory, process.env);
  const agora = await startAgora({
    port: 0,
    dataDirectory,
    env: { ...process.env, ...databases.env, ...secrets, RATE_LIMIT_PER_MINUTE: '0' },
    roads: process.env['AGORA_TRANSPORT'] === 'in-process' ? 'in-process' : 'http',
    logger: createLogger({ name: 'agora', level: 'error' }),
  });
  const subgraphs = Object.fromEntries(DOMAINS.map((domain) => [domain, agora.subgraphUrl(domain) ?? '']));
  const databaseUrls = Object.fromEntries(
    DOMAINS.map((domain) => [domain, databases.env[`${domain.toUpperCase()}_DATABASE_URL`] ?? '']),
  );
  const ready: AgoraReady = { url: agora.url, subgraphs, secrets, adminUrl, databaseUrls };
  offer(ready, async () => {
    await agora.stop();
    await databases.stop();
  });
}

// What earlier runs hold must not end this one in refusals.
async function fillShelves(url: string): Promise<void> {
  const database = createDatabase({ url, name: 'bench', maxConnections: 1 });
  try {
    await database.query(
      'UPDATE stock SET on_hand = on_hand + $1::int - available, available = $1::int WHERE available < $1::int',
      [PLENTY],
    );
  } finally {
    await database.close();
  }
}

main(process.env['AGORA_DATA_DIRECTORY'] ?? '').catch(endWith);
