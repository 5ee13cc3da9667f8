import type { ExecutionResult } from 'graphql';
import { newId } from '@agora/platform/ids';
import { CART_SERVICE, STAFF, openInventory } from '../inventory-fixture.suite';
import type { InventoryFixture } from '../inventory-fixture.suite';

let inventory: InventoryFixture;
beforeAll(async () => {
  inventory = await openInventory();
  await inventory.stock('MUG', 40);
  await inventory.stock('MUG', 1, { location: 'eu-1' });
  await inventory.stock('TEE', 3);
  await inventory.stock('TEE', 2, { location: 'us-west' });
});
afterAll(() => inventory.drop());

const RESERVE = `mutation ($input: InventoryReserveInput!) { inventoryReserve(input: $input) {
  reservation { id type ownerId status expiresAt hardCapAt lines { sku quantity backordered } }
  granted { sku quantity } insufficient { sku requested available } userErrors { code field } } }`;
const OF_OWNER = `query ($ownerId: ID!) { reservationOfOwner(ownerId: $ownerId) { status lines { sku quantity backordered } } }`;
const reserveInput = (over: object): object => ({
  operationId: newId(),
  cartId: newId(),
  storeId: 'main',
  lines: [{ sku: 'MUG', delta: 1 }],
  ...over,
});

