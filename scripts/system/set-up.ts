// The one-shot before processes that get everything by address: migrates the databases of the environment, creates the
// topics and registers the schemas, seeds an empty shop. Safe to run again.
import { prepareDatabases } from '../../packages/all-in-one/src/prepare-databases';
import { endWith } from './end-with';
import { provisionEvents } from './needed-services';

async function main(): Promise<void> {
  const { env } = process;
  if (!env['CATALOG_DATABASE_URL']) throw new Error('Set <DOMAIN>_DATABASE_URL of every subgraph.');
  const databases = await prepareDatabases({ dataDirectory: '.data', env, say: console.log });
  await provisionEvents(env);
  await databases.stop();
  console.log('Databases and topics are ready.');
}

main().catch(endWith);
