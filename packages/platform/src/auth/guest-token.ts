import { isUuid } from '../ids/uuid-v7';
import { isSigned, sign } from './signature';

/** What a guest token says once its signature is right. */
export interface GuestIdentity {
  readonly sessionId: string;
  /** The owner of sessions compares it: a rotated token has a lower one and is no longer good. */
  readonly tokenVersion: number;
}

/**
 * The token of a guest: `base64url(sessionId.tokenVersion.hmac)`. Nothing secret is stored, and issuing it again
 * for the same version gives the same text, so a replayed mutation returns the same token.
 */
export function issueGuestToken(secret: string, identity: GuestIdentity): string {
  const { sessionId, tokenVersion } = identity;
  const signature = sign(secret, ['guest', sessionId, String(tokenVersion)]);
  return Buffer.from(`${sessionId}.${String(tokenVersion)}.${signature}`).toString('base64url');
}

/** The identity in a token, or undefined when the text is not a token of ours. Compares in constant time. */
export function readGuestToken(secret: string, token: string): GuestIdentity | undefined {
  if (token.length > 256) return undefined;
  const [sessionId = '', version = '', signature = ''] = Buffer.from(token, 'base64url')
    .toString('utf8')
    .split('.');
  if (!isUuid(sessionId) || !/^[1-9][0-9]{0,8}$/.test(version)) return undefined;
  if (!isSigned(secret, ['guest', sessionId, version], signature)) return undefined;
  return { sessionId, tokenVersion: Number(version) };
}
