import type { ExecutionResult } from 'graphql';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import { CART_SERVICE, STAFF, faultsOf, openInventory } from '../inventory-fixture.suite';
import type { InventoryFixture } from '../inventory-fixture.suite';
import { imbalances, line } from '../persistence/stocked-database.suite';

let inventory: InventoryFixture;
beforeAll(async () => {
  inventory = await openInventory();
});
afterEach(async () => expect(await imbalances(inventory.database)).toEqual([]));
afterAll(() => inventory.drop());

const SAVE = `mutation ($input: LocationUpsertInput!) { locationUpsert(input: $input) {
  location { code region allocationOrder storeId } userErrors { code field } } }`;
const POLICY = `mutation ($input: StockPolicySetInput!) { stockPolicySet(input: $input) {
  level { safetyStock backorderable backorderLimit backordered lowStockThreshold version }
  userErrors { __typename code field ... on VersionConflictError { currentVersion } } } }`;
const HISTORY = `query ($sku: String!, $location: String, $first: Int, $after: String) {
  stockHistory(sku: $sku, location: $location, first: $first, after: $after) { totalCount
    nodes { kind delta onHandAfter reason reference actor location } pageInfo { hasNextPage endCursor } } }`;

const ask = async (source: string, variables: object): Promise<Record<string, unknown>> => {
  const { data, errors } = await inventory.run(source, { ...variables }, STAFF);
  expect(errors).toBeUndefined();
  return Object.values(data ?? {})[0] as Record<string, unknown>;
};
const adjust = (sku: string, delta: number, reason: string, location = 'us-east'): Promise<ExecutionResult> =>
  inventory.run(
    'mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { code field } } }',
    { input: { sku, location, delta, reason, idempotencyKey: newId() } },
    STAFF,
  );
const reserve = (sku: string, quantity: number) =>
  inventory.reservations.reserve(
    {
      operationId: newId(),
      cartId: newId(),
      region: 'US',
      lines: [line(sku, quantity)],
      allowPartial: false,
    },
    {},
  );
const auditOf = (entity: string): Promise<object[]> =>
  inventory.database.query('SELECT actor, action FROM audit_log WHERE entity = $1 ORDER BY at', [entity]);

test.each([
  [SAVE, { input: { code: 'x', region: 'US' } }],
  [POLICY, { input: { sku: 'x', location: 'us-east', safetyStock: 1 } }],
  [HISTORY, { sku: 'x' }],
  ['{ locations { code } }', {}],
])('%s is refused to guests and customers', async (source, variables) => {
  const customer = { ...STAFF, role: 'customer', customerId: 's1' } as const;
  expect(faultsOf(await inventory.run(source, variables))).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
  expect(faultsOf(await inventory.run(source, variables, customer))).toMatchObject([{ code: 'FORBIDDEN' }]);
  expect(faultsOf(await inventory.run(source, variables, CART_SERVICE))).toMatchObject([
    { code: 'UNAUTHENTICATED' },
  ]);
});

