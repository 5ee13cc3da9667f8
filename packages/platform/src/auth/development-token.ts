import { SignJWT } from 'jose';
import type { AuthConfig } from './auth-config';
import type { Role } from './viewer';

export interface DevelopmentTokenOptions {
  readonly subject: string;
  readonly role: Exclude<Role, 'anonymous'>;
  /** Default 12 hours. */
  readonly lifetimeSeconds?: number;
  readonly scope?: string;
}

/**
 * A JWT as an identity provider would issue it, for development and tests.
 * @throws Error when tokens are verified through JWKS: then only the provider can issue one.
 */
export async function issueDevelopmentToken(
  config: AuthConfig,
  options: DevelopmentTokenOptions,
): Promise<string> {
  if (config.jwt.kind !== 'secret')
    throw new Error('Tokens come from the identity provider behind AUTH_JWKS_URL.');
  const claims = { role: options.role, ...(options.scope === undefined ? {} : { scope: options.scope }) };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(options.subject)
    .setIssuer(config.issuer)
    .setAudience(config.audience)
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + (options.lifetimeSeconds ?? 43_200))
    .sign(new TextEncoder().encode(config.jwt.secret));
}
