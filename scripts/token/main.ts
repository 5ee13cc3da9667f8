import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { issueDevelopmentToken, readAuthConfig } from '@agora/platform/auth';
import { demonstrationPeople } from '../../packages/all-in-one/src/demonstration-people';
import { readOrCreateSecrets } from '../../packages/all-in-one/src/secrets';
import { dataFolder } from '../system/data-folder';
import { loadEnvironmentFile } from '../system/environment-file';
import { endWith } from '../system/end-with';

async function main(): Promise<void> {
  loadEnvironmentFile();
  const { values } = parseArgs({
    options: { role: { type: 'string', default: 'customer' }, sub: { type: 'string' } },
  });
  const person = demonstrationPeople.find(({ role }) => role === values.role);
  if (person === undefined) throw new Error('Roles are customer, support and admin.');
  const token = await issueDevelopmentToken(readAuthConfig(environment()), {
    role: person.role,
    subject: values.sub ?? person.subject,
  });
  console.log(token);
}

/** The secret is where the running Agora has it: in the environment, else in the data folder. */
function environment(): NodeJS.ProcessEnv {
  const { env } = process;
  if (env['AUTH_JWT_SECRET'] || env['AUTH_JWKS_URL']) return env;
  const folder = dataFolder(env);
  if (!existsSync(join(folder, 'secrets.json')))
    throw new Error('There is no signing secret yet: run npm start once, or set AUTH_JWT_SECRET.');
  return { ...env, ...readOrCreateSecrets(folder, env) };
}

main().catch(endWith);
