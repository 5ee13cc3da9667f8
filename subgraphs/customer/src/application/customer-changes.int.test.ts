import { createCustomer } from './create-customer';
import { assignSegment, removeSegment } from './customer-segments';
import { updateCustomer } from './update-customer';
import { upsertAddress } from './upsert-address';
import { REQUEST, openCustomers } from '../customer-fixture.suite';
import type { CustomerFixture } from '../customer-fixture.suite';
import type { PostalAddress } from '../domain/customer';

let customers: CustomerFixture;
let serial = 0;

beforeAll(async () => {
  customers = await openCustomers();
});
afterAll(() => customers.close());

async function created(): Promise<string> {
  serial += 1;
  const draft = { email: `person${String(serial)}@example.com`, firstName: 'Ida', lastName: 'Quill' };
  const outcome = await createCustomer(customers.deps, draft, REQUEST);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

const address: PostalAddress = {
  firstName: null,
  lastName: null,
  company: null,
  line1: '1 Mill Lane',
  line2: null,
  city: 'Fairhaven',
  province: null,
  postalCode: null,
  countryCode: 'US',
  phone: null,
};

test('events say that a customer changed and which segments they are in, and nothing about the person', async () => {
  const id = await created();
  await assignSegment(customers.deps, { customerId: id, segment: 'vip' }, REQUEST);
  await updateCustomer(customers.deps, { id, fields: { firstName: 'Vera' }, expectedVersion: 2 }, REQUEST);
  const events = (await customers.events()).filter((event) => event.aggregate_id === id);
  expect(events.map(({ type, payload }) => [type, payload])).toEqual([
    ['customer.created.v1', { customer_id: id, version: 1, segments: [] }],
    ['customer.updated.v1', { customer_id: id, version: 2, segments: ['vip'] }],
    [
      'customer.segment.recalculated.v1',
      { customer_id: id, version: 2, segments: ['vip'], added: ['vip'], removed: [] },
    ],
    ['customer.updated.v1', { customer_id: id, version: 3, segments: ['vip'] }],
  ]);
  expect(
    JSON.stringify(await customers.database.query('SELECT * FROM outbox'), (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  ).not.toMatch(/Quill|Vera|example\.com/);
});

test('what staff changed is in the audit log, what customers changed themselves is not', async () => {
  const id = await created();
  const own = { ...REQUEST, actor: `customer:${id}`, isStaff: false, customerId: id };
  await updateCustomer(customers.deps, { id, fields: { firstName: 'Una' }, expectedVersion: undefined }, own);
  await assignSegment(customers.deps, { customerId: id, segment: 'new' }, REQUEST);
  const audit = await customers.database.query(
    'SELECT actor, action FROM audit_log WHERE entity = $1 ORDER BY at',
    [`customer:${id}`],
  );
  expect(audit).toEqual([
    { actor: 'support:s1', action: 'customerCreate' },
    { actor: 'support:s1', action: 'customerSegmentAssign' },
  ]);
});

test('an e-mail address belongs to one customer, whatever its case', async () => {
  const id = await created();
  const taken = `PERSON${String(serial)}@Example.com`;
  expect(
    await createCustomer(customers.deps, { email: taken, firstName: null, lastName: null }, REQUEST),
  ).toMatchObject({ code: 'EMAIL_TAKEN' });
  const other = await created();
  expect(
    await updateCustomer(
      customers.deps,
      { id: other, fields: { email: taken }, expectedVersion: undefined },
      REQUEST,
    ),
  ).toMatchObject({ code: 'EMAIL_TAKEN' });
  expect(await customers.reader.customersById([id, other])).toHaveLength(2);
});

test('registering twice with one key makes one customer', async () => {
  const request = { ...REQUEST, idempotencyKey: 'k1' };
  const draft = { email: 'once@example.com', firstName: null, lastName: null };
  const first = await createCustomer(customers.deps, draft, request);
  expect(first.kind).toBe('done');
  expect(await createCustomer(customers.deps, draft, request)).toEqual(first);
});

test('a default passes from one address to another, also when many do it at once', async () => {
  const id = await created();
  const upsert = () =>
    upsertAddress(
      customers.deps,
      { customerId: id, id: undefined, address, isDefaultShipping: true, isDefaultBilling: undefined },
      REQUEST,
    );
  await Promise.all(Array.from({ length: 6 }, upsert));
  const addresses = await customers.reader.addressesOf([id]);
  expect(addresses).toHaveLength(6);
  expect(addresses.filter(({ isDefaultShipping }) => isDefaultShipping)).toHaveLength(1);
  expect(addresses.filter(({ isDefaultBilling }) => isDefaultBilling)).toHaveLength(1);
});

test('a segment that does not exist is refused, one that is left again is gone', async () => {
  const id = await created();
  expect(await assignSegment(customers.deps, { customerId: id, segment: 'nobody' }, REQUEST)).toMatchObject({
    code: 'SEGMENT_UNKNOWN',
  });
  await assignSegment(customers.deps, { customerId: id, segment: 'vip' }, REQUEST);
  await removeSegment(customers.deps, { customerId: id, segment: 'vip' }, REQUEST);
  expect(await customers.reader.segmentsOf([id])).toEqual([]);
});

test('somebody else cannot change a customer and cannot tell that there is one', async () => {
  const id = await created();
  const stranger = { ...REQUEST, actor: 'customer:x', isStaff: false, customerId: 'x' };
  const attempt = (target: string) =>
    updateCustomer(
      customers.deps,
      { id: target, fields: { firstName: 'Mine' }, expectedVersion: 9 },
      stranger,
    );
  expect(await attempt(id)).toEqual(await attempt('0192f0c1-0000-7000-8000-00000000dead'));
  expect(await customers.reader.customersById([id])).toMatchObject([{ firstName: 'Ida', version: 1 }]);
});
