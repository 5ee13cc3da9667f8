import { createCustomer } from '../application/create-customer';
import { assignSegment } from '../application/customer-segments';
import { REQUEST, STAFF, customerViewer, openCustomers } from '../customer-fixture.suite';
import type { CustomerFixture } from '../customer-fixture.suite';

let customers: CustomerFixture;
let ids: string[];

beforeAll(async () => {
  customers = await openCustomers();
  ids = [];
  for (const name of ['Ada', 'Bea', 'Cleo', 'Dora', 'Enid']) {
    customers.clock.advance(1_000);
    const outcome = await createCustomer(
      customers.deps,
      { email: `${name}@example.com`, firstName: name, lastName: 'Under_score' },
      REQUEST,
    );
    if (outcome.kind === 'done') ids.push(outcome.id);
  }
  await assignSegment(customers.deps, { customerId: ids[0] ?? '', segment: 'vip' }, REQUEST);
});
afterAll(() => customers.close());

async function data(
  document: string,
  variables?: Record<string, unknown>,
  viewer?: typeof STAFF,
): Promise<Record<string, unknown>> {
  const result = await customers.run(document, variables, viewer);
  expect(result.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(result.data)) as Record<string, unknown>;
}

const ada = () => customerViewer(ids[0] ?? '');

describe('who sees whom', () => {
  const ONE =
    'query ($id: ID!) { me { email } customer(id: $id) { email segments { code title assignedBy } addresses { id } } }';

  test('customers see themselves, and the role but not the name of who put them into a segment', async () => {
    expect(await data(ONE, { id: ids[0] }, ada())).toEqual({
      me: { email: 'ada@example.com' },
      customer: {
        email: 'ada@example.com',
        segments: [{ code: 'vip', title: 'VIP', assignedBy: 'support' }],
        addresses: [],
      },
    });
  });

  test('somebody else looks missing, to customers and guests alike', async () => {
    expect(await data(ONE, { id: ids[1] }, ada())).toMatchObject({ customer: null });
    expect(await data(ONE, { id: ids[0] })).toEqual({ me: null, customer: null });
  });

  test('staff sees everybody and is nobody', async () => {
    expect(await data(ONE, { id: ids[0] }, STAFF)).toMatchObject({
      me: null,
      customer: { segments: [{ assignedBy: 'support:s1' }] },
    });
  });

  test('references are one statement, and null for whoever is not the viewer', async () => {
    const document =
      'query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Customer { firstName } } }';
    const representations = [...ids, 'nonsense'].map((id) => ({ __typename: 'Customer', id }));
    const before = customers.database.statements;
    expect(await data(document, { representations }, STAFF)).toMatchObject({
      _entities: [...['Ada', 'Bea', 'Cleo', 'Dora', 'Enid'].map((firstName) => ({ firstName })), null],
    });
    expect(customers.database.statements - before).toBe(1);
    expect(await data(document, { representations }, ada())).toEqual({
      _entities: [{ firstName: 'Ada' }, null, null, null, null, null],
    });
  });

  test.each(['{ customers { nodes { id } } }', '{ customerSegments { code } }'])(
    '%s is for staff',
    async (document) => {
      expect((await customers.run(document, {}, ada())).errors?.[0]?.originalError).toMatchObject({
        code: 'FORBIDDEN',
      });
      expect((await customers.run(document)).errors?.[0]?.originalError).toMatchObject({
        code: 'UNAUTHENTICATED',
      });
    },
  );
});

describe('the list of customers', () => {
  const LIST =
    'query ($first: Int, $after: String, $filter: CustomerFilter) { customers(first: $first, after: $after, filter: $filter) { nodes { firstName } totalCount pageInfo { endCursor hasNextPage } } }';
  interface Listed {
    customers: {
      nodes: { firstName: string }[];
      totalCount: number;
      pageInfo: { endCursor: string; hasNextPage: boolean };
    };
  }
  const list = async (variables: Record<string, unknown>) =>
    ((await data(LIST, variables, STAFF)) as unknown as Listed).customers;
  const names = (page: Listed['customers']) => page.nodes.map(({ firstName }) => firstName);

  test('goes newest first, page by page', async () => {
    const first = await list({ first: 3 });
    const second = await list({ first: 3, after: first.pageInfo.endCursor });
    expect([names(first), names(second)]).toEqual([
      ['Enid', 'Dora', 'Cleo'],
      ['Bea', 'Ada'],
    ]);
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage, second.totalCount]).toEqual([
      true,
      false,
      5,
    ]);
  });

  test('is searched by word and filtered by segment, wildcards being plain characters', async () => {
    expect(names(await list({ filter: { query: 'under_score bea' } }))).toEqual(['Bea']);
    expect(names(await list({ filter: { query: 'under%score' } }))).toEqual([]);
    expect(names(await list({ filter: { segment: 'vip' } }))).toEqual(['Ada']);
  });
});

test('customers change themselves: name, addresses, with the refusal beside the current state', async () => {
  const update =
    'mutation ($input: CustomerUpdateInput!) { customerUpdate(input: $input) { customer { firstName version } userErrors { code } } }';
  const { customerUpdate } = (await data(
    update,
    { input: { id: ids[2], firstName: 'Cleopatra' } },
    customerViewer(ids[2] ?? ''),
  )) as { customerUpdate: { customer: { version: number } } };
  expect(customerUpdate).toEqual({ customer: { firstName: 'Cleopatra', version: 2 }, userErrors: [] });
  expect(await data(update, { input: { id: ids[2], expectedVersion: 1 } }, STAFF)).toEqual({
    customerUpdate: {
      customer: { firstName: 'Cleopatra', version: 2 },
      userErrors: [{ code: 'VERSION_CONFLICT' }],
    },
  });
  expect(await data(update, { input: { id: ids[2], firstName: 'X' } }, ada())).toEqual({
    customerUpdate: { customer: null, userErrors: [{ code: 'NOT_FOUND' }] },
  });
  const upsert = `mutation ($input: CustomerAddressUpsertInput!) { customerAddressUpsert(input: $input) { customer { addresses { isDefaultShipping address { city countryCode } } } userErrors { code } } }`;
  const input = {
    customerId: ids[2],
    address: { line1: '1 Mill Lane', city: ' Fairhaven ', countryCode: 'us' },
  };
  expect(await data(upsert, { input }, customerViewer(ids[2] ?? ''))).toEqual({
    customerAddressUpsert: {
      customer: {
        addresses: [{ isDefaultShipping: true, address: { city: 'Fairhaven', countryCode: 'US' } }],
      },
      userErrors: [],
    },
  });
});

test('guests cannot register anybody', async () => {
  const result = await customers.run(
    'mutation { customerCreate(input: { email: "x@example.com" }) { userErrors { code } } }',
    {},
    ada(),
  );
  expect(result.errors?.[0]?.originalError).toMatchObject({ code: 'FORBIDDEN' });
});