describe('availability', () => {
  const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ProductVariant { sku
    us: availability { status quantityAvailable backorderable version asOf } eu: availability(region: "EU") { status quantityAvailable } } } }`;

  test('of many variants is one statement', async () => {
    const representations = ['MUG', 'TEE', 'NONE'].map((sku) => ({ __typename: 'ProductVariant', sku }));
    const before = inventory.database.statements;
    const { data, errors } = await inventory.run(ENTITIES, { representations });
    expect(errors).toBeUndefined();
    expect(inventory.database.statements - before).toBe(1);
    expect(data).toMatchObject({
      _entities: [
        {
          sku: 'MUG',
          us: { status: 'IN_STOCK', quantityAvailable: null },
          eu: { status: 'LOW_STOCK', quantityAvailable: 1 },
        },
        {
          sku: 'TEE',
          us: { status: 'LOW_STOCK', quantityAvailable: 5 },
          eu: { status: 'OUT_OF_STOCK', quantityAvailable: 0 },
        },
        { sku: 'NONE', us: null, eu: null },
      ],
    });
  });

  test('can be asked for one sku by anybody', async () => {
    const { data } = await inventory.run(
      '{ availability(sku: "TEE") { status version } none: availability(sku: "NONE") { status } }',
    );
    expect(data).toMatchObject({ availability: { status: 'LOW_STOCK' }, none: null });
  });
});

describe('stock levels', () => {
  const LEVELS = `query ($first: Int, $after: String, $filter: StockFilter) { stockLevels(first: $first, after: $after, filter: $filter) {
    totalCount edges { cursor node { sku location onHand } } pageInfo { hasNextPage endCursor } } }`;

  test('are refused to everybody but staff', async () => {
    const { data, errors } = await inventory.run(LEVELS);
    expect(data).toEqual({ stockLevels: null });
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'UNAUTHENTICATED' });
    const variant = await inventory.run(
      '{ _entities(representations: [{ __typename: "ProductVariant", sku: "MUG" }]) { ... on ProductVariant { stock { sku } } } }',
    );
    expect(variant.data).toEqual({ _entities: [{ stock: null }] });
  });

  test('come in pages by sku and location', async () => {
    const filter = { skus: ['MUG', 'TEE'] };
    const first = await inventory.run(LEVELS, { first: 3, filter }, STAFF);
    expect(first.data).toMatchObject({
      stockLevels: {
        totalCount: 4,
        edges: [{ node: { location: 'eu-1' } }, { node: { location: 'us-east' } }, { node: { sku: 'TEE' } }],
        pageInfo: { hasNextPage: true },
      },
    });
    const after = (first.data as { stockLevels: { pageInfo: { endCursor: string } } }).stockLevels.pageInfo
      .endCursor;
    const rest = await inventory.run(LEVELS, { first: 3, after, filter }, STAFF);
    expect(rest.data).toMatchObject({
      stockLevels: {
        edges: [{ node: { sku: 'TEE', location: 'us-west' } }],
        pageInfo: { hasNextPage: false },
      },
    });
  });

  test('can be filtered', async () => {
    const low = await inventory.run(
      LEVELS,
      { filter: { lowOnly: true, region: 'US', skus: ['MUG', 'TEE'] } },
      STAFF,
    );
    expect(low.data).toMatchObject({ stockLevels: { totalCount: 2 } });
    const there = await inventory.run(LEVELS, { filter: { location: 'eu-1', skus: ['MUG', 'TEE'] } }, STAFF);
    expect(there.data).toMatchObject({ stockLevels: { totalCount: 1 } });
  });

  test('refuse a cursor of another list', async () => {
    const after = Buffer.from('["one"]').toString('base64url');
    expect((await inventory.run(LEVELS, { after }, STAFF)).errors?.[0]?.originalError).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});

describe('changing stock', () => {
  const SET = `mutation ($input: StockSetInput!) { stockSet(input: $input) { level { onHand available version } userErrors { code field } } }`;
  const ADJUST = `mutation ($input: StockAdjustInput!) { stockAdjust(input: $input) { level { onHand } userErrors { code } } }`;

  test('sets the count, with history and audit, and refuses a count that is not the expected one', async () => {
    const input = { sku: 'NEW', location: 'us-east', quantity: 7, expectedQuantity: 0 };
    expect((await inventory.run(SET, { input }, STAFF)).data).toMatchObject({
      stockSet: { level: { onHand: 7, available: 7 }, userErrors: [] },
    });
    expect((await inventory.run(SET, { input }, STAFF)).data).toMatchObject({
      stockSet: { level: { onHand: 7 }, userErrors: [{ code: 'QUANTITY_CHANGED' }] },
    });
    const audit = await inventory.database.query(
      `SELECT actor, action, correlation_id FROM audit_log WHERE entity = 'stock:NEW@us-east'`,
    );
    expect(audit).toEqual([{ actor: 'support:s1', action: 'stockSet', correlation_id: 'c1' }]);
    const history = await inventory.database.query(
      `SELECT kind, delta, on_hand_after, actor FROM stock_adjustment WHERE sku = 'NEW'`,
    );
    expect(history).toEqual([{ kind: 'SET', delta: 7, on_hand_after: 7, actor: 'support:s1' }]);
  });

  test('adjusts once per key, also in parallel', async () => {
    await inventory.stock('ADJ', 10);
    const input = { sku: 'ADJ', location: 'us-east', delta: -3, reason: 'BROKEN', idempotencyKey: 'k-1' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => inventory.run(ADJUST, { input }, STAFF)),
    );
    expect(answers.some(({ data }) => JSON.stringify(data).includes('"userErrors":[]'))).toBe(true);
    expect((await inventory.run(ADJUST, { input }, STAFF)).data).toEqual({
      stockAdjust: { level: { onHand: 7 }, userErrors: [] },
    });
    const other = await inventory.run(ADJUST, { input: { ...input, delta: -4 } }, STAFF);
    expect(other.data).toMatchObject({
      stockAdjust: { level: { onHand: 7 }, userErrors: [{ code: 'IDEMPOTENCY_KEY_REUSED' }] },
    });
  });

  test('is refused below what is held, at an unknown location, and for a negative count', async () => {
    await inventory.stock('HELD', 5);
    await inventory.run(
      RESERVE,
      { input: reserveInput({ lines: [{ sku: 'HELD', delta: 4 }] }) },
      CART_SERVICE,
    );
    const set = (over: object) =>
      inventory.run(SET, { input: { sku: 'HELD', location: 'us-east', quantity: 3, ...over } }, STAFF);
    expect((await set({})).data).toMatchObject({
      stockSet: { level: { onHand: 5, available: 1 }, userErrors: [{ code: 'QUANTITY_BELOW_RESERVED' }] },
    });
    expect((await set({ location: 'moon' })).data).toMatchObject({
      stockSet: { level: null, userErrors: [{ code: 'LOCATION_UNKNOWN' }] },
    });
    expect((await set({ quantity: -1 })).errors?.[0]?.originalError).toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  test('is refused to a customer', async () => {
    const customer = { ...STAFF, role: 'customer', customerId: 's1' } as const;
    const { errors } = await inventory.run(
      SET,
      { input: { sku: 'MUG', location: 'us-east', quantity: 1 } },
      customer,
    );
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('reserving over GraphQL', () => {
  test('is for other subgraphs only', async () => {
    for (const viewer of [STAFF, { ...STAFF, callingService: 'gateway' }]) {
      const { errors } = await inventory.run(RESERVE, { input: reserveInput({}) }, viewer);
      expect(errors?.[0]?.originalError).toMatchObject({ code: 'FORBIDDEN' });
    }
  });

  test('answers the hold, and a repeat for other quantities tells what was granted', async () => {
    const input = reserveInput({
      lines: [
        { sku: 'MUG', delta: 1 },
        { sku: 'MUG', delta: 1 },
      ],
    });
    const { data, errors } = await inventory.run(RESERVE, { input }, CART_SERVICE);
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      inventoryReserve: {
        reservation: { type: 'CART', status: 'HELD', lines: [{ sku: 'MUG', quantity: 2, backordered: 0 }] },
        granted: [{ sku: 'MUG', quantity: 2 }],
        insufficient: [],
        userErrors: [],
      },
    });
    const repeat = await inventory.run(
      RESERVE,
      { input: { ...input, lines: [{ sku: 'MUG', delta: 3 }] } },
      CART_SERVICE,
    );
    expect(repeat.data).toMatchObject({
      inventoryReserve: {
        granted: [{ sku: 'MUG', quantity: 2 }],
        insufficient: [{ sku: 'MUG', requested: 3, available: 2 }],
        userErrors: [{ code: 'OPERATION_GRANTED_OTHERWISE' }],
      },
    });
  });

  test('answers what each sku was granted and how much of it is backordered, and a repeat gets that again', async () => {
    await inventory.stock('SOON', 1, { backorderLimit: 2 });
    await inventory.stock('FEW', 2);
    const source = RESERVE.replace('granted { sku quantity }', 'granted { sku quantity backordered }');
    const input = reserveInput({
      allowPartial: true,
      lines: [
        { sku: 'SOON', delta: 9 },
        { sku: 'FEW', delta: 1 },
        { sku: 'NEVER', delta: 1 },
      ],
    });
    const first = await inventory.run(source, { input }, CART_SERVICE);
    expect(first.data).toMatchObject({
      inventoryReserve: {
        granted: [
          { sku: 'FEW', quantity: 1, backordered: 0 },
          { sku: 'SOON', quantity: 3, backordered: 2 },
        ],
        insufficient: [],
        userErrors: [],
      },
    });
    await inventory.run(
      'mutation { stockAdjust(input: { sku: "SOON", location: "us-east", delta: 50, reason: "CAME", idempotencyKey: "soon" }) { userErrors { code } } }',
      {},
      STAFF,
    );
    const again = await inventory.run(source, { input }, CART_SERVICE);
    expect(again.data).toMatchObject({ inventoryReserve: { granted: granted(first) } });
    expect(await inventory.numbers('SOON')).toMatchObject({ held: 1, available: 50, backordered: 2 });
  });

  test('needs neither region nor store, but what the request says', async () => {
    const input = { operationId: newId(), cartId: newId(), lines: [{ sku: 'MUG', delta: 1 }] };
    const { data } = await inventory.run(RESERVE, { input }, CART_SERVICE);
    expect(data).toMatchObject({ inventoryReserve: { userErrors: [] } });
  });

  test('answers what is there when there is not enough', async () => {
    const { data } = await inventory.run(
      RESERVE,
      { input: reserveInput({ lines: [{ sku: 'TEE', delta: 9 }] }) },
      CART_SERVICE,
    );
    expect(data).toMatchObject({
      inventoryReserve: {
        insufficient: [{ sku: 'TEE', requested: 9, available: 5 }],
        userErrors: [{ code: 'INSUFFICIENT_STOCK' }],
      },
    });
  });

  test('without lines prolongs a hold, and says when there is none', async () => {
    const cartId = newId();
    const none = await inventory.run(RESERVE, { input: reserveInput({ cartId, lines: [] }) }, CART_SERVICE);
    expect(none.data).toMatchObject({ inventoryReserve: { userErrors: [{ code: 'RESERVATION_ENDED' }] } });
    await inventory.run(RESERVE, { input: reserveInput({ cartId }) }, CART_SERVICE);
    await inventory.database.query(
      `UPDATE hold SET expires_at = now() + interval '10 s' WHERE owner_id = $1`,
      [cartId],
    );
    const { data } = await inventory.run(
      RESERVE,
      { input: reserveInput({ cartId, lines: [] }) },
      CART_SERVICE,
    );
    const { expiresAt } = (data as { inventoryReserve: { reservation: { expiresAt: string } } })
      .inventoryReserve.reservation;
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now() + 600_000);
  });

  test('refuses ids that are no UUIDs and quantities out of bounds', async () => {
    const bad = [
      { cartId: 'x' },
      { operationId: '1' },
      { lines: [{ sku: '', delta: 1 }] },
      { lines: [{ sku: 'MUG', delta: 0 }] },
    ];
    for (const over of bad) {
      const { errors } = await inventory.run(RESERVE, { input: reserveInput(over) }, CART_SERVICE);
      expect(errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT' });
    }
  });

  test('a service reads what is reserved for an owner', async () => {
    const [cartId, query] = [newId(), OF_OWNER];
    expect((await inventory.run(query, { ownerId: cartId }, CART_SERVICE)).data).toEqual({
      reservationOfOwner: null,
    });
    await inventory.run(RESERVE, { input: reserveInput({ cartId }) }, CART_SERVICE);
    expect((await inventory.run(query, { ownerId: cartId }, CART_SERVICE)).data).toEqual({
      reservationOfOwner: { status: 'HELD', lines: [{ sku: 'MUG', quantity: 1, backordered: 0 }] },
    });
    const { errors } = await inventory.run(query, { ownerId: 'cart' }, CART_SERVICE);
    expect(errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('a reservation can be read by staff and services, and by nobody else', async () => {
    const { data } = await inventory.run(RESERVE, { input: reserveInput({}) }, CART_SERVICE);
    const { id } = (data as { inventoryReserve: { reservation: { id: string } } }).inventoryReserve
      .reservation;
    const read = 'query ($id: ID!) { reservation(id: $id) { id status } }';
    expect((await inventory.run(read, { id }, STAFF)).data).toEqual({ reservation: { id, status: 'HELD' } });
    expect((await inventory.run(read, { id })).data).toEqual({ reservation: null });
    expect((await inventory.run(read, { id: 'nonsense' }, STAFF)).data).toEqual({ reservation: null });
  });
});

function granted({ data }: ExecutionResult): unknown {
  return (data as { inventoryReserve: { granted: unknown } }).inventoryReserve.granted;
}

describe('an order over GraphQL', () => {
  const ALLOCATE = `mutation ($input: InventoryAllocateInput!) { inventoryAllocate(input: $input) { reservation { type status } insufficient { sku requested available } userErrors { code } } }`;
  const END = (name: string): string =>
    `mutation ($input: InventoryReleaseInput!) { ${name}(input: $input) { reservation { status } userErrors { code } } }`;

  test('allocates, commits, and cannot be released any more', async () => {
    const [cartId, orderId] = [newId(), newId()];
    await inventory.run(RESERVE, { input: reserveInput({ cartId }) }, CART_SERVICE);
    const input = {
      operationId: newId(),
      cartId,
      cartVersion: 1,
      orderId,
      holdSeconds: 900,
      lines: [{ sku: 'MUG', delta: 1 }],
    };
    expect((await inventory.run(ALLOCATE, { input }, CART_SERVICE)).data).toMatchObject({
      inventoryAllocate: { reservation: { type: 'ORDER', status: 'ALLOCATED' }, userErrors: [] },
    });
    const end = { operationId: newId(), ownerId: orderId, reason: 'PAID' };
    expect((await inventory.run(END('inventoryCommit'), { input: end }, CART_SERVICE)).data).toEqual({
      inventoryCommit: { reservation: { status: 'COMMITTED' }, userErrors: [] },
    });
    expect((await inventory.run(END('inventoryRelease'), { input: end }, CART_SERVICE)).data).toMatchObject({
      inventoryRelease: { userErrors: [{ code: 'RESERVATION_COMMITTED' }] },
    });
  });

  test('lets a part of its goods leave, gives a part back, and refuses parts of nothing', async () => {
    await inventory.stock('PARTS', 9);
    const orderId = newId();
    const input = {
      operationId: newId(),
      cartId: newId(),
      cartVersion: 1,
      orderId,
      holdSeconds: 900,
      lines: [{ sku: 'PARTS', delta: 6 }],
    };
    await inventory.run(ALLOCATE, { input }, CART_SERVICE);
    const end = (name: string, delta: number, ownerId = orderId) =>
      inventory.run(
        END(name),
        { input: { operationId: newId(), ownerId, reason: 'SHIPPED', lines: [{ sku: 'PARTS', delta }] } },
        CART_SERVICE,
      );
    expect((await end('inventoryCommit', 2)).data).toEqual({
      inventoryCommit: { reservation: { status: 'ALLOCATED' }, userErrors: [] },
    });
    expect((await end('inventoryRelease', 1)).data).toEqual({
      inventoryRelease: { reservation: { status: 'ALLOCATED' }, userErrors: [] },
    });
    expect(await inventory.numbers('PARTS')).toMatchObject({ on_hand: 7, allocated: 3, available: 4 });
    for (const name of ['inventoryCommit', 'inventoryRelease']) {
      expect((await end(name, 1, newId())).data).toEqual({
        [name]: { reservation: null, userErrors: [{ code: 'RESERVATION_ENDED' }] },
      });
    }
  });

  test('is refused for stock, and commits nothing then', async () => {
    const orderId = newId();
    const input = {
      operationId: newId(),
      cartId: newId(),
      cartVersion: 1,
      orderId,
      holdSeconds: 900,
      lines: [{ sku: 'TEE', delta: 9 }],
    };
    expect((await inventory.run(ALLOCATE, { input }, CART_SERVICE)).data).toMatchObject({
      inventoryAllocate: {
        insufficient: [{ sku: 'TEE', requested: 9, available: 5 }],
        userErrors: [{ code: 'INSUFFICIENT_STOCK' }],
      },
    });
    const end = { operationId: newId(), ownerId: orderId, reason: 'PAID' };
    expect((await inventory.run(END('inventoryCommit'), { input: end }, CART_SERVICE)).data).toMatchObject({
      inventoryCommit: { reservation: { status: 'RELEASED' }, userErrors: [{ code: 'RESERVATION_ENDED' }] },
    });
  });
});
