import { joinEmbeddedPostgres } from '../../packages/all-in-one/src/embedded-postgres';
import { prepareDatabases } from '../../packages/all-in-one/src/prepare-databases';
import { dataFolder } from '../system/data-folder';
import { endWith } from '../system/end-with';
import { loadEnvironmentFile } from '../system/environment-file';

/** Migrates and seeds what is not yet, also while Agora runs. */
async function main(): Promise<void> {
  loadEnvironmentFile();
  const databases = await prepareDatabases({
    dataDirectory: dataFolder(process.env),
    env: { ...process.env, SEED: 'true' },
    say: console.log,
    open: joinEmbeddedPostgres,
  });
  if (!databases.wasSeeded) console.log('The catalog has products already: nothing was seeded.');
  await databases.written;
  await databases.stop();
}

main().catch(endWith);
