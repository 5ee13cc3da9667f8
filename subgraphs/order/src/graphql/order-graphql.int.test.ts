import {
  createTokenVerifier,
  issueDevelopmentToken,
  issueGuestToken,
  readAuthConfig,
} from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { watchChannel } from '@agora/platform/pubsub';
import { createSubgraphHost } from '@agora/platform/server';
import type { SubgraphHost } from '@agora/platform/server';
import type { SubgraphResponse } from '@agora/platform/subgraph-transport';
import { eventually } from '@agora/test-kit/eventually';
import { createCheckoutWorld } from '../application/checkout-world.suite';
import type { CheckoutWorld } from '../application/checkout-world.suite';
import type { OrderContext } from '../context';
import { settleOrder } from '../application/settle-order';
import { settleByVerdict } from '../domain/settlement';
import { createOrderLists } from '../persistence/order-lists';
import { createOrderReader } from '../persistence/order-reader';
import { orderChannel } from '../live/order-channel';
import { createStaffReads } from '../persistence/staff-reads';
import { createLoaders } from './loaders';
import { buildOrderSchema } from './schema';

const auth = readAuthConfig({});
let world: CheckoutWorld;
let host: SubgraphHost;
let sdl: string;

beforeAll(async () => {
  world = await createCheckoutWorld();
  const reader = createOrderReader(world.prisma, world.database);
  const lists = createOrderLists(world.database, reader);
  const staffReads = createStaffReads(world.database);
  const built = await buildOrderSchema({
    checkout: world.checkout,
    receiveWebhook: () => Promise.resolve({ kind: 'accepted' }),
    lists,
    clock: world.clock,
    accessSecret: auth.orderSecret,
  });
  sdl = built.sdl;
  host = await createSubgraphHost(
    {
      ...built,
      name: 'order',
      createContext: (operation): OrderContext => ({
        ...operation,
        loaders: createLoaders({ reader, lists, staffReads }, operation),
        watchOrder: (orderId, after) => watchChannel(world.pubsub, orderChannel(orderId), after),
      }),
      start: () => Promise.resolve(),
      stopWork: () => Promise.resolve(),
      stop: () => Promise.resolve(),
      health: () => Promise.resolve({ status: 'ok', services: {} }),
    },
    { auth: createTokenVerifier(auth, 'order'), logger: createLogger({ name: 'test', level: 'silent' }) },
  );
}, 60_000);
afterAll(async () => {
  await host.stop();
  await world.close();
});

type Headers = Readonly<Record<string, string>>;
const nobody: Headers = {};
const guest = (): Headers => ({
  'x-session-token': issueGuestToken(auth.sessionSecret, { sessionId: newId(), tokenVersion: 1 }),
});
const signedIn = async (subject: string, role: 'customer' | 'support' = 'customer'): Promise<Headers> => ({
  authorization: `Bearer ${await issueDevelopmentToken(auth, { subject, role })}`,
});
const ask = (query: string, variables: object, headers: Headers): Promise<SubgraphResponse> =>
  host.execute({ query, variables: { ...variables }, headers });

async function dataOf<T>(query: string, variables: object, headers: Headers): Promise<T> {
  const { data, errors } = await ask(query, variables, headers);
  if (errors !== undefined) throw new Error(JSON.stringify(errors));
  return data as T;
}

const codesOf = ({ errors }: SubgraphResponse): unknown[] =>
  (errors ?? []).map((error) => error.extensions?.['code']);

const CREATE = `mutation ($input: CheckoutSessionCreateInput!) { checkoutSessionCreate(input: $input) {
  session { id status cart { id } cartVersion requiresConsent total { amount currencyCode } lines { sku quantity total { amount } variant { id sku } } }
  userErrors { __typename code field } } }`;
const COMPLETE = `mutation ($input: CheckoutCompleteInput!) { checkoutComplete(input: $input) {
  order { id orderNumber status paymentStatus total { amount minorUnits currencyCode } history { from to reasonCode } payment { status authorized { amount } captured { amount } }
    lines { sku title quantity attributes { key value } variant { id } } allowedTransitions shippingAddress { city } customer { id } cart { id } }
  session { id status order { id } } accessToken replayed
  userErrors { __typename code field ... on PaymentDeclinedError { reason } ... on OutOfStockError { sku availableQuantity }
    ... on PriceChangedError { acceptedTotal { amount } currentTotal { amount } } } } }`;

