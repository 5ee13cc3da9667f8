import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyOptions } from 'jose';
import { LRUCache } from 'lru-cache';
import { AppError } from '../errors/app-error';
import type { AuthConfig } from './auth-config';
import { readGuestToken } from './guest-token';
import type { GuestIdentity } from './guest-token';
import { readServiceToken } from './service-tokens';
import { ANONYMOUS, ROLES } from './viewer';
import type { Role, Viewer } from './viewer';

/** Header names are lower case, as Node gives them. */
export type IdentityHeaders = Readonly<Record<string, string | undefined>>;

export interface TokenVerifier {
  /**
   * Who asks, from `authorization`, `x-session-token` and `x-agora-internal`. Each process does this for itself.
   * @throws AppError `UNAUTHENTICATED` when a token is there but not good: expired, forged, for another audience,
   *   of an unknown role, malformed. A bad token is never treated as no token.
   */
  verify(headers: IdentityHeaders): Promise<Viewer>;
}

const CLOCK_SKEW_SECONDS = 30;

/** @param audience This process's name, the audience of service tokens; the gateway takes none from clients. */
export function createTokenVerifier(config: AuthConfig, audience: string): TokenVerifier {
  const verifyJwt = jwtVerifier(config);
  const services = new LRUCache<string, string>({ max: 200, ttl: 30_000 });
  const guests = new LRUCache<string, GuestIdentity>({ max: 5_000 });
  return {
    verify: async (headers) => {
      const bearer = bearerOf(headers['authorization']);
      const jwt = bearer === undefined ? undefined : await verifyJwt(bearer);
      const guest = guestOf(headers['x-session-token'], config.sessionSecret, guests);
      const callingService = await callerOf(
        headers['x-agora-internal'],
        config.internalSecret,
        audience,
        services,
      );
      return { ...ANONYMOUS, ...jwt, ...guest, callingService };
    },
  };
}

function guestOf(
  token: string | undefined,
  secret: string,
  known: LRUCache<string, GuestIdentity>,
): Pick<Viewer, 'sessionId' | 'tokenVersion'> | undefined {
  if (token === undefined || token === '') return undefined;
  const guest = known.get(token) ?? readGuestToken(secret, token);
  if (guest === undefined) throw unauthenticated('The session token is not valid');
  known.set(token, guest);
  return guest;
}

type VerifiedJwt = Pick<Viewer, 'subject' | 'role' | 'customerId' | 'scopes'> & {
  readonly expiresAtMs: number;
};

function jwtVerifier(config: AuthConfig): (token: string) => Promise<VerifiedJwt> {
  const cache = new LRUCache<string, VerifiedJwt>({ max: 5_000 });
  const options: JWTVerifyOptions = {
    issuer: config.issuer,
    audience: config.audience,
    clockTolerance: CLOCK_SKEW_SECONDS,
    requiredClaims: ['sub', 'exp'],
  };
  const check = checker(config, options);
  return async (token) => {
    const known = cache.get(token);
    if (known !== undefined && known.expiresAtMs + CLOCK_SKEW_SECONDS * 1000 > Date.now()) return known;
    const verified = viewerClaims(await check(token));
    cache.set(token, verified);
    return verified;
  };
}

function checker(config: AuthConfig, options: JWTVerifyOptions): (token: string) => Promise<JWTPayload> {
  const { jwt } = config;
  const key = jwt.kind === 'secret' ? new TextEncoder().encode(jwt.secret) : undefined;
  const remote =
    jwt.kind === 'jwks'
      ? createRemoteJWKSet(new URL(jwt.url), { timeoutDuration: 3_000, cooldownDuration: 10_000 })
      : undefined;
  return async (token) => {
    try {
      if (key !== undefined)
        return (await jwtVerify(token, key, { ...options, algorithms: ['HS256'] })).payload;
      if (remote !== undefined)
        return (
          await jwtVerify(token, remote, { ...options, algorithms: ['RS256', 'ES256', 'PS256', 'EdDSA'] })
        ).payload;
      throw new Error('no key');
    } catch (error) {
      if (error instanceof errors.JWKSTimeout)
        throw new AppError('DOWNSTREAM_UNAVAILABLE', 'The identity provider does not answer', {
          cause: error,
        });
      throw unauthenticated(
        error instanceof errors.JWTExpired ? 'The token has expired' : 'The token is not valid',
        error,
      );
    }
  };
}

function viewerClaims(payload: JWTPayload): VerifiedJwt {
  const { sub: subject, exp, role = 'customer', scope } = payload;
  if (!isTokenRole(role)) throw unauthenticated('The token has an unknown role');
  if (subject === undefined || exp === undefined) throw unauthenticated('The token has no subject');
  return {
    subject,
    role,
    customerId: role === 'customer' ? subject : null,
    scopes: typeof scope === 'string' ? scope.split(' ') : [],
    expiresAtMs: exp * 1000,
  };
}

function isTokenRole(role: unknown): role is Exclude<Role, 'anonymous'> {
  return role !== 'anonymous' && (ROLES as readonly unknown[]).includes(role);
}

function bearerOf(header: string | undefined): string | undefined {
  if (header === undefined || header === '') return undefined;
  const match = /^Bearer ([A-Za-z0-9._~+/=-]{1,8192})$/i.exec(header);
  if (match?.[1] === undefined) throw unauthenticated('The authorization header is not a bearer token');
  return match[1];
}

async function callerOf(
  token: string | undefined,
  secret: string,
  audience: string,
  cache: LRUCache<string, string>,
): Promise<string | null> {
  if (token === undefined || token === '') return null;
  const known = cache.get(token);
  if (known !== undefined) return known;
  try {
    const caller = await readServiceToken(secret, audience, token);
    cache.set(token, caller);
    return caller;
  } catch (error) {
    throw unauthenticated('The service token is not valid', error);
  }
}

function unauthenticated(message: string, cause?: unknown): AppError {
  return new AppError('UNAUTHENTICATED', message, cause === undefined ? {} : { cause });
}
