import { graphql, parse, subscribe } from 'graphql';
import type { ExecutionResult, GraphQLError, GraphQLSchema } from 'graphql';
import { ANONYMOUS, readGuestToken } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { MemoryPubSub } from '@agora/platform/pubsub';
import { systemClock } from '@agora/platform/time';
import { SESSION_SECRET, TRAIL, contextOf, customer, openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import type { CartContext } from '../context';
import { createCartNews } from '../live/cart-channel';
import { watchCart } from '../live/watch-cart';
import { createCartPrisma } from '../persistence/client';
import type { PrismaClient } from '../persistence/generated/client';
import { createCartLists } from '../persistence/list-carts';
import { createStaffReads } from '../persistence/staff-reads';
import { createLoaders } from './loaders';
import { buildCartSchema } from './schema';

const logger = createLogger({ name: 'test', level: 'silent' });
const STAFF: Viewer = { ...ANONYMOUS, role: 'support', subject: 's1' };
const ORDER_SERVICE: Viewer = { ...ANONYMOUS, role: 'service', callingService: 'order' };
let world: CartWorld;
let prisma: PrismaClient;
let schema: GraphQLSchema;
let cart: OpenedCart;
const pubsub = new MemoryPubSub(logger);

beforeAll(async () => {
  world = await openCartWorld();
  prisma = createCartPrisma(world.database);
  const news = createCartNews(pubsub, () => undefined, logger);
  ({ schema } = await buildCartSchema({ ...world.deps, news, lists: createCartLists(prisma) }));
});
beforeEach(async () => {
  cart = await world.openCart();
  await world.add(cart, 'MUG', { quantity: 2 });
});
afterAll(async () => {
  await prisma.$disconnect();
  await world.close();
});

function cartContext(viewer: Viewer, headers: Partial<CartContext> = {}): CartContext {
  const operation = { ...contextOf(viewer), ...headers };
  return {
    ...operation,
    loaders: createLoaders(
      { store: world.deps.store, staffReads: createStaffReads(world.database), clock: systemClock },
      operation,
    ),
    watchCart: (cartId, afterVersion) => watchCart(pubsub, cartId, afterVersion),
  };
}

interface Answer {
  readonly data: Record<string, unknown>;
  readonly codes: readonly string[];
}

async function run(
  source: string,
  variableValues: Record<string, unknown>,
  contextValue: CartContext,
): Promise<Answer> {
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue });
  return { data: { ...data }, codes: (errors ?? []).map(codeOf) };
}

// Masking, which puts the code into the extensions, happens at the subgraph's door.
function codeOf({ originalError }: GraphQLError): string {
  return originalError instanceof AppError ? originalError.code : 'INTERNAL';
}

const READ = `query ($id: ID!) { cart(id: $id) { id version status totalQuantity reservedUntil
  lines { sku quantity title unitPrice { amount currencyCode } cost { total { minorUnits } } variant { id sku } }
  cost { total { minorUnits } isEstimated pricedVersion } } }`;
const ENTITY = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Cart { id version } } }`;

describe('a cart', () => {
  test('is shown to its owner and to staff with prices as they were quoted', async () => {
    for (const viewer of [cart.viewer, STAFF]) {
      const { data } = await run(READ, { id: cart.id }, cartContext(viewer));
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
    const { data } = await run(READ, { id: cart.id }, cartContext(cart.viewer));
    expect(data['cart']).toMatchObject({
      cost: { total: { minorUnits: '2000' }, isEstimated: true, pricedVersion: 1 },
    });
  });

  test('does not exist for anybody else: as a field, as an entity, live, and to be changed', async () => {
    for (const viewer of [customer(), ANONYMOUS, { ...ANONYMOUS, sessionId: newId(), tokenVersion: 1 }]) {
      for (const id of [cart.id, newId(), 'no uuid']) {
        expect(await run(READ, { id }, cartContext(viewer))).toEqual({ data: { cart: null }, codes: [] });
        const representations = [{ __typename: 'Cart', id }];
        const entity = await run(ENTITY, { representations }, cartContext(viewer));
        expect(entity).toEqual({ data: { _entities: [null] }, codes: [] });
        const live = await firstMessage(id, viewer);
        expect(live.data).toEqual({ cartChanged: null });
        expect(live.errors?.map(codeOf)).toEqual(['NOT_FOUND']);
        const changed = await run(
          'mutation ($id: ID!) { cartClear(input: { cartId: $id }) { cart { id } userErrors { code } } }',
          { id },
          cartContext(viewer),
        );
        expect(changed.data).toEqual({
          cartClear: { cart: null, userErrors: [{ code: 'CART_NOT_FOUND' }] },
        });
      }
    }
    expect((await world.read(cart.id)).version).toBe(2);
  });

  test('is read by staff only on the record', async () => {
    await run(READ, { id: cart.id }, cartContext(cart.viewer));
    await run(READ, { id: cart.id }, cartContext(STAFF));
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
      cartContext(cart.viewer),
    );
    expect(data).toEqual({ cart: { history: [{ version: 2, cause: 'LINES_ADDED' }] } });
  });

  test('is the open cart of its customer, and in their list for themselves and staff only', async () => {
    const mine = await run('{ myCart { id } }', {}, cartContext(cart.viewer));
    expect(mine.data).toEqual({ myCart: { id: cart.id } });
    const source = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Customer { carts { id } } } }`;
    const of = (viewer: Viewer): Promise<Answer> =>
      run(source, { r: [{ __typename: 'Customer', id: cart.viewer.customerId }] }, cartContext(viewer));
    expect((await of(cart.viewer)).data).toEqual({ _entities: [{ carts: [{ id: cart.id }] }] });
    expect((await of(STAFF)).data).toEqual({ _entities: [{ carts: [{ id: cart.id }] }] });
    expect((await of(customer())).data).toEqual({ _entities: [{ carts: null }] });
  });
});

