import { newId } from '@agora/platform/ids';
import { CART_SERVICE, STAFF, faultsOf, openInventory } from '../inventory-fixture.suite';
import type { InventoryFixture } from '../inventory-fixture.suite';

let inventory: InventoryFixture;
let before: unknown;
beforeAll(async () => {
  inventory = await openInventory();
  await inventory.stock('MUG', 40);
  before = await everything();
});
afterAll(() => inventory.drop());

const TABLES = [
  'stock',
  'location',
  'hold',
  'hold_line',
  'hold_target',
  'hold_operation',
  'stock_adjustment',
];

/** Every row of the domain and of its outbox and audit log. */
function everything(): Promise<unknown> {
  return Promise.all(
    [...TABLES, 'outbox', 'audit_log'].map((table) => inventory.database.query(`SELECT * FROM ${table}`)),
  );
}

const LONG = 'x'.repeat(10_240);
const HUGE = 2_000_000_000;
const line = { sku: 'MUG', delta: 1 };
const lines = (count: number): object[] =>
  Array.from({ length: count }, (_, n) => ({ ...line, sku: `S${String(n)}` }));
const reserve = { operationId: newId(), cartId: newId(), storeId: 'main', region: 'US', lines: [line] };
const allocate = {
  operationId: newId(),
  cartId: newId(),
  cartVersion: 1,
  orderId: newId(),
  holdSeconds: 900,
  lines: [line],
};
const release = { operationId: newId(), ownerId: newId(), reason: 'FAILED' };
const set = { sku: 'MUG', location: 'us-east', quantity: 41 };
const adjust = { sku: 'MUG', location: 'us-east', delta: 1, reason: 'FOUND', idempotencyKey: 'key' };
const policy = { sku: 'MUG', location: 'us-east', safetyStock: 1 };
const location = { code: 'new', region: 'US', allocationOrder: 1 };

/** Mutation, input, the field that is refused. */
type Case = readonly [mutation: string, input: object, field: string];

