import type { Customer, CustomerAddress, PostalAddress, SegmentMembership } from './customer';
import { CUSTOMER_LIMITS } from './customer';
import { brokenAddressRule, brokenNameRule } from './customer-rules';
import { normaliseEmail } from './email';
import { refused } from './refusal';
import type { Refusal } from './refusal';

/** A customer after a change; the very same object when nothing was to be done. */
export interface CustomerChange {
  readonly kind: 'changed';
  readonly customer: Customer;
}

/** The part of a customer a caller gives; undefined means "not mentioned". */
export interface CustomerFields {
  readonly email?: string | undefined;
  readonly firstName?: string | null | undefined;
  readonly lastName?: string | null | undefined;
}

/** Changes the mentioned fields. */
export function changeCustomer(
  before: Customer,
  fields: CustomerFields,
  now: Date,
): CustomerChange | Refusal {
  const email = fields.email === undefined ? before.email : normaliseEmail(fields.email);
  if (email === undefined) return refused('INVALID_VALUE', 'is not an e-mail address', 'email');
  const broken = brokenNameRule(fields);
  if (broken !== undefined) return broken;
  const firstName = fields.firstName === undefined ? before.firstName : fields.firstName;
  const lastName = fields.lastName === undefined ? before.lastName : fields.lastName;
  const isSame = email === before.email && firstName === before.firstName && lastName === before.lastName;
  return isSame ? unchanged(before) : versioned({ ...before, email, firstName, lastName }, now);
}

/** An address to add, or to put in the place of the one with this id. */
export interface AddressFields {
  readonly id: string | undefined;
  readonly address: PostalAddress;
  /** Undefined keeps what it is; for a first address it means yes. */
  readonly isDefaultShipping: boolean | undefined;
  readonly isDefaultBilling: boolean | undefined;
}

/** Adds or replaces an address. Making it a default takes that from the others. */
export function upsertAddress(
  before: Customer,
  fields: AddressFields,
  facts: { readonly newId: string; readonly now: Date },
): CustomerChange | Refusal {
  const broken = brokenAddressRule(fields.address);
  if (broken !== undefined) return broken;
  const known = before.addresses.find(({ id }) => id === fields.id);
  if (fields.id !== undefined && known === undefined)
    return refused('NOT_FOUND', 'There is no such address.', 'id');
  if (known === undefined && before.addresses.length >= CUSTOMER_LIMITS.addresses) {
    return refused('TOO_MANY_ADDRESSES', 'a customer has at most 50 addresses', 'address');
  }
  const isFirst = before.addresses.length === 0;
  const place = known ?? {
    id: facts.newId,
    isDefaultShipping: isFirst,
    isDefaultBilling: isFirst,
    createdAt: facts.now,
  };
  const written = writtenAddress(place, fields);
  const others = before.addresses.map((other) =>
    other.id === written.id ? written : withoutDefaultsOf(written, other),
  );
  return versioned({ ...before, addresses: known === undefined ? [...others, written] : others }, facts.now);
}

function writtenAddress(place: Omit<CustomerAddress, 'address'>, fields: AddressFields): CustomerAddress {
  return {
    ...place,
    address: fields.address,
    isDefaultShipping: fields.isDefaultShipping ?? place.isDefaultShipping,
    isDefaultBilling: fields.isDefaultBilling ?? place.isDefaultBilling,
  };
}

function withoutDefaultsOf(written: CustomerAddress, other: CustomerAddress): CustomerAddress {
  const isDefaultShipping = other.isDefaultShipping && !written.isDefaultShipping;
  const isDefaultBilling = other.isDefaultBilling && !written.isDefaultBilling;
  const isSame = isDefaultShipping === other.isDefaultShipping && isDefaultBilling === other.isDefaultBilling;
  return isSame ? other : { ...other, isDefaultShipping, isDefaultBilling };
}

/** Takes an address out of the book. */
export function removeAddress(before: Customer, addressId: string, now: Date): CustomerChange | Refusal {
  const addresses = before.addresses.filter(({ id }) => id !== addressId);
  if (addresses.length === before.addresses.length)
    return refused('NOT_FOUND', 'There is no such address.', 'id');
  return versioned({ ...before, addresses }, now);
}

/** Puts the customer into a segment. Assigning twice changes nothing. */
export function assignSegment(before: Customer, membership: SegmentMembership): CustomerChange {
  if (before.segments.some(({ code }) => code === membership.code)) return unchanged(before);
  return versioned({ ...before, segments: [...before.segments, membership] }, membership.assignedAt);
}

/** Takes the customer out of a segment. Removing twice changes nothing. */
export function removeSegment(before: Customer, segment: string, now: Date): CustomerChange {
  const segments = before.segments.filter(({ code }) => code !== segment);
  return segments.length === before.segments.length
    ? unchanged(before)
    : versioned({ ...before, segments }, now);
}

function unchanged(customer: Customer): CustomerChange {
  return { kind: 'changed', customer };
}

function versioned(customer: Customer, now: Date): CustomerChange {
  return { kind: 'changed', customer: { ...customer, version: customer.version + 1, updatedAt: now } };
}
