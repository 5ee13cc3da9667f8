import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret } from '@agora/platform/auth';

/** What our gateway does not start without in production. */
const SECRETS = [
  'AUTH_JWT_SECRET',
  'AGORA_INTERNAL_SECRET',
  'SESSION_TOKEN_SECRET',
  'ORDER_TOKEN_SECRET',
  'PRICE_QUOTE_SECRET',
];

/** The environment of a gateway under measurement: that of production, without telemetry. Writes the files it names. */
export function servingEnvironment(folder: string, supergraphSdl: string): NodeJS.ProcessEnv {
  const files = {
    SUPERGRAPH_PATH: join(folder, 'supergraph.graphql'),
    AUTH_POLICY_PATH: join(folder, 'auth-policy.json'),
  };
  writeFileSync(files.SUPERGRAPH_PATH, supergraphSdl);
  writeFileSync(files.AUTH_POLICY_PATH, '{}');
  return {
    ...Object.fromEntries(SECRETS.map((name) => [name, newSecret()])),
    ...files,
    NODE_ENV: 'production',
    LOG_LEVEL: 'error',
    APOLLO_TELEMETRY_DISABLED: 'true',
  };
}