const CASES: readonly Case[] = [
  ['inventoryReserve', { ...reserve, operationId: 'one' }, 'input.operationId'],
  ['inventoryReserve', { ...reserve, cartId: LONG }, 'input.cartId'],
  ['inventoryReserve', { ...reserve, storeId: '' }, 'input.storeId'],
  ['inventoryReserve', { ...reserve, storeId: LONG }, 'input.storeId'],
  ['inventoryReserve', { ...reserve, region: LONG }, 'input.region'],
  ['inventoryReserve', { ...reserve, region: 'U\u0000' }, 'input.region'],
  ['inventoryReserve', { ...reserve, sagaId: LONG }, 'input.sagaId'],
  ['inventoryReserve', { ...reserve, lines: [{ ...line, delta: 0 }] }, 'input.lines.0.delta'],
  ['inventoryReserve', { ...reserve, lines: [line, { ...line, delta: -1 }] }, 'input.lines.1.delta'],
  ['inventoryReserve', { ...reserve, lines: [{ ...line, delta: HUGE }] }, 'input.lines.0.delta'],
  ['inventoryReserve', { ...reserve, lines: [{ ...line, sku: '' }] }, 'input.lines.0.sku'],
  ['inventoryReserve', { ...reserve, lines: [{ ...line, sku: LONG }] }, 'input.lines.0.sku'],
  ['inventoryReserve', { ...reserve, lines: [{ ...line, sku: 'M\u0000' }] }, 'input.lines.0.sku'],
  ['inventoryReserve', { ...reserve, lines: lines(300) }, 'input.lines'],
  ['inventoryAllocate', { ...allocate, cartId: '' }, 'input.cartId'],
  ['inventoryAllocate', { ...allocate, orderId: 'AG-2026' }, 'input.orderId'],
  ['inventoryAllocate', { ...allocate, cartVersion: -1 }, 'input.cartVersion'],
  ['inventoryAllocate', { ...allocate, cartVersion: null }, 'input.cartVersion'],
  ['inventoryAllocate', { ...allocate, cartId: null }, 'input.cartVersion'],
  ['inventoryAllocate', { ...allocate, holdSeconds: 0 }, 'input.holdSeconds'],
  ['inventoryAllocate', { ...allocate, holdSeconds: HUGE }, 'input.holdSeconds'],
  ['inventoryAllocate', { ...allocate, lines: [] }, 'input.lines'],
  ['inventoryAllocate', { ...allocate, lines: lines(251) }, 'input.lines'],
  ['inventoryAllocate', { ...allocate, lines: [{ ...line, delta: -5 }] }, 'input.lines.0.delta'],
  ['inventoryCommit', { ...release, ownerId: 'x' }, 'input.ownerId'],
  ['inventoryRelease', { ...release, ownerId: 'x' }, 'input.ownerId'],
  ['inventoryRelease', { ...release, operationId: LONG }, 'input.operationId'],
  ['inventoryRelease', { ...release, lines: [] }, 'input.lines'],
  ['inventoryRelease', { ...release, lines: lines(300) }, 'input.lines'],
  ['inventoryRelease', { ...release, lines: [{ ...line, delta: -1 }] }, 'input.lines.0.delta'],
  ['inventoryCommit', { ...release, lines: [{ ...line, sku: LONG }] }, 'input.lines.0.sku'],
  ['inventoryCommit', { ...release, operationId: '' }, 'input.operationId'],
  ['inventoryRelease', { ...release, reason: ' ' }, 'input.reason'],
  ['inventoryRelease', { ...release, reason: LONG }, 'input.reason'],
  ['inventoryRelease', { ...release, reason: 'a\u0000' }, 'input.reason'],
  ['stockSet', { ...set, quantity: -1 }, 'input.quantity'],
  ['stockSet', { ...set, quantity: HUGE }, 'input.quantity'],
  ['stockSet', { ...set, expectedQuantity: -1 }, 'input.expectedQuantity'],
  ['stockSet', { ...set, sku: '' }, 'input.sku'],
  ['stockSet', { ...set, sku: LONG }, 'input.sku'],
  ['stockSet', { ...set, location: LONG }, 'input.location'],
  ['stockSet', { ...set, location: 'us\u0000' }, 'input.location'],
  ['stockSet', { ...set, reason: LONG }, 'input.reason'],
  ['stockSet', { ...set, idempotencyKey: '' }, 'input.idempotencyKey'],
  ['stockAdjust', { ...adjust, delta: 0 }, 'input.delta'],
  ['stockAdjust', { ...adjust, delta: HUGE }, 'input.delta'],
  ['stockAdjust', { ...adjust, delta: -HUGE }, 'input.delta'],
  ['stockAdjust', { ...adjust, reason: '' }, 'input.reason'],
  ['stockAdjust', { ...adjust, sku: ' ' }, 'input.sku'],
  ['stockAdjust', { ...adjust, idempotencyKey: LONG }, 'input.idempotencyKey'],
  ['stockAdjust', { ...adjust, idempotencyKey: 'k\u0000' }, 'input.idempotencyKey'],
  ['stockPolicySet', { ...policy, safetyStock: -1 }, 'input.safetyStock'],
  ['stockPolicySet', { ...policy, safetyStock: null }, 'input.safetyStock'],
  ['stockPolicySet', { ...policy, backorderLimit: HUGE }, 'input.backorderLimit'],
  ['stockPolicySet', { ...policy, lowStockThreshold: -1 }, 'input.lowStockThreshold'],
  ['stockPolicySet', { ...policy, expectedVersion: 0 }, 'input.expectedVersion'],
  ['stockPolicySet', { ...policy, sku: LONG }, 'input.sku'],
  ['stockPolicySet', { ...policy, location: '' }, 'input.location'],
  ['locationUpsert', { ...location, code: '' }, 'input.code'],
  ['locationUpsert', { ...location, code: LONG }, 'input.code'],
  ['locationUpsert', { ...location, region: ' ' }, 'input.region'],
  ['locationUpsert', { ...location, storeId: 's\u0000' }, 'input.storeId'],
  ['locationUpsert', { ...location, allocationOrder: -1 }, 'input.allocationOrder'],
  ['locationUpsert', { ...location, allocationOrder: HUGE }, 'input.allocationOrder'],
];

/** Refusals of the business for what is well formed and not there. */
const REFUSED: readonly (readonly [mutation: string, input: object, code: string])[] = [
  ['stockSet', { ...set, location: 'moon' }, 'LOCATION_UNKNOWN'],
  ['stockAdjust', { ...adjust, location: 'moon' }, 'LOCATION_UNKNOWN'],
  ['stockAdjust', { ...adjust, delta: -41 }, 'QUANTITY_BELOW_RESERVED'],
  ['stockPolicySet', { ...policy, sku: 'unheard-of' }, 'STOCK_UNKNOWN'],
  ['stockPolicySet', { ...policy, location: 'moon' }, 'STOCK_UNKNOWN'],
];

