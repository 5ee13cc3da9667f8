import { ANONYMOUS, readGuestToken } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import { SESSION_SECRET, customer } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import type { CartContext } from '../context';
import { ORDER_SERVICE, STAFF, openCartApi } from './cart-api.suite';
import type { Answer, CartApi } from './cart-api.suite';

let api: CartApi;
let world: CartWorld;
let cart: OpenedCart;
beforeAll(async () => {
  api = await openCartApi();
  ({ world } = api);
});
beforeEach(async () => {
  cart = await api.filledCart();
});
afterAll(() => api.close());

const run = (
  source: string,
  variables: Record<string, unknown>,
  viewer: Viewer,
  headers?: Partial<CartContext>,
): Promise<Answer> => api.run(viewer, source, variables, headers);

const READ = `query ($id: ID!) { cart(id: $id) { id version status totalQuantity reservedUntil
  lines { sku quantity title unitPrice { amount currencyCode } cost { total { minorUnits } } variant { id sku } }
  cost { total { minorUnits } isEstimated pricedVersion } } }`;
const ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Cart { id version } } }`;

describe('a cart', () => {
  test('is shown to its owner and to staff with prices as they were quoted', async () => {
    for (const viewer of [cart.viewer, STAFF]) {
      const { data } = await run(READ, { id: cart.id }, viewer);
      expect(data['cart']).toMatchObject({
        version: 2,
        status: 'ACTIVE',
        totalQuantity: 2,
        lines: [
          {
            sku: 'MUG',
            quantity: 2,
            title: 'MUG',
            unitPrice: { amount: '10.00', currencyCode: 'USD' },
            cost: { total: { minorUnits: '2000' } },
            variant: { sku: 'MUG' },
          },
        ],
        cost: { total: { minorUnits: '2000' }, isEstimated: false, pricedVersion: 2 },
      });
    }
  });

  test('is estimated from its list prices while a quote is on its way', async () => {
    await world.database.query('UPDATE cart SET priced_version = 1 WHERE id = $1', [cart.id]);
    const { data } = await run(READ, { id: cart.id }, cart.viewer);
    expect(data['cart']).toMatchObject({
      cost: { total: { minorUnits: '2000' }, isEstimated: true, pricedVersion: 1 },
    });
  });

  test('does not exist for anybody else: as a field, as an entity, and to be changed', async () => {
    for (const viewer of [customer(), ANONYMOUS, { ...ANONYMOUS, sessionId: newId(), tokenVersion: 1 }]) {
      for (const id of [cart.id, newId(), 'no uuid']) {
        expect(await run(READ, { id }, viewer)).toEqual({ data: { cart: null }, codes: [] });
        const representations = [{ __typename: 'Cart', id }];
        const entity = await run(ENTITY, { representations }, viewer);
        expect(entity).toEqual({ data: { _entities: [null] }, codes: [] });
        const changed = await run(
          'mutation ($id: ID!) { cartClear(input: { cartId: $id }) { cart { id } userErrors { code } } }',
          { id },
          viewer,
        );
        expect(changed.data).toEqual({
          cartClear: { cart: null, userErrors: [{ code: 'CART_NOT_FOUND' }] },
        });
      }
    }
    expect((await world.read(cart.id)).version).toBe(2);
  });

  test('is read by staff only on the record', async () => {
    await run(READ, { id: cart.id }, cart.viewer);
    await run(READ, { id: cart.id }, STAFF);
    const rows = await world.database.query(
      'SELECT actor, correlation_id FROM audit_log WHERE entity LIKE $1',
      [`%${cart.id}%`],
    );
    expect(rows).toEqual([{ actor: 'support:s1', correlation_id: 'c1' }]);
  });

  test('has a history', async () => {
    const { data } = await run(
      'query ($id: ID!) { cart(id: $id) { history(afterVersion: 1) { version cause } } }',
      { id: cart.id },
      cart.viewer,
    );
    expect(data).toEqual({ cart: { history: [{ version: 2, cause: 'LINES_ADDED' }] } });
  });

  test('is the open cart of its customer, and in their list for themselves and staff only', async () => {
    const mine = await run('{ myCart { id } }', {}, cart.viewer);
    expect(mine.data).toEqual({ myCart: { id: cart.id } });
    const source = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer { carts { id } } } }`;
    const of = (viewer: Viewer): Promise<Answer> =>
      run(source, { r: [{ __typename: 'Customer', id: cart.viewer.customerId }] }, viewer);
    expect((await of(cart.viewer)).data).toEqual({ _entities: [{ carts: [{ id: cart.id }] }] });
    expect((await of(STAFF)).data).toEqual({ _entities: [{ carts: [{ id: cart.id }] }] });
    expect((await of(customer())).data).toEqual({ _entities: [{ carts: null }] });
  });
});

