import { createHash } from 'node:crypto';
import type { LineAttribute } from './cart';

/**
 * The identity of a line's attributes: hex SHA-256 of the canonical form (sorted by key), empty for none.
 * Independent of the order in which they were given.
 */
export function attributesHash(attributes: readonly LineAttribute[]): string {
  if (attributes.length === 0) return '';
  const canonical = attributes
    .map(({ key, value }) => [key, value] as const)
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));
  return createHash('sha256').update(JSON.stringify(canonical)).digest('hex');
}