interface CompleteAnswer {
  readonly checkoutComplete: {
    readonly order: { readonly id: string; readonly orderNumber: string; readonly status: string } | null;
    readonly session: { readonly id: string; readonly status: string } | null;
    readonly accessToken: string | null;
    readonly replayed: boolean;
    readonly userErrors: readonly Record<string, unknown>[];
  };
}

const ADDRESS = { line1: 'Hauptstrasse 1', city: 'Berlin', postalCode: '10115', countryCode: 'de' };

async function openSession(headers: Headers, customerId: string | null = null): Promise<string> {
  const { id: cartId } = world.carts.add({ customerId });
  const { checkoutSessionCreate } = await dataOf<{ checkoutSessionCreate: { session: { id: string } } }>(
    CREATE,
    { input: { cartId, email: 'ada@example.org', shippingAddress: ADDRESS } },
    headers,
  );
  return checkoutSessionCreate.session.id;
}

const completion = (checkoutSessionId: string, over: object = {}): object => ({
  input: { checkoutSessionId, paymentToken: 'tok_ok', idempotencyKey: newId(), ...over },
});

async function order(
  headers: Headers,
  customerId: string | null = null,
): Promise<NonNullable<CompleteAnswer['checkoutComplete']['order']> & { accessToken: string }> {
  const { checkoutComplete } = await dataOf<CompleteAnswer>(
    COMPLETE,
    completion(await openSession(headers, customerId)),
    headers,
  );
  if (checkoutComplete.order === null || checkoutComplete.accessToken === null)
    throw new Error(JSON.stringify(checkoutComplete));
  return { ...checkoutComplete.order, accessToken: checkoutComplete.accessToken };
}