describe('a change of a cart', () => {
  const ADD = `mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) {
    committedVersion replayed cart { version } userErrors { code field
      ... on InsufficientStockError { sku requestedQuantity availableQuantity } ... on VersionConflictError { currentVersion } } } }`;
  const add = async (input: object, headers: Partial<CartContext> = {}): Promise<unknown> => {
    const variables = { input: { cartId: cart.id, lines: [{ sku: 'MUG' }], ...input } };
    return (await run(ADD, variables, cart.viewer, headers)).data['cartLinesAdd'];
  };

  test('answers with the version it made and the cart as it is now', async () => {
    expect(await add({})).toEqual({
      committedVersion: 3,
      replayed: false,
      cart: { version: 3 },
      userErrors: [],
    });
  });

  test('takes the key of the request header, for each field its own', async () => {
    const headers = { idempotencyKey: 'from-the-header' };
    expect(await add({}, headers)).toMatchObject({ committedVersion: 3, replayed: false });
    expect(await add({}, headers)).toMatchObject({
      committedVersion: 3,
      replayed: true,
      cart: { version: 3 },
    });
    const source = ADD.replace('cartLinesAdd(input', 'other: cartLinesAdd(input');
    const variables = { input: { cartId: cart.id, lines: [{ sku: 'MUG' }] } };
    const { data } = await run(source, variables, cart.viewer, headers);
    expect(data['other']).toMatchObject({ committedVersion: 4, replayed: false });
  });

  test('that is refused names the place and what could be had, and shows the cart', async () => {
    world.stock.available.set('LAMP', 1);
    expect(await add({ lines: [{ sku: 'LAMP', quantity: 3 }] })).toMatchObject({
      committedVersion: null,
      cart: { version: 2 },
      userErrors: [{ code: 'INSUFFICIENT_STOCK', sku: 'LAMP', requestedQuantity: 3, availableQuantity: 1 }],
    });
    expect(await add({ lines: [{ sku: 'MUG' }, { sku: 'NONE' }] })).toMatchObject({
      userErrors: [{ code: 'VARIANT_NOT_FOUND', field: ['input', 'lines', '1', 'sku'] }],
    });
    expect(await add({ expectedVersion: 1 })).toMatchObject({
      userErrors: [{ code: 'VERSION_CONFLICT', currentVersion: 2 }],
    });
    for (const quantity of [0, -1, 101, 1e9])
      expect(await add({ lines: [{ sku: 'MUG', quantity }] })).toMatchObject({
        userErrors: [{ code: 'QUANTITY_OUT_OF_RANGE' }],
      });
  });

  test('works for a guest with the token of the new cart', async () => {
    const source = `mutation { cartCreate(input: { lines: [{ sku: "MUG", quantity: 2 }] }) { sessionToken cart { id version } userErrors { code } } }`;
    const { data } = await run(source, {}, ANONYMOUS);
    const created = data['cartCreate'] as { sessionToken: string; cart: { id: string; version: number } };
    expect(created).toMatchObject({ cart: { version: 2 }, userErrors: [] });
    const guest = { ...ANONYMOUS, ...readGuestToken(SESSION_SECRET, created.sessionToken) };
    const read = await run(READ, { id: created.cart.id }, guest);
    expect(read.data['cart']).toMatchObject({ totalQuantity: 2 });
    const mine = await run('{ myCart { id } }', {}, guest);
    expect(mine.data).toEqual({ myCart: { id: created.cart.id } });
  });

  test('by lock and unlock is for other services only', async () => {
    const orderId = newId();
    const LOCK = `mutation ($input: CartLockInput!) { cartLock(input: $input) { version userErrors { code } } }`;
    const input = { operationId: newId(), cartId: cart.id, orderId, expectedVersion: 2 };
    for (const viewer of [cart.viewer, STAFF]) {
      const { codes } = await run(LOCK, { input }, viewer);
      expect(codes).toEqual(['FORBIDDEN']);
    }
    expect((await run(LOCK, { input }, ORDER_SERVICE)).data).toEqual({
      cartLock: { version: 3, userErrors: [] },
    });
    expect(await add({})).toMatchObject({ userErrors: [{ code: 'CART_LOCKED' }], cart: { version: 3 } });
    const UNLOCK = `mutation ($input: CartUnlockInput!) { cartUnlock(input: $input) { version } }`;
    const unlock = { operationId: newId(), cartId: cart.id, orderId, reason: 'PAYMENT_FAILED' };
    expect((await run(UNLOCK, { input: unlock }, ORDER_SERVICE)).data).toEqual({
      cartUnlock: { version: 4 },
    });
    const [operation] = (await world.log(cart.id)).flatMap(({ operation_id: id }) => id ?? []);
    const { data } = await run(
      'query ($ids: [ID!]!) { cartOperationCommitted(operationIds: $ids) }',
      { ids: [operation, newId()] },
      ORDER_SERVICE,
    );
    expect(data).toEqual({ cartOperationCommitted: [operation] });
  });
});

