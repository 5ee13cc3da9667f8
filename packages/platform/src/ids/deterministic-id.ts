import { createHash } from 'node:crypto';

/**
 * The UUID (version 8, RFC 9562) that always belongs to `name`: the same name gives the same id in every
 * process. For ids that must survive a repeat: seeds, operation ids derived from an order, event ids of a retry.
 */
export function idFrom(name: string): string {
  const hash = createHash('sha256').update(name).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x80;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString('hex', 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