const inputTypeOf = (mutation: string): string =>
  mutation === 'inventoryCommit'
    ? 'InventoryReleaseInput'
    : `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
const send = (mutation: string, input: object) =>
  inventory.run(
    `mutation ($input: ${inputTypeOf(mutation)}!) { ${mutation}(input: $input) { userErrors { code } } }`,
    { input },
    mutation.startsWith('inventory') ? CART_SERVICE : STAFF,
  );
const short = (input: object): string => JSON.stringify(input).slice(0, 160);

describe('bad input is BAD_USER_INPUT with the path of its field', () => {
  afterAll(async () => expect(await everything()).toEqual(before));

  test.each(CASES.map((one) => [one[0], one[2], short(one[1]), one] as const))(
    '%s: %s of %s',
    async (_mutation, _field, _input, [mutation, input, field]) => {
      expect(faultsOf(await send(mutation, input))).toEqual([{ code: 'BAD_USER_INPUT', fields: [field] }]);
    },
  );

  test.each(REFUSED.map((one) => [one[0], one[2], short(one[1]), one] as const))(
    '%s: %s for %s',
    async (_mutation, _code, _input, [mutation, input, code]) => {
      const { data, errors } = await send(mutation, input);
      expect(errors).toBeUndefined();
      expect(data).toEqual({ [mutation]: { userErrors: [{ code }] } });
    },
  );

  test('a number beyond 32 bits is refused before anything runs', async () => {
    expect(faultsOf(await send('stockSet', { ...set, quantity: 3_000_000_000 }))).toEqual([
      { code: 'GRAPHQL', fields: [] },
    ]);
  });
});

describe('bad arguments of queries', () => {
  const LEVELS = `query ($first: Int, $after: String, $filter: StockFilter) { stockLevels(first: $first, after: $after, filter: $filter) { nodes { sku } } }`;
  const HISTORY = `query ($sku: String!, $location: String, $first: Int) { stockHistory(sku: $sku, location: $location, first: $first) { nodes { id } } }`;
  const cursor = (...values: string[]): string => Buffer.from(JSON.stringify(values)).toString('base64url');

  test.each([
    [LEVELS, { first: 0 }, 'first'],
    [LEVELS, { first: 101 }, 'first'],
    [LEVELS, { first: -1 }, 'first'],
    [LEVELS, { after: 'nonsense' }, 'after'],
    [LEVELS, { after: cursor('a', 'b\u0000') }, 'after'],
    [LEVELS, { filter: { skus: Array(501).fill('a') } }, 'filter.skus'],
    [LEVELS, { filter: { skus: ['a', LONG] } }, 'filter.skus.1'],
    [LEVELS, { filter: { region: 'U\u0000' } }, 'filter.region'],
    [LEVELS, { filter: { location: LONG } }, 'filter.location'],
    [HISTORY, { sku: 'M\u0000' }, 'sku'],
    [HISTORY, { sku: LONG }, 'sku'],
    [HISTORY, { sku: 'MUG', location: '' }, 'location'],
    [HISTORY, { sku: 'MUG', first: 101 }, 'first'],
    ['query ($region: String) { locations(region: $region) { code } }', { region: 'U\u0000' }, 'region'],
  ])('%s with %j is refused for %s', async (source, variables, field) => {
    expect(faultsOf(await inventory.run(source, variables, STAFF))).toEqual([
      { code: 'BAD_USER_INPUT', fields: [field] },
    ]);
  });

  test('what cannot be a sku has no stock', async () => {
    const source = `query ($sku: String!, $representations: [_Any!]!) { availability(sku: $sku) { status }
      _entities(representations: $representations) { ... on ProductVariant { availability { status } } } }`;
    for (const sku of ['M\u0000', LONG, '']) {
      const representations = [{ __typename: 'ProductVariant', sku }];
      const { data, errors } = await inventory.run(source, { sku, representations });
      expect(errors).toBeUndefined();
      expect(data).toEqual({ availability: null, _entities: [{ availability: null }] });
    }
  });
});

test('an unknown region has nothing, and does not bind the cart to it', async () => {
  const input = { ...reserve, operationId: newId(), cartId: newId() };
  const { data } = await send('inventoryReserve', { ...input, region: 'ATLANTIS' });
  expect(data).toEqual({ inventoryReserve: { userErrors: [{ code: 'INSUFFICIENT_STOCK' }] } });
  expect((await send('inventoryReserve', input)).data).toEqual({ inventoryReserve: { userErrors: [] } });
});

test('lines of one sku add up', async () => {
  const input = { ...reserve, operationId: newId(), cartId: newId(), lines: Array(40).fill(line) };
  expect((await send('inventoryReserve', input)).data).toEqual({
    inventoryReserve: { userErrors: [{ code: 'INSUFFICIENT_STOCK' }] },
  });
  expect((await send('inventoryReserve', { ...input, lines: Array(39).fill(line) })).data).toEqual({
    inventoryReserve: { userErrors: [] },
  });
});