describe('the list of carts', () => {
  const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $filter: CartFilter, $sort: CartSort) {
    carts(first: $first, after: $after, last: $last, before: $before, filter: $filter, sort: $sort) {
      totalCount edges { cursor } nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
  interface Page {
    readonly totalCount: number;
    readonly nodes: readonly { readonly id: string }[];
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly startCursor: string;
      readonly endCursor: string;
    };
  }
  const list = async (variables: Record<string, unknown>): Promise<Page> =>
    (await run(LIST, variables, STAFF)).data['carts'] as Page;

  test('is for staff only', async () => {
    const { data, codes } = await run(LIST, {}, cart.viewer);
    expect(data).toEqual({ carts: null });
    expect(codes).toEqual(['FORBIDDEN']);
  });

  test.each(['CREATED_AT_ASC', 'CREATED_AT_DESC', 'UPDATED_AT_ASC', 'UPDATED_AT_DESC', 'TOTAL_DESC'])(
    'sorted %s shows every cart once, also those of one moment',
    async (sort) => {
      const storeId = `store-${sort}`;
      const ids = Array.from({ length: 7 }, () => newId());
      await world.database.inTransaction(async (tx) => {
        for (const id of ids)
          await tx.query(
            `INSERT INTO cart (id, version, customer_id, store_id, channel, tenant_region, currency_code, wake_at, expires_at)
             VALUES ($1::uuid, 1, $3, $2, 'web', 'US', 'USD', now(), now())`,
            [id, storeId, id],
          );
      });
      const filter = { storeId };
      const seen: string[] = [];
      let page = await list({ first: 3, filter, sort });
      expect(page.totalCount).toBe(7);
      seen.push(...page.nodes.map(({ id }) => id));
      while (page.pageInfo.hasNextPage) {
        page = await list({ first: 3, after: page.pageInfo.endCursor, filter, sort });
        seen.push(...page.nodes.map(({ id }) => id));
      }
      expect(seen).toHaveLength(7);
      expect(new Set(seen)).toEqual(new Set(ids));
      const back = await list({ last: 3, before: page.pageInfo.startCursor, filter, sort });
      expect(back.nodes.map(({ id }) => id)).toEqual(seen.slice(3, 6));
    },
  );

  test('by total begins with the dearest, and takes no cursor of another order', async () => {
    const storeId = 'store-by-total';
    const totals = [500, 30_000, 7];
    for (const total of totals)
      await world.database.query(
        `INSERT INTO cart (id, version, customer_id, store_id, channel, tenant_region, currency_code, wake_at, expires_at, cost)
         VALUES ($1::uuid, 1, $1, $2, 'web', 'US', 'USD', now(), now(), $3)`,
        [newId(), storeId, { totals: ['0', '0', '0', String(total)], quotedUntil: '2026-01-01', lines: {} }],
      );
    const source = `query ($after: String) { carts(first: 2, after: $after, filter: { storeId: "${storeId}" }, sort: TOTAL_DESC) {
      nodes { totalMinor: id } edges { cursor } } }`;
    const first = (await run(source, {}, STAFF)).data['carts'] as { edges: { cursor: string }[] };
    const keys = first.edges.map(({ cursor }) => Buffer.from(cursor, 'base64url').toString());
    expect(keys.map((key) => (JSON.parse(key) as string[])[0])).toEqual(['30000', '500']);
    const rest = (await run(source, { after: first.edges[1]?.cursor }, STAFF)).data['carts'];
    expect(rest).toMatchObject({ edges: [{ cursor: expect.any(String) as string }] });
    const foreign = Buffer.from(JSON.stringify([new Date().toISOString(), newId()])).toString('base64url');
    expect((await run(source, { after: foreign }, STAFF)).codes).toEqual(['BAD_USER_INPUT']);
  });

  test('can be narrowed by sku, status, owner and time', async () => {
    const customerId = cart.viewer.customerId;
    const found = async (filter: object): Promise<number> =>
      (await list({ filter: { customerId, ...filter } })).totalCount;
    expect(await found({ sku: 'MUG', status: ['ACTIVE'], channel: 'web', region: 'US' })).toBe(1);
    expect(await found({ sku: 'LAMP' })).toBe(0);
    expect(await found({ status: ['LOCKED'] })).toBe(0);
    expect(await found({ updatedAt: { to: new Date(0).toISOString() } })).toBe(0);
  });
});