describe('checkout through GraphQL', () => {
  test('a guest opens a session and completes it', async () => {
    const me = guest();
    const { id: cartId } = world.carts.add();
    const created = await dataOf<{ checkoutSessionCreate: { session: { id: string } } }>(
      CREATE,
      { input: { cartId, shippingAddress: ADDRESS } },
      me,
    );
    expect(created.checkoutSessionCreate).toMatchObject({
      session: {
        status: 'OPEN',
        cart: { id: cartId },
        cartVersion: 4,
        requiresConsent: false,
        total: { amount: '50.98', currencyCode: 'EUR' },
      },
      userErrors: [],
    });
    const done = await dataOf<CompleteAnswer>(
      COMPLETE,
      completion(created.checkoutSessionCreate.session.id),
      me,
    );
    expect(done.checkoutComplete).toMatchObject({
      order: {
        status: 'CONFIRMED',
        total: { amount: '50.98', minorUnits: '5098', currencyCode: 'EUR' },
        history: [
          { from: null, to: 'PENDING', reasonCode: 'CHECKOUT_COMPLETED' },
          { from: 'PENDING', to: 'CONFIRMED', reasonCode: 'PAYMENT_AUTHORIZED' },
          { from: 'CONFIRMED', to: 'CONFIRMED', reasonCode: 'PAYMENT_CAPTURED' },
        ],
        payment: { status: 'CAPTURED', authorized: { amount: '50.98' }, captured: { amount: '50.98' } },
        lines: [
          { sku: 'MUG-BLUE', quantity: 2, attributes: [] },
          { sku: 'SHIRT-M', quantity: 1, attributes: [{ key: 'print', value: 'Ada' }] },
        ],
        allowedTransitions: ['PENDING_REVIEW', 'FULFILLED', 'CANCELLED'],
        shippingAddress: { city: 'Berlin' },
        customer: null,
        cart: { id: cartId },
      },
      session: { status: 'COMPLETED' },
      replayed: false,
      userErrors: [],
    });
  });

  test('a decline is a typed user error with the cancelled order and the open session', async () => {
    const me = guest();
    const answer = await dataOf<CompleteAnswer>(
      COMPLETE,
      completion(await openSession(me), { paymentToken: 'tok_declined' }),
      me,
    );
    expect(answer.checkoutComplete).toMatchObject({
      order: { status: 'CANCELLED' },
      session: { status: 'OPEN', order: null },
      userErrors: [{ __typename: 'PaymentDeclinedError', code: 'PAYMENT_DECLINED', reason: 'card_declined' }],
    });
  });

  test('a total above the accepted one and missing stock are typed user errors with their data', async () => {
    const me = guest();
    const id = await openSession(me);
    const low = await dataOf<CompleteAnswer>(
      COMPLETE,
      completion(id, { acceptedTotal: { amount: '50', currencyCode: 'EUR' } }),
      me,
    );
    expect(low.checkoutComplete.userErrors).toMatchObject([
      { code: 'PRICE_CHANGED', acceptedTotal: { amount: '50.00' }, currentTotal: { amount: '50.98' } },
    ]);
    world.inventory.available.set('MUG-BLUE', 1);
    const none = await dataOf<CompleteAnswer>(COMPLETE, completion(id), me);
    world.inventory.available.set('MUG-BLUE', 1_000);
    expect(none.checkoutComplete.userErrors).toMatchObject([
      { __typename: 'OutOfStockError', sku: 'MUG-BLUE', availableQuantity: 1 },
    ]);
  });

  test('cancelling closes an open session and is refused for a completed one', async () => {
    const cancel = `mutation ($id: ID!) { checkoutSessionCancel(input: { checkoutSessionId: $id }) { session { status } userErrors { code } } }`;
    const me = guest();
    const id = await openSession(me);
    expect(await dataOf(cancel, { id }, me)).toEqual({
      checkoutSessionCancel: { session: { status: 'CANCELLED' }, userErrors: [] },
    });
    expect(await dataOf(cancel, { id }, me)).toEqual({
      checkoutSessionCancel: { session: { status: 'CANCELLED' }, userErrors: [] },
    });
    expect(
      (await dataOf<CompleteAnswer>(COMPLETE, completion(id), me)).checkoutComplete.userErrors,
    ).toMatchObject([{ code: 'CHECKOUT_CANCELLED' }]);
    const other = await openSession(me);
    await dataOf(COMPLETE, completion(other), me);
    expect(await dataOf(cancel, { id: other }, me)).toEqual({
      checkoutSessionCancel: {
        session: { status: 'COMPLETED' },
        userErrors: [{ code: 'CHECKOUT_COMPLETED' }],
      },
    });
    expect(codesOf(await ask(cancel, { id }, guest()))).toEqual(['NOT_FOUND']);
  });

  test('one key opens one session; the header is a fallback for it', async () => {
    const { id: cartId } = world.carts.add();
    const me = guest();
    const input = { cartId, shippingAddress: ADDRESS };
    const idOf = async (headers: Headers, over: object = {}): Promise<string> =>
      (
        await dataOf<{ checkoutSessionCreate: { session: { id: string } } }>(
          CREATE,
          { input: { ...input, ...over } },
          headers,
        )
      ).checkoutSessionCreate.session.id;
    const [first, second] = [
      await idOf(me, { idempotencyKey: 'k' }),
      await idOf(me, { idempotencyKey: 'k' }),
    ];
    expect(second).toBe(first);
    const withHeader = { ...me, 'x-idempotency-key': 'h' };
    expect(await idOf(withHeader)).toBe(await idOf(withHeader));
    expect(await idOf(me)).not.toBe(await idOf(me));
  });

  test.each([
    ['an address without a city', { shippingAddress: { ...ADDRESS, city: ' ' } }, 'BAD_USER_INPUT'],
    [
      'a country that is no code',
      { shippingAddress: { ...ADDRESS, countryCode: 'Germany' } },
      'BAD_USER_INPUT',
    ],
    ['an e-mail that is none', { email: 'nobody' }, 'BAD_USER_INPUT'],
    ['a cart that is not there', { cartId: newId() }, 'NOT_FOUND'],
    ['a key beyond 200 characters', { idempotencyKey: 'k'.repeat(201) }, 'BAD_USER_INPUT'],
  ])('%s opens no session', async (_name, over, code) => {
    const { id: cartId } = world.carts.add();
    expect(
      codesOf(await ask(CREATE, { input: { cartId, shippingAddress: ADDRESS, ...over } }, guest())),
    ).toEqual([code]);
  });

  test("neither an empty or closed cart nor somebody else's opens a session", async () => {
    const refusal = async (
      cart: Parameters<typeof world.carts.add>[0],
      over: object = {},
    ): Promise<unknown> => {
      const { id: cartId } = world.carts.add(cart);
      return ask(CREATE, { input: { cartId, shippingAddress: ADDRESS, ...over } }, guest());
    };
    expect(await refusal({ lines: [] })).toMatchObject({
      data: { checkoutSessionCreate: { session: null, userErrors: [{ code: 'CART_EMPTY' }] } },
    });
    expect(await refusal({ status: 'LOCKED' })).toMatchObject({
      data: { checkoutSessionCreate: { userErrors: [{ code: 'CART_LOCKED' }] } },
    });
    expect(await refusal({ status: 'MERGED' })).toMatchObject({
      data: { checkoutSessionCreate: { userErrors: [{ code: 'CART_CLOSED' }] } },
    });
    expect(await refusal({}, { expectedVersion: 3 })).toMatchObject({
      data: {
        checkoutSessionCreate: {
          userErrors: [{ __typename: 'VersionConflictError', code: 'VERSION_CONFLICT' }],
        },
      },
    });
    const blockingProblems = ['PRICE_ROSE', 'OUT_OF_STOCK', 'VARIANT_UNAVAILABLE'].map((code) => ({
      ...{ code, message: `${code}.`, sku: 'MUG-BLUE', availableQuantity: 0 },
    }));
    expect(await refusal({ blockingProblems })).toMatchObject({
      data: {
        checkoutSessionCreate: {
          session: null,
          userErrors: [
            { __typename: 'OutOfStockError', code: 'OUT_OF_STOCK' },
            { code: 'PRICE_NOT_ACCEPTED', field: ['input', 'cartId'] },
            { code: 'CART_HAS_PROBLEMS', field: ['input', 'cartId'] },
          ],
        },
      },
    });
    expect(codesOf((await refusal({ customerId: 'c-1' })) as SubgraphResponse)).toEqual(['NOT_FOUND']);
  });
});

