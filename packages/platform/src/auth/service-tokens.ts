import { SignJWT, jwtVerify } from 'jose';

const ISSUER = 'agora-internal';
const LIFETIME_SECONDS = 60;
const RENEW_BEFORE_MS = 15_000;

/** Proof that a request comes from one of our own processes: a JWT of 60 seconds for one audience. */
export interface ServiceTokens {
  /** A token for `audience` (a subgraph's name). Reused until 15 s before it ends; safe to call for every request. */
  issue(audience: string): Promise<string>;
}

/** @param caller The name that the audience will see as `callingService`. */
export function createServiceTokens(secret: string, caller: string): ServiceTokens {
  const key = new TextEncoder().encode(secret);
  const ready = new Map<string, { token: string; renewAtMs: number }>();
  return {
    issue: async (audience) => {
      const known = ready.get(audience);
      if (known !== undefined && known.renewAtMs > Date.now()) return known.token;
      const token = await new SignJWT({})
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(ISSUER)
        .setSubject(caller)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime(`${String(LIFETIME_SECONDS)}s`)
        .sign(key);
      ready.set(audience, { token, renewAtMs: Date.now() + LIFETIME_SECONDS * 1000 - RENEW_BEFORE_MS });
      return token;
    },
  };
}

/** The caller's name in a valid token for `audience`. Rejects with jose's error otherwise. */
export async function readServiceToken(secret: string, audience: string, token: string): Promise<string> {
  const { payload } = await jwtVerify(token, new TextEncoder().encode(secret), {
    algorithms: ['HS256'],
    issuer: ISSUER,
    audience,
  });
  if (typeof payload.sub !== 'string') throw new Error('a service token needs a subject');
  return payload.sub;
}
