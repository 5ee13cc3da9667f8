// Crockford's base 32: no I, L, O or U, so that a number read over the telephone arrives.
const SYMBOLS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 6;

/** How many random bytes {@link formatOrderNumber} needs. */
export const ORDER_NUMBER_BYTES = LENGTH;

/**
 * The number of an order for people: `AG-2026-7K3F9Q`. 30 random bits, so neither the next nor the previous
 * order can be guessed from it. Two may collide: the store's unique index tells, then another one is drawn.
 *
 * @param random At least {@link ORDER_NUMBER_BYTES} bytes from a cryptographic source.
 */
export function formatOrderNumber(year: number, random: Uint8Array): string {
  const symbols = Array.from({ length: LENGTH }, (_, index) => SYMBOLS[(random[index] ?? 0) & 31]);
  return `AG-${String(year)}-${symbols.join('')}`;
}

/** The number as it is stored, from what a person typed; undefined when it cannot be one. */
export function parseOrderNumber(text: string): string | undefined {
  const number = text.trim().toUpperCase();
  return /^AG-\d{4}-[0-9A-Z]{6,12}$/.test(number) ? number : undefined;
}
