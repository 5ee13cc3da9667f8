import { randomInt } from 'node:crypto';
import { CODE_ALPHABET } from '../domain/promotions/coupon';

/** A code nobody can foresee: the prefix, then `length` characters that are not mistaken for one another. */
export function randomCode(prefix: string, length: number): string {
  const random = Array.from({ length }, () => CODE_ALPHABET.charAt(randomInt(CODE_ALPHABET.length)));
  return prefix + random.join('');
}
