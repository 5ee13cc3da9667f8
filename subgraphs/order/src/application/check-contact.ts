import { AppError, badInput } from '@agora/platform/errors';
import { isEmail, readAddress } from '../domain/address';
import type { AddressDraft, PostalAddress } from '../domain/address';

/** The address as it is kept. @throws AppError `BAD_USER_INPUT` with every field of it that cannot be accepted, under `path`. */
export function checkAddress(draft: AddressDraft, path: string): PostalAddress {
  const reading = readAddress(draft);
  if (reading.kind === 'address') return reading.address;
  const details = reading.problems.map(({ field, message }) => ({ field: `${path}.${field}`, message }));
  throw new AppError('BAD_USER_INPUT', 'The address cannot be used', { details });
}

/** @throws AppError `BAD_USER_INPUT` for a text that is no e-mail address; null is fine. */
export function checkEmail(email: string | null): void {
  if (email !== null && !isEmail(email)) throw badInput('input.email', 'is not an e-mail address');
}
