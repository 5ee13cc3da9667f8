import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { readConfig } from '../config/read-config';

/** A fixed secret for a developer's machine; refused in production. */
export const DEVELOPMENT_SECRET = 'agora-development-secret-not-for-production';

export const authEnvironment = z.object({
  AUTH_JWT_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  AUTH_JWKS_URL: z.url().optional(),
  AUTH_ISSUER: z.string().default('https://agora.invalid/'),
  AUTH_AUDIENCE: z.string().default('agora'),
  AGORA_INTERNAL_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  SESSION_TOKEN_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  ORDER_TOKEN_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  PRICE_QUOTE_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  NODE_ENV: z.string().optional(),
});

export interface AuthConfig {
  /** How customers' and staff's JWTs are verified: exactly one way, so that no algorithm can be confused with another. */
  readonly jwt:
    { readonly kind: 'secret'; readonly secret: string } | { readonly kind: 'jwks'; readonly url: string };
  readonly issuer: string;
  readonly audience: string;
  /** Signs service tokens between processes. */
  readonly internalSecret: string;
  /** Signs guest tokens. */
  readonly sessionSecret: string;
  /** Signs a guest's access to an order. */
  readonly orderSecret: string;
  /** Signs price quotes. */
  readonly quoteSecret: string;
}

/**
 * Reads the secrets of identity from the environment.
 * @throws Error when both or (in production) neither of secret and JWKS are set, when a secret is short, and when
 *   production would run on the development secret.
 */
export function readAuthConfig(env: NodeJS.ProcessEnv): AuthConfig {
  const read = readConfig(authEnvironment, env);
  const isProduction = read.NODE_ENV === 'production';
  if (read.AUTH_JWT_SECRET !== undefined && read.AUTH_JWKS_URL !== undefined) {
    throw new Error('AUTH_JWT_SECRET and AUTH_JWKS_URL are both set: choose one way to verify tokens.');
  }
  if (
    isProduction &&
    read.AUTH_JWKS_URL === undefined &&
    (read.AUTH_JWT_SECRET ?? DEVELOPMENT_SECRET) === DEVELOPMENT_SECRET
  ) {
    throw new Error(
      'AUTH_JWT_SECRET or AUTH_JWKS_URL must be set in production; the development secret is refused.',
    );
  }
  return {
    jwt:
      read.AUTH_JWKS_URL === undefined
        ? { kind: 'secret', secret: read.AUTH_JWT_SECRET ?? DEVELOPMENT_SECRET }
        : { kind: 'jwks', url: read.AUTH_JWKS_URL },
    issuer: read.AUTH_ISSUER,
    audience: read.AUTH_AUDIENCE,
    internalSecret: readSecret(env, 'AGORA_INTERNAL_SECRET'),
    sessionSecret: readSecret(env, 'SESSION_TOKEN_SECRET'),
    orderSecret: readSecret(env, 'ORDER_TOKEN_SECRET'),
    quoteSecret: readSecret(env, 'PRICE_QUOTE_SECRET'),
  };
}

/**
 * A secret of its own beside those of {@link AuthConfig}, for a process that is given no other.
 * @returns the development secret when the variable is not set outside production.
 * @throws Error naming the variable when it is short, or not set (or the development secret) in production.
 */
export function readSecret(env: NodeJS.ProcessEnv, name: string): string {
  const value = env[name] === '' ? undefined : env[name];
  if (value !== undefined && value.length < 32) throw new Error(`${name} must have at least 32 characters.`);
  if (env['NODE_ENV'] === 'production' && (value === undefined || value.startsWith(DEVELOPMENT_SECRET)))
    throw new Error(`${name} must be set in production.`);
  return value ?? `${DEVELOPMENT_SECRET}-${name}`;
}

/** A new secret of 256 bits, base64url. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
