import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './data-folder';

/** Takes over the `.env` of the repository; what the environment sets already stays. */
export function loadEnvironmentFile(): void {
  const file = join(repositoryRoot, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
}
