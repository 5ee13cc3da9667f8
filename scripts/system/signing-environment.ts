import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readOrCreateSecrets } from '../../packages/all-in-one/src/secrets';
import { dataFolder } from './data-folder';

/**
 * The environment with the secret that signs development tokens: it is where the running Agora has it, in the environment, else
 * in the data folder. @throws Error with what to do when it is in neither.
 */
export function signingEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (env['AUTH_JWT_SECRET'] || env['AUTH_JWKS_URL']) return env;
  const folder = dataFolder(env);
  if (!existsSync(join(folder, 'secrets.json')))
    throw new Error('There is no signing secret yet: run npm start once, or set AUTH_JWT_SECRET.');
  return { ...env, ...readOrCreateSecrets(folder, env) };
}
