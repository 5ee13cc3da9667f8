import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newSecret } from '@agora/platform/auth';

const NAMES = [
  'AUTH_JWT_SECRET',
  'AGORA_INTERNAL_SECRET',
  'SESSION_TOKEN_SECRET',
  'ORDER_TOKEN_SECRET',
  'PRICE_QUOTE_SECRET',
  'PAYMENT_WEBHOOK_SECRET',
] as const;

/**
 * The secrets of this data folder by the names of their variables: made at the first start, then kept in
 * `secrets.json`, readable by the owner of the folder alone. What the environment sets is left out, and no signing
 * secret is made beside `AUTH_JWKS_URL`.
 */
export function readOrCreateSecrets(dataDirectory: string, env: NodeJS.ProcessEnv): Record<string, string> {
  const file = join(dataDirectory, 'secrets.json');
  const stored = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const secrets = Object.fromEntries(NAMES.map((name) => [name, stored[name] ?? newSecret()]));
  if (NAMES.some((name) => stored[name] === undefined)) {
    writeFileSync(file, `${JSON.stringify(secrets, undefined, 2)}\n`);
    chmodSync(file, 0o600);
  }
  const isWanted = (name: string): boolean =>
    !env[name] && !(name === 'AUTH_JWT_SECRET' && env['AUTH_JWKS_URL']);
  return Object.fromEntries(Object.entries(secrets).filter(([name]) => isWanted(name)));
}
