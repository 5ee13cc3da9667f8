import { badInput } from '@agora/platform/errors';
import { MAX_LINES } from '../domain/cart';
import type { CartBuyer, LineAttribute } from '../domain/cart';

const MAX_ATTRIBUTES = 20;
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,189}$/;

/** @throws AppError `BAD_USER_INPUT` for more than 20 attributes, a key named twice, a key or value out of bounds. */
export function checkAttributes(attributes: readonly LineAttribute[], field: string): void {
  if (attributes.length > MAX_ATTRIBUTES)
    throw badInput(field, `must have at most ${String(MAX_ATTRIBUTES)} entries`);
  const keys = new Set(attributes.map(({ key }) => key));
  if (keys.size !== attributes.length) throw badInput(field, 'must not name a key twice');
  for (const { key, value } of attributes) {
    if (key.length < 1 || key.length > 64) throw badInput(field, 'a key must have 1 to 64 characters');
    if (value.length > 1_000) throw badInput(field, 'a value must have at most 1,000 characters');
  }
}

/** A line somebody wants in a cart. */
export interface LineToAdd {
  readonly sku: string;
  readonly quantity: number;
  readonly attributes: readonly LineAttribute[];
}

/** @throws AppError `BAD_USER_INPUT` for no line, more than 250, a sku or attributes out of bounds. */
export function checkLinesToAdd(lines: readonly LineToAdd[], field: string): void {
  if (lines.length < 1 || lines.length > MAX_LINES) throw badInput(field, 'must have 1 to 250 entries');
  for (const [index, line] of lines.entries()) {
    const at = `${field}.${String(index)}`;
    if (line.sku.length < 1 || line.sku.length > 64)
      throw badInput(`${at}.sku`, 'must have 1 to 64 characters');
    checkAttributes(line.attributes, `${at}.attributes`);
  }
}

/** @throws AppError `BAD_USER_INPUT` for an idempotency key outside 1 to 200 characters. */
export function checkKey(key: string): void {
  if (key.length < 1 || key.length > 200)
    throw badInput('input.idempotencyKey', 'must have 1 to 200 characters');
}

/** @throws AppError `BAD_USER_INPUT` for a note above 1,000 characters. */
export function checkNote(note: string | null): void {
  if (note !== null && note.length > 1_000)
    throw badInput('input.note', 'must have at most 1,000 characters');
}

/** @throws AppError `BAD_USER_INPUT` naming the part of the buyer that cannot be. */
export function checkBuyer(buyer: CartBuyer | null): void {
  const { email = null, fullName = null, countryCode = null } = buyer ?? {};
  if (email !== null && !EMAIL.test(email)) throw badInput('input.buyer.email', 'must be an e-mail address');
  if (fullName !== null && (fullName.trim() === '' || fullName.length > 200))
    throw badInput('input.buyer.fullName', 'must have 1 to 200 characters');
  if (countryCode !== null && !/^[A-Z]{2}$/.test(countryCode))
    throw badInput('input.buyer.countryCode', 'must be an ISO 3166-1 code of two letters');
}
