import {
  assignSegment,
  changeCustomer,
  removeAddress,
  removeSegment,
  upsertAddress,
} from './change-customer';
import type { AddressFields, CustomerChange } from './change-customer';
import { draftCustomer } from './create-customer';
import type { Customer, PostalAddress } from './customer';
import { isRefusal } from './refusal';
import type { Refusal } from './refusal';

const born = new Date('2026-01-01T00:00:00Z');
const now = new Date('2026-02-01T00:00:00Z');
const home: PostalAddress = {
  firstName: 'Ida',
  lastName: 'Quill',
  company: null,
  line1: '1 Mill Lane',
  line2: null,
  city: 'Fairhaven',
  province: null,
  postalCode: '10001',
  countryCode: 'US',
  phone: null,
};

function ida(): Customer {
  const customer = draftCustomer(
    { email: ' Ida@Example.com ', firstName: 'Ida', lastName: null },
    { id: 'c', now: born },
  );
  if (isRefusal(customer)) throw new Error('not a customer');
  return customer;
}

function changed(outcome: CustomerChange | Refusal): Customer {
  if (outcome.kind !== 'changed') throw new Error(JSON.stringify(outcome));
  return outcome.customer;
}

let serial = 0;
function add(customer: Customer, fields: Partial<AddressFields> = {}): Customer {
  serial += 1;
  const whole = {
    id: undefined,
    address: home,
    isDefaultShipping: undefined,
    isDefaultBilling: undefined,
    ...fields,
  };
  return changed(upsertAddress(customer, whole, { newId: `a${String(serial)}`, now }));
}

describe('a new customer', () => {
  test('begins at version 1 under the normalised address', () => {
    expect(ida()).toMatchObject({ email: 'ida@example.com', version: 1, addresses: [], segments: [] });
  });

  test.each([
    '',
    'ida',
    'ida@',
    '@example.com',
    'ida@example',
    'i da@example.com',
    'a@b@c.com',
    `${'x'.repeat(250)}@example.com`,
  ])('with "%s" as e-mail address is refused', (email) => {
    expect(draftCustomer({ email, firstName: null, lastName: null }, { id: 'c', now })).toMatchObject({
      field: ['input', 'email'],
    });
  });
});

describe('changing a customer', () => {
  test('to what it already is changes nothing, whatever the case of the address', () => {
    const customer = ida();
    expect(changed(changeCustomer(customer, { email: 'IDA@example.com', firstName: 'Ida' }, now))).toBe(
      customer,
    );
  });

  test('removes a name by null and keeps one that is not mentioned', () => {
    expect(changed(changeCustomer(ida(), { firstName: null }, now))).toMatchObject({
      firstName: null,
      lastName: null,
      version: 2,
      updatedAt: now,
    });
  });
});

describe('the address book', () => {
  test('makes a first address the default of both kinds', () => {
    expect(add(ida()).addresses).toMatchObject([{ isDefaultShipping: true, isDefaultBilling: true }]);
  });

  test('has one default of each kind: a new one takes it from the old', () => {
    const customer = add(add(ida()), { isDefaultShipping: true });
    expect(customer.addresses).toMatchObject([
      { isDefaultShipping: false, isDefaultBilling: true },
      { isDefaultShipping: true, isDefaultBilling: false },
    ]);
  });

  test('replaces an address in its place and keeps its defaults', () => {
    const before = add(add(ida()));
    const id = before.addresses[0]?.id;
    const after = add(before, { id, address: { ...home, city: 'Newport' } });
    expect(after.addresses).toMatchObject([
      { id, address: { city: 'Newport' }, isDefaultShipping: true },
      { address: { city: 'Fairhaven' } },
    ]);
  });

  test('refuses to replace or remove an address of somebody else', () => {
    expect(
      upsertAddress(
        ida(),
        { id: 'foreign', address: home, isDefaultShipping: undefined, isDefaultBilling: undefined },
        { newId: 'x', now },
      ),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(removeAddress(ida(), 'foreign', now)).toMatchObject({ code: 'NOT_FOUND' });
  });

  test.each<[string, Partial<PostalAddress>]>([
    ['line1', { line1: ' ' }],
    ['city', { city: '' }],
    ['countryCode', { countryCode: 'USA' }],
    ['phone', { phone: '1'.repeat(41) }],
  ])('refuses a broken %s', (field, broken) => {
    const fields = {
      id: undefined,
      address: { ...home, ...broken },
      isDefaultShipping: undefined,
      isDefaultBilling: undefined,
    };
    expect(upsertAddress(ida(), fields, { newId: 'x', now })).toMatchObject({
      code: 'INVALID_VALUE',
      field: ['input', 'address', field],
    });
  });

  test('holds 50 addresses', () => {
    let customer = ida();
    for (let n = 0; n < 50; n += 1) customer = add(customer);
    const fields = {
      id: undefined,
      address: home,
      isDefaultShipping: undefined,
      isDefaultBilling: undefined,
    };
    expect(upsertAddress(customer, fields, { newId: 'x', now })).toMatchObject({
      code: 'TOO_MANY_ADDRESSES',
    });
  });
});

test('assigning and removing a segment twice changes nothing the second time', () => {
  const vip = { code: 'vip', assignedBy: 'support:s1', assignedAt: now };
  const member = assignSegment(ida(), vip).customer;
  expect(member).toMatchObject({ segments: [vip], version: 2 });
  expect(assignSegment(member, vip).customer).toBe(member);
  const left = removeSegment(member, 'vip', now).customer;
  expect(left).toMatchObject({ segments: [], version: 3 });
  expect(removeSegment(left, 'vip', now).customer).toBe(left);
});