describe('reading an order', () => {
  const BY_ID =
    'query ($id: ID, $orderNumber: String, $accessToken: String) { order(id: $id, orderNumber: $orderNumber, accessToken: $accessToken) { id email } }';
  const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on Order { id orderNumber status } ... on CheckoutSession { id sessionStatus: status } ... on Customer { id orders(first: 2) { nodes { id } totalCount } } } }`;

  test('is for its owner, staff and whoever holds its access token; for others it does not exist', async () => {
    const me = guest();
    const { id, orderNumber, accessToken } = await order(me);
    const seen = { order: { id, email: 'ada@example.org' } };
    expect(await dataOf(BY_ID, { id }, me)).toEqual(seen);
    expect(await dataOf(BY_ID, { orderNumber: orderNumber.toLowerCase() }, me)).toEqual(seen);
    expect(await dataOf(BY_ID, { orderNumber, accessToken }, nobody)).toEqual(seen);
    expect(await dataOf(BY_ID, { id }, await signedIn(newId(), 'support'))).toEqual(seen);
    const { accessToken: foreign } = await order(guest());
    for (const [variables, headers] of [
      [{ id }, nobody],
      [{ id }, guest()],
      [{ id }, await signedIn(newId())],
      [{ orderNumber, accessToken: foreign }, nobody],
      [{ orderNumber, accessToken: 'x' }, nobody],
      [{ id: newId() }, me],
      [{ id: 'no-uuid' }, me],
      [{ orderNumber: 'AG-2026-000000' }, me],
    ] as const) {
      expect(await ask(BY_ID, variables, headers)).toEqual({ data: { order: null } });
    }
    expect(codesOf(await ask(BY_ID, {}, me))).toEqual(['BAD_USER_INPUT']);
  });

  test('by staff is written down, once per order and operation; by its owner or with its token it is not', async () => {
    const [customerId, staffId] = [newId(), newId()];
    const owner = await signedIn(customerId);
    const [first, second] = [await order(owner, customerId), await order(owner, customerId)];
    const staff = await signedIn(staffId, 'support');
    const recorded = async (): Promise<string[]> => {
      const rows = await world.database.query<{ entity: string }>(
        `DELETE FROM audit_log WHERE action = 'orderRead' RETURNING entity, actor`,
      );
      expect(rows.every((row) => JSON.stringify(row).includes(staffId))).toBe(true);
      return rows.map(({ entity }) => entity).sort();
    };
    const both = [first, second].map(({ id }) => `order:${id}`).sort();
    await world.database.query('DELETE FROM audit_log');
    await dataOf(BY_ID, { id: first.id }, owner);
    await dataOf(BY_ID, { orderNumber: first.orderNumber, accessToken: first.accessToken }, staff);
    expect(await recorded()).toEqual([]);
    await dataOf(BY_ID, { id: first.id }, staff);
    expect(await recorded()).toEqual([`order:${first.id}`]);
    const orders = [first, second, first].map(({ id }) => ({ __typename: 'Order', id }));
    await dataOf(ENTITIES, { representations: orders }, staff);
    expect(await recorded()).toEqual(both);
    await dataOf(ENTITIES, { representations: [{ __typename: 'Customer', id: customerId }] }, staff);
    expect(await recorded()).toEqual(both);
  });

  test("as an entity answers in order, batched, and hides what is not the viewer's", async () => {
    const customerId = newId();
    const me = await signedIn(customerId);
    const [first, second] = [await order(me, customerId), await order(me, customerId)];
    const foreign = await order(guest());
    const sessionId = await openSession(me, customerId);
    const representations = [
      { __typename: 'Order', id: second.id },
      { __typename: 'Order', id: foreign.id },
      { __typename: 'Order', orderNumber: first.orderNumber },
      { __typename: 'Order', id: 'nonsense' },
      { __typename: 'CheckoutSession', id: sessionId },
      { __typename: 'CheckoutSession', id: newId() },
      { __typename: 'Order', id: first.id },
    ];
    const before = world.database.statements;
    const { _entities } = await dataOf<{ _entities: unknown[] }>(ENTITIES, { representations }, me);
    expect(world.database.statements - before).toBe(3);
    expect(_entities).toMatchObject([
      { id: second.id },
      null,
      { id: first.id },
      null,
      { id: sessionId, sessionStatus: 'OPEN' },
      null,
      { id: first.id },
    ]);
  });

  test("a customer's orders are listed for the customer and staff only", async () => {
    const customers = [newId(), newId()];
    for (const customerId of customers) {
      const me = await signedIn(customerId);
      for (let n = 0; n < 3; n += 1) {
        await order(me, customerId);
        world.clock.advance(1_000);
      }
    }
    const representations = customers.map((id) => ({ __typename: 'Customer', id }));
    const staff = await signedIn(newId(), 'support');
    const before = world.database.statements;
    const seen = await dataOf<{ _entities: { orders: { nodes: unknown[]; totalCount: number } }[] }>(
      ENTITIES,
      { representations },
      staff,
    );
    // Which orders, the orders, their counts, and the audit of all of them.
    expect(world.database.statements - before).toBe(4);
    expect(seen._entities.map(({ orders }) => [orders.nodes.length, orders.totalCount])).toEqual([
      [2, 3],
      [2, 3],
    ]);
    const own = await dataOf(ENTITIES, { representations }, await signedIn(customers[0] ?? ''));
    expect(own).toMatchObject({ _entities: [{ orders: { totalCount: 3 } }, { orders: null }] });
  });
});

describe('lists of orders', () => {
  const MINE =
    'query ($first: Int, $after: String, $filter: OrderFilter) { myOrders(first: $first, after: $after, filter: $filter) { nodes { id } totalCount pageInfo { hasNextPage endCursor } } }';
  const ALL =
    'query ($first: Int, $after: String, $last: Int, $before: String, $filter: OrderFilter, $sort: OrderSort, $query: String) { orders(first: $first, after: $after, last: $last, before: $before, filter: $filter, sort: $sort, query: $query) { nodes { id orderNumber status } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }';
  interface Listed {
    readonly nodes: readonly { readonly id: string; readonly orderNumber: string }[];
    readonly totalCount: number;
    readonly pageInfo: {
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string;
      readonly endCursor: string;
    };
  }

  test('the own ones come newest first, page by page, without a gap or a repeat', async () => {
    const me = guest();
    const placed: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      placed.unshift((await order(me)).id);
      if (n % 2 === 0) world.clock.advance(1_000);
    }
    await order(guest());
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { myOrders }: { myOrders: Listed } = await dataOf(MINE, { first: 2, after }, me);
      seen.push(...myOrders.nodes.map(({ id }) => id));
      expect(myOrders.totalCount).toBe(5);
      after = myOrders.pageInfo.hasNextPage ? myOrders.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(placed);
    expect(codesOf(await ask(MINE, {}, nobody))).toEqual(['UNAUTHENTICATED']);
  });

  test('all of them are for staff, filtered, sorted and read from either end', async () => {
    const customerId = newId();
    const me = await signedIn(customerId);
    const ids: string[] = [];
    for (const paymentToken of ['tok_ok', 'tok_declined', 'tok_timeout']) {
      const { checkoutComplete } = await dataOf<CompleteAnswer>(
        COMPLETE,
        completion(await openSession(me, customerId), { paymentToken }),
        me,
      );
      ids.push(checkoutComplete.order?.id ?? '');
      world.clock.advance(1_000);
    }
    const staff = await signedIn(newId(), 'support');
    const list = async (variables: object): Promise<Listed> =>
      (await dataOf<{ orders: Listed }>(ALL, variables, staff)).orders;
    const listed = async (variables: object): Promise<string[]> =>
      (await list(variables)).nodes.map(({ id }) => id);
    const filter = { customerId };
    expect(await listed({ filter })).toEqual([...ids].reverse());
    expect(await listed({ filter, sort: 'CREATED_AT_ASC' })).toEqual(ids);
    expect(
      await listed({ filter: { ...filter, status: ['CONFIRMED', 'PENDING'] }, sort: 'CREATED_AT_ASC' }),
    ).toEqual([ids[0], ids[2]]);
    expect(await listed({ filter: { ...filter, paymentStatus: ['FAILED'] } })).toEqual([ids[1]]);
    const [newest] = (await list({ filter })).nodes;
    const number = newest?.orderNumber.toLowerCase() ?? '';
    for (const query of [customerId, `${customerId} MUG-BLUE`, `ada@example.org ${customerId}`])
      expect(await listed({ query })).toEqual([...ids].reverse());
    for (const query of [number, ` ${number}  MUG-BLUE `, newest?.id])
      expect(await listed({ query })).toEqual([ids[2]]);
    for (const query of [`${number} LAMP`, 'nobody@example.org', `' OR 1=1 --`])
      expect(await listed({ query })).toEqual([]);
    expect(codesOf(await ask(ALL, { query: 'x'.repeat(201) }, staff))).toEqual(['BAD_USER_INPUT']);
    expect(
      await listed({
        filter: { ...filter, sku: 'MUG-BLUE', region: 'EU', storeId: 'main', email: 'ada@example.org' },
      }),
    ).toHaveLength(3);
    expect(await listed({ filter: { ...filter, sku: 'NOTHING' } })).toEqual([]);
    const createdAt = {
      from: new Date(world.clock.nowMs() - 2_500).toISOString(),
      to: new Date(world.clock.nowMs() - 500).toISOString(),
    };
    expect(await listed({ filter: { ...filter, createdAt } })).toEqual([ids[2], ids[1]]);
    const last = await list({ filter, last: 2 });
    expect([last.nodes.map(({ id }) => id), last.pageInfo.hasPreviousPage, last.totalCount]).toEqual([
      [ids[1], ids[0]],
      true,
      3,
    ]);
    expect(await listed({ filter, last: 2, before: last.pageInfo.startCursor })).toEqual([ids[2]]);
    for (const sort of ['UPDATED_AT_DESC', 'TOTAL_DESC']) {
      const page = await list({ filter, sort, first: 2 });
      expect(
        [
          ...page.nodes.map(({ id }) => id),
          ...(await listed({ filter, sort, first: 2, after: page.pageInfo.endCursor })),
        ].sort(),
      ).toEqual([...ids].sort());
    }
    expect(codesOf(await ask(ALL, { after: 'x' }, staff))).toEqual(['BAD_USER_INPUT']);
    expect(codesOf(await ask(ALL, { after: Buffer.from('["a","b"]').toString('base64url') }, staff))).toEqual(
      ['BAD_USER_INPUT'],
    );
    expect(codesOf(await ask(ALL, {}, me))).toEqual(['FORBIDDEN']);
    expect(codesOf(await ask(ALL, {}, guest()))).toEqual(['UNAUTHENTICATED']);
  });
});