describe('a change of a cart', () => {
  const ADD = `mutation ($input: CartLinesAddInput!) { cartLinesAdd(input: $input) {
    committedVersion replayed cart { version } userErrors { code field
      ... on InsufficientStockError { sku requestedQuantity availableQuantity } ... on VersionConflictError { currentVersion } } } }`;
  const add = async (input: object, context = cartContext(cart.viewer)): Promise<unknown> =>
    (await run(ADD, { input: { cartId: cart.id, lines: [{ sku: 'MUG' }], ...input } }, context)).data[
      'cartLinesAdd'
    ];

  test('answers with the version it made and the cart as it is now', async () => {
    expect(await add({})).toEqual({
      committedVersion: 3,
      replayed: false,
      cart: { version: 3 },
      userErrors: [],
    });
  });

  test('takes the key of the request header, for each field its own', async () => {
    const context = (): CartContext => cartContext(cart.viewer, { idempotencyKey: 'from-the-header' });
    expect(await add({}, context())).toMatchObject({ committedVersion: 3, replayed: false });
    expect(await add({}, context())).toMatchObject({
      committedVersion: 3,
      replayed: true,
      cart: { version: 3 },
    });
    const source = ADD.replace('cartLinesAdd(input', 'other: cartLinesAdd(input');
    const { data } = await run(source, { input: { cartId: cart.id, lines: [{ sku: 'MUG' }] } }, context());
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
    const { data } = await run(source, {}, cartContext(ANONYMOUS));
    const created = data['cartCreate'] as { sessionToken: string; cart: { id: string; version: number } };
    expect(created).toMatchObject({ cart: { version: 2 }, userErrors: [] });
    const guest = { ...ANONYMOUS, ...readGuestToken(SESSION_SECRET, created.sessionToken) };
    const read = await run(READ, { id: created.cart.id }, cartContext(guest));
    expect(read.data['cart']).toMatchObject({ totalQuantity: 2 });
    const mine = await run('{ myCart { id } }', {}, cartContext(guest));
    expect(mine.data).toEqual({ myCart: { id: created.cart.id } });
  });

  test('by lock and unlock is for other services only', async () => {
    const orderId = newId();
    const LOCK = `mutation ($input: CartLockInput!) { cartLock(input: $input) { version userErrors { code } } }`;
    const input = { operationId: newId(), cartId: cart.id, orderId, expectedVersion: 2 };
    for (const viewer of [cart.viewer, STAFF]) {
      const { codes } = await run(LOCK, { input }, cartContext(viewer));
      expect(codes).toEqual(['FORBIDDEN']);
    }
    expect((await run(LOCK, { input }, cartContext(ORDER_SERVICE))).data).toEqual({
      cartLock: { version: 3, userErrors: [] },
    });
    expect(await add({})).toMatchObject({ userErrors: [{ code: 'CART_LOCKED' }], cart: { version: 3 } });
    const UNLOCK = `mutation ($input: CartUnlockInput!) { cartUnlock(input: $input) { version } }`;
    const unlock = { operationId: newId(), cartId: cart.id, orderId, reason: 'PAYMENT_FAILED' };
    expect((await run(UNLOCK, { input: unlock }, cartContext(ORDER_SERVICE))).data).toEqual({
      cartUnlock: { version: 4 },
    });
    const [operation] = (await world.log(cart.id)).flatMap(({ operation_id: id }) => id ?? []);
    const { data } = await run(
      'query ($ids: [ID!]!) { cartOperationCommitted(operationIds: $ids) }',
      { ids: [operation, newId()] },
      cartContext(ORDER_SERVICE),
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
    (await run(LIST, variables, cartContext(STAFF))).data['carts'] as Page;

  test('is for staff only', async () => {
    const { data, codes } = await run(LIST, {}, cartContext(cart.viewer));
    expect(data).toEqual({ carts: null });
    expect(codes).toEqual(['FORBIDDEN']);
  });

  test.each(['CREATED_AT_ASC', 'CREATED_AT_DESC', 'UPDATED_AT_ASC', 'UPDATED_AT_DESC'])(
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

const CHANGED = `subscription ($id: ID!, $after: Int) { cartChanged(cartId: $id, afterVersion: $after) {
  version cause snapshot changes { version cause } cart { totalQuantity } } }`;

async function watch(
  id: string,
  viewer: Viewer,
  after: number | null = null,
): Promise<AsyncGenerator<ExecutionResult>> {
  const result = await subscribe({
    schema,
    document: parse(CHANGED),
    variableValues: { id, after },
    contextValue: cartContext(viewer),
  });
  if (!(Symbol.asyncIterator in result)) throw new Error(JSON.stringify(result.errors));
  return result;
}

async function firstMessage(id: string, viewer: Viewer): Promise<ExecutionResult> {
  const messages = await watch(id, viewer);
  const { value } = await messages.next();
  await messages.return(undefined);
  return value as ExecutionResult;
}

describe('watching a cart', () => {
  const commit = async (quantity = 1): Promise<void> => {
    const source = `mutation ($id: ID!, $quantity: Int!) { cartLinesAdd(input: { cartId: $id, lines: [{ sku: "MUG", quantity: $quantity }] }) { committedVersion } }`;
    await run(source, { id: cart.id, quantity }, cartContext(cart.viewer));
  };
  const next = async (messages: AsyncGenerator<ExecutionResult>): Promise<unknown> => {
    const { value } = (await messages.next()) as { value: ExecutionResult };
    return value.data?.['cartChanged'];
  };

  test('begins with a snapshot and misses no version afterwards', async () => {
    const messages = await watch(cart.id, cart.viewer);
    expect(await next(messages)).toEqual({
      version: 2,
      cause: 'LINES_ADDED',
      snapshot: true,
      changes: [],
      cart: { totalQuantity: 2 },
    });
    await Promise.all([commit(), commit(), commit()]);
    const versions: number[] = [];
    while (versions.length < 3) {
      const { changes } = (await next(messages)) as { changes: { version: number }[] };
      versions.push(...changes.map(({ version }) => version));
    }
    expect(versions).toEqual([3, 4, 5]);
    await messages.return(undefined);
  });

  test('goes on where the client was', async () => {
    await commit();
    const messages = await watch(cart.id, cart.viewer, 2);
    expect(await next(messages)).toMatchObject({
      version: 3,
      snapshot: false,
      changes: [{ version: 3, cause: 'LINES_ADDED' }],
    });
    await messages.return(undefined);
  });

  test('shows nothing more once the cart is no longer the viewer’s', async () => {
    const messages = await watch(cart.id, cart.viewer);
    await next(messages);
    await world.database.query(`UPDATE cart SET customer_id = 'another' WHERE id = $1`, [cart.id]);
    await pubsub.publish(`cart.${cart.id}`, { id: cart.id, version: 3 });
    expect(await next(messages)).toBeNull();
    await messages.return(undefined);
  });
});

test('a lock is announced to watchers like any commit', async () => {
  const messages = await watch(cart.id, cart.viewer, 2);
  await messages.next();
  await world.deps.store.changeStatus(
    cart.id,
    () => ({ status: 'LOCKED', cause: 'LOCKED', lockedByOrderId: newId() }),
    TRAIL,
  );
  await pubsub.publish(`cart.${cart.id}`, { id: cart.id, version: 3 });
  const { value } = (await messages.next()) as { value: ExecutionResult };
  expect(value.data).toMatchObject({ cartChanged: { version: 3, cause: 'LOCKED' } });
  await messages.return(undefined);
});
