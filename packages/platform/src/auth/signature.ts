import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA-256 over parts joined by a separator that no part may contain, base64url. */
export function sign(secret: string, parts: readonly string[]): string {
  return createHmac('sha256', secret).update(parts.join('\n')).digest('base64url');
}

/** Compares in constant time whether `signature` is the one {@link sign} makes. */
export function isSigned(secret: string, parts: readonly string[], signature: string): boolean {
  const wanted = Buffer.from(sign(secret, parts));
  const given = Buffer.from(signature);
  return wanted.length === given.length && timingSafeEqual(wanted, given);
}
