import type { PostalAddress } from './customer';
import { CUSTOMER_LIMITS } from './customer';
import { refused } from './refusal';
import type { Refusal } from './refusal';

type Lengths = Readonly<Record<Exclude<keyof PostalAddress, 'countryCode'>, number>>;

const { nameLength, lineLength, cityLength, shortLength } = CUSTOMER_LIMITS;
const MAX_LENGTHS: Lengths = {
  firstName: nameLength,
  lastName: nameLength,
  company: nameLength,
  line1: lineLength,
  line2: lineLength,
  city: cityLength,
  province: cityLength,
  postalCode: shortLength,
  phone: shortLength,
};

/** The first rule an address breaks, or undefined. */
export function brokenAddressRule(address: PostalAddress): Refusal | undefined {
  const invalid = (message: string, field: string): Refusal =>
    refused('INVALID_VALUE', message, 'address', field);
  if (address.line1.trim() === '') return invalid('must not be empty', 'line1');
  if (address.city.trim() === '') return invalid('must not be empty', 'city');
  if (!/^[A-Z]{2}$/.test(address.countryCode))
    return invalid('must be an ISO 3166-1 alpha-2 code', 'countryCode');
  for (const [field, maxLength] of Object.entries(MAX_LENGTHS) as [keyof Lengths, number][]) {
    if ((address[field]?.length ?? 0) > maxLength)
      return invalid(`must have at most ${String(maxLength)} characters`, field);
  }
  return undefined;
}

/** The refusal of a name that is too long, or undefined. */
export function brokenNameRule(names: {
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
}): Refusal | undefined {
  for (const field of ['firstName', 'lastName'] as const) {
    if ((names[field]?.length ?? 0) > nameLength)
      return refused('INVALID_VALUE', 'must have at most 100 characters', field);
  }
  return undefined;
}
