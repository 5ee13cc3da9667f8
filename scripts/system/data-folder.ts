import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository's root, where programs of these scripts run. */
export const repositoryRoot = resolve(__dirname, '../..');

/** The data folder that `npm start` uses as well; made when it is missing. */
export function dataFolder(env: NodeJS.ProcessEnv): string {
  const folder = env['AGORA_DATA_DIRECTORY'] ?? join(repositoryRoot, '.data');
  mkdirSync(join(folder, 'logs'), { recursive: true });
  return folder;
}
