// A whole Agora in one process, as `npm start` runs it, on a freshly seeded shop of its own.
import 'reflect-metadata';
import { join } from 'node:path';
import { createLogger } from '@agora/platform/logging';
import { offer } from '../../../bench/processes/child';
import { startAgora } from '../../../packages/all-in-one/src/agora';
import { prepareDatabases } from '../../../packages/all-in-one/src/prepare-databases';
import { readOrCreateSecrets } from '../../../packages/all-in-one/src/secrets';
import { endWith } from '../../system/end-with';

export interface ShopReady {
  /** Without a path. */
  readonly url: string;
  /** `<DOMAIN>_DATABASE_URL` of every domain and of the bus. */
  readonly databases: Readonly<Record<string, string>>;
  /** Of its payment sandbox. */
  readonly paymentUrl: string;
  readonly secrets: Readonly<Record<string, string>>;
}

// A rehearsal never plays on the databases, the broker or the identities of a shop that sells.
const OF_ANOTHER_SHOP = /_URL$|^KAFKA_BROKERS$|^AUTH_/;

async function main(dataDirectory: string): Promise<void> {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OF_ANOTHER_SHOP.test(name)));
  const databases = await prepareDatabases({ dataDirectory, env: own, say: () => undefined });
  await databases.written;
  const secrets = readOrCreateSecrets(dataDirectory, own);
  const agora = await startAgora({
    port: 0,
    dataDirectory,
    env: { ...own, ...databases.env, ...secrets },
    roads: 'in-process',
    logger: createLogger({ name: 'agora', level: 'warn', logFile: join(dataDirectory, 'logs', 'agora.log') }),
  });
  const ready: ShopReady = {
    url: agora.url,
    databases: databases.env,
    paymentUrl: agora.paymentUrl,
    secrets,
  };
  offer(ready, async () => {
    await agora.stop();
    await databases.stop();
  });
}

main(process.env['AGORA_DATA_DIRECTORY'] ?? '').catch(endWith);