describe('locations', () => {
  test('are made, changed and listed in allocation order, with an audit entry each', async () => {
    const input = { code: 'jp-1', region: 'JP', allocationOrder: 5 };
    expect(await ask(SAVE, { input })).toEqual({ location: { ...input, storeId: null }, userErrors: [] });
    await ask(SAVE, { input: { code: 'jp-2', region: 'JP', allocationOrder: 1, storeId: 'shibuya' } });
    await ask(SAVE, { input: { ...input, allocationOrder: 0 } });
    const { data } = await inventory.run(
      '{ locations(region: "JP") { code allocationOrder storeId } }',
      {},
      STAFF,
    );
    expect(data).toEqual({
      locations: [
        { code: 'jp-1', allocationOrder: 0, storeId: null },
        { code: 'jp-2', allocationOrder: 1, storeId: 'shibuya' },
      ],
    });
    const entry = { actor: 'support:s1', action: 'locationUpsert' };
    expect(await auditOf('location:jp-1')).toEqual([entry, entry]);
  });

  test('made by ten requests at once are made once', async () => {
    const input = { code: 'raced', region: 'JP', allocationOrder: 9 };
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(SAVE, { input })));
    expect(answers.every(({ userErrors }) => (userErrors as object[]).length === 0)).toBe(true);
    expect(await inventory.database.query(`SELECT 1 FROM location WHERE code = 'raced'`)).toHaveLength(1);
  });

  test('with stock keep their region and store, and may change their order', async () => {
    await inventory.stock('rooted', 1);
    const base = { code: 'us-east', region: 'US', allocationOrder: 1 };
    for (const over of [{ region: 'EU' }, { storeId: 'main' }]) {
      expect(await ask(SAVE, { input: { ...base, ...over } })).toEqual({
        location: { ...base, storeId: null },
        userErrors: [{ code: 'LOCATION_HAS_STOCK', field: ['input', 'code'] }],
      });
    }
    expect(await ask(SAVE, { input: { ...base, allocationOrder: 3 } })).toMatchObject({ userErrors: [] });
    await ask(SAVE, { input: base });
  });

  test('cannot be moved while somebody puts the first stock there', async () => {
    await ask(SAVE, { input: { code: 'busy', region: 'US' } });
    const client = await inventory.database.pool.connect();
    try {
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO stock (sku, location, on_hand, available) VALUES ('first', 'busy', 1, 1)`,
      );
      const moving = ask(SAVE, { input: { code: 'busy', region: 'EU' } });
      const waiting = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      await eventually(async () => (await inventory.database.query(waiting)).length === 1, {
        what: 'the move waits',
      });
      await client.query('COMMIT');
      expect(await moving).toMatchObject({ userErrors: [{ code: 'LOCATION_HAS_STOCK' }] });
    } finally {
      client.release();
    }
  });

  test('are at most 500', async () => {
    await inventory.database.query(
      `INSERT INTO location (code, region) SELECT 'many-' || n, 'XX' FROM generate_series(1, 500) n`,
    );
    expect(await ask(SAVE, { input: { code: 'one-more', region: 'US' } })).toEqual({
      location: null,
      userErrors: [{ code: 'LOCATION_LIMIT_REACHED', field: ['input', 'code'] }],
    });
    expect(await ask(SAVE, { input: { code: 'many-7', region: 'YY' } })).toMatchObject({ userErrors: [] });
    await inventory.database.query(`DELETE FROM location WHERE code LIKE 'many-%'`);
  });
});

describe('the policy of a stock row', () => {
  test('is changed where it is mentioned, audited, and an event', async () => {
    await inventory.stock('policy', 40);
    const input = { sku: 'policy', location: 'us-east', safetyStock: 5, lowStockThreshold: 3 };
    expect(await ask(POLICY, { input })).toEqual({
      level: {
        safetyStock: 5,
        backorderable: false,
        backorderLimit: 0,
        backordered: 0,
        lowStockThreshold: 3,
        version: 2,
      },
      userErrors: [],
    });
    expect(
      await ask(POLICY, {
        input: { sku: 'policy', location: 'us-east', backorderable: true, backorderLimit: 2 },
      }),
    ).toMatchObject({ level: { safetyStock: 5, backorderable: true, backorderLimit: 2, version: 3 } });
    expect(await auditOf('stock:policy@us-east')).toHaveLength(2);
    const events = await inventory.database.query(
      `SELECT aggregate_version FROM outbox WHERE aggregate_id = 'policy@us-east' AND type = 'inventory.stock.changed.v1' ORDER BY seq`,
    );
    expect(events).toEqual([{ aggregate_version: 2 }, { aggregate_version: 3 }]);
  });

  test('counts for the next reserve, and not for promises made before', async () => {
    await inventory.stock('promise', 2, { backorderLimit: 5 });
    expect((await reserve('promise', 5)).kind).toBe('granted');
    const base = { sku: 'promise', location: 'us-east' };
    expect(await ask(POLICY, { input: { ...base, backorderLimit: 4 } })).toMatchObject({
      level: { backordered: 3, backorderLimit: 4 },
    });
    expect(await reserve('promise', 2)).toMatchObject({ shortages: [{ available: 1 }] });
    await ask(POLICY, { input: { ...base, backorderable: false } });
    expect(await reserve('promise', 1)).toMatchObject({ shortages: [{ available: 0 }] });
    expect(await inventory.numbers('promise')).toMatchObject({ held: 2, backordered: 3 });
  });

  test('is refused for another version and for a sku never counted there, and changes nothing', async () => {
    await inventory.stock('versioned', 4);
    const input = { sku: 'versioned', location: 'us-east', safetyStock: 1, expectedVersion: 7 };
    expect(await ask(POLICY, { input })).toMatchObject({
      level: { safetyStock: 0, version: 1 },
      userErrors: [
        {
          __typename: 'VersionConflictError',
          code: 'VERSION_CONFLICT',
          field: ['input', 'expectedVersion'],
          currentVersion: 1,
        },
      ],
    });
    expect(await ask(POLICY, { input: { ...input, expectedVersion: 1 } })).toMatchObject({ userErrors: [] });
    expect(await ask(POLICY, { input: { ...input, location: 'eu-1' } })).toEqual({
      level: null,
      userErrors: [{ __typename: 'BasicUserError', code: 'STOCK_UNKNOWN', field: ['input', 'sku'] }],
    });
    expect(await auditOf('stock:versioned@us-east')).toHaveLength(1);
  });

  test('set by ten with the version they saw is set by one', async () => {
    await inventory.stock('contested', 4);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        ask(POLICY, {
          input: { sku: 'contested', location: 'us-east', safetyStock: index, expectedVersion: 1 },
        }),
      ),
    );
    expect(answers.filter(({ userErrors }) => (userErrors as object[]).length === 0)).toHaveLength(1);
  });

  test('decides which rows are low', async () => {
    await inventory.stock('lowish', 20);
    const low = async (): Promise<unknown> =>
      (
        await ask(
          '{ stockLevels(filter: { lowOnly: true, skus: ["lowish"] }) { totalCount nodes { sku } } }',
          {},
        )
      )['totalCount'];
    expect(await low()).toBe(0);
    await ask(POLICY, { input: { sku: 'lowish', location: 'us-east', lowStockThreshold: 20 } });
    expect(await low()).toBe(1);
  });
});

describe('the history of a sku', () => {
  test('tells every change newest first, in pages, also by location', async () => {
    for (const delta of [7, -1, -2]) await adjust('told', delta, `by ${String(delta)}`);
    await adjust('told', 4, 'elsewhere', 'us-west');
    const first = await ask(HISTORY, { sku: 'told', first: 3 });
    expect(first).toMatchObject({
      totalCount: 4,
      nodes: [
        { kind: 'ADJUST', delta: 4, onHandAfter: 4, location: 'us-west' },
        { delta: -2, onHandAfter: 4, reason: 'by -2', actor: 'support:s1' },
        { delta: -1, onHandAfter: 6 },
      ],
      pageInfo: { hasNextPage: true },
    });
    const { endCursor } = first['pageInfo'] as { endCursor: string };
    await adjust('told', 1, 'meanwhile');
    expect(await ask(HISTORY, { sku: 'told', first: 3, after: endCursor })).toMatchObject({
      nodes: [{ delta: 7, onHandAfter: 7 }],
      pageInfo: { hasNextPage: false },
    });
    expect(await ask(HISTORY, { sku: 'told', location: 'us-west' })).toMatchObject({ totalCount: 1 });
  });

  test('is in the order in which the count changed, whoever began first', async () => {
    await inventory.stock('ordered', 100);
    await Promise.all(Array.from({ length: 12 }, () => adjust('ordered', -1, 'sold by hand')));
    const { nodes } = await ask(HISTORY, { sku: 'ordered' });
    expect((nodes as { onHandAfter: number }[]).map(({ onHandAfter }) => onHandAfter)).toEqual(
      Array.from({ length: 12 }, (_, index) => 88 + index),
    );
  });

  test('has the order whose goods left', async () => {
    await inventory.stock('shipped', 3);
    const [cartId, orderId] = [newId(), newId()];
    await inventory.reservations.allocate(
      { cartId, cartVersion: 1, orderId, region: 'US', holdSeconds: 900, lines: [line('shipped', 2)] },
      {},
    );
    await inventory.reservations.commit(orderId, 'service:order', {});
    expect(await ask(HISTORY, { sku: 'shipped' })).toMatchObject({
      nodes: [{ kind: 'COMMIT', delta: -2, onHandAfter: 1, reference: orderId, actor: 'service:order' }],
    });
  });

  test.each([['nonsense'], [Buffer.from('["1"]').toString('base64url')], [cursorOf('x', newId())]])(
    'refuses the cursor %s',
    async (after) => {
      expect(faultsOf(await inventory.run(HISTORY, { sku: 'told', after }, STAFF))).toEqual([
        { code: 'BAD_USER_INPUT', fields: ['after'] },
      ]);
    },
  );
});

function cursorOf(...values: string[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

test('an adjustment below what is held is refused for its delta', async () => {
  await inventory.stock('kept', 3);
  await reserve('kept', 2);
  const { data } = await adjust('kept', -2, 'BROKEN');
  expect(data).toEqual({
    stockAdjust: { userErrors: [{ code: 'QUANTITY_BELOW_RESERVED', field: ['input', 'delta'] }] },
  });
  expect((await adjust('kept', -1, 'BROKEN')).data).toEqual({ stockAdjust: { userErrors: [] } });
  expect((await adjust('never-seen', -1, 'BROKEN')).data).toMatchObject({
    stockAdjust: { userErrors: [{ code: 'QUANTITY_BELOW_RESERVED' }] },
  });
});