test('every element of the schema is described', () => {
  const undescribed = sdl
    .split('\n')
    .map((line, index, lines) => [line, lines[index - 1] ?? ''] as const)
    .filter(([line, above]) => /^ {2}\w+(\(|:| ?$)/.test(line) && !above.trim().endsWith('"""'));
  expect(undescribed).toEqual([]);
});

describe('a live order', () => {
  const CHANGED = `subscription ($id: ID!, $after: Int) { orderChanged(orderId: $id, afterVersion: $after) {
    version cause snapshot changes { version cause from to } order { status history(afterVersion: 1) { to } } } }`;

  const watch = (id: string, headers: Headers, after?: number): { heard: unknown[]; stop: () => void } => {
    const heard: unknown[] = [];
    const stop = host.subscribe(
      { query: CHANGED, variables: { id, after: after ?? null }, headers },
      {
        next: ({ data, errors }) => heard.push(data?.['orderChanged'] ?? errors?.[0]?.extensions?.['code']),
        error: (errors) => heard.push(errors[0]?.extensions?.['code']),
        complete: () => undefined,
      },
    );
    return { heard, stop };
  };

  test('is told as it is, then every step; a stranger learns nothing', async () => {
    const me = guest();
    const answer = await dataOf<CompleteAnswer>(
      COMPLETE,
      completion(await openSession(me), { paymentToken: 'tok_review' }),
      me,
    );
    const id = answer.checkoutComplete.order?.id ?? '';
    const watchers = [watch(id, me), watch(id, me, 1), watch(id, guest())];
    const [own, resumed, stranger] = watchers.map(({ heard }) => heard);
    await eventually(() => watchers.every(({ heard }) => heard.length > 0));
    const reviewed = { version: 2, cause: 'PAYMENT_REVIEW', from: 'PENDING', to: 'PENDING_REVIEW' };
    expect(own).toMatchObject([{ version: 2, cause: 'PAYMENT_REVIEW', snapshot: true, changes: [] }]);
    expect(resumed).toMatchObject([{ version: 2, snapshot: false, changes: [reviewed] }]);
    expect(stranger).toEqual(['NOT_FOUND']);
    const cancelled = { version: 3, cause: 'PAYMENT_VOIDED', from: 'PENDING_REVIEW', to: 'CANCELLED' };
    const intent = await world.payments.find(id);
    await settleOrder(world)({
      orderId: id,
      decide: ({ order: current, payment }, stamp) =>
        settleByVerdict(current, payment, { kind: 'voided', intentId: intent?.intentId ?? '' }, stamp),
      origin: { correlationId: undefined, traceparent: undefined, actor: 'service:order' },
    });
    for (const heard of [own, resumed]) {
      await eventually(() => heard?.length === 2);
      expect(heard?.[1]).toEqual({
        ...{ version: 3, cause: 'PAYMENT_VOIDED', snapshot: false, changes: [cancelled] },
        order: { status: 'CANCELLED', history: [{ to: 'PENDING_REVIEW' }, { to: 'CANCELLED' }] },
      });
    }
    for (const { stop } of watchers) stop();
  });
});
