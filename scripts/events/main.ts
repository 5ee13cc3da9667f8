import { joinEmbeddedPostgres } from '../../packages/all-in-one/src/embedded-postgres';
import { dataFolder } from '../system/data-folder';
import { endWith } from '../system/end-with';
import { loadEnvironmentFile } from '../system/environment-file';
import { provisionEvents } from '../system/needed-services';

/** Also while Agora runs: the log of the data folder is joined then. */
async function main(): Promise<void> {
  loadEnvironmentFile();
  const { env } = process;
  if (env['KAFKA_BROKERS']) {
    console.log(`On Kafka: ${await provisionEvents(env)}.`);
    return;
  }
  if (env['BUS_DATABASE_URL']) {
    console.log(`In the event log of BUS_DATABASE_URL: ${await provisionEvents(env)}.`);
    return;
  }
  const folder = dataFolder(env);
  const postgres = await joinEmbeddedPostgres(folder);
  try {
    const outcome = await provisionEvents({ ...env, BUS_DATABASE_URL: postgres.urls.bus });
    console.log(`In the event log of ${folder}: ${outcome}.`);
  } finally {
    await postgres.stop();
  }
}

main().catch(endWith);
