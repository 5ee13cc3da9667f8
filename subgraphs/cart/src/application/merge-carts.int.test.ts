import { ANONYMOUS, issueGuestToken } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import { SESSION_SECRET, contextOf, creation, customer, openCartWorld } from '../cart-world.suite';
import type { CartWorld } from '../cart-world.suite';
import type { MergeStrategy } from '../domain/merge';
import { addLines } from './add-lines';
import { openCart } from './create-cart';
import { mergeGuestCart } from './merge-guest-cart';
import type { MergeGuestCartOutcome } from './merge-guest-cart';
import type { CartOutcome } from './outcome';

let world: CartWorld;
beforeAll(async () => {
  world = await openCartWorld();
});
afterEach(() => {
  world.quotes.isDown = false;
  world.quotes.unpriced.clear();
});
afterAll(() => world.close());

interface Shopper {
  readonly cartId: string;
  readonly viewer: Viewer;
}

async function shopper(viewer: Viewer, lines: Readonly<Record<string, number>>): Promise<Shopper> {
  const wanted = Object.entries(lines).map(([sku, quantity]) => ({ sku, quantity, attributes: [] }));
  const { cartId } = await openCart(world.deps, creation({ lines: wanted }), contextOf(viewer));
  return { cartId: cartId ?? '', viewer };
}

async function guestWith(lines: Readonly<Record<string, number>>): Promise<Shopper & { token: string }> {
  const sessionId = newId();
  await world.deps.sessions.create({ id: sessionId, customerId: null, deviceInfo: null }, () =>
    Promise.resolve(),
  );
  const viewer = { ...ANONYMOUS, sessionId, tokenVersion: 1 };
  const token = issueGuestToken(SESSION_SECRET, { sessionId, tokenVersion: 1 });
  return { ...(await shopper(viewer, lines)), token };
}

const merge = (
  viewer: Viewer,
  token: string,
  over: { strategy?: MergeStrategy; sourceCartId?: string; key?: string } = {},
): Promise<MergeGuestCartOutcome> =>
  mergeGuestCart(
    world.deps,
    {
      sourceSessionToken: token,
      sourceCartId: over.sourceCartId ?? null,
      strategy: over.strategy ?? 'SUM',
      idempotencyKey: over.key ?? null,
    },
    contextOf(viewer),
  );
const add = (viewer: Viewer, cartId: string, sku: string, quantity = 1): Promise<CartOutcome> =>
  addLines(
    world.deps,
    {
      cartId,
      lines: [{ sku, quantity, attributes: [] }],
      expectedVersion: null,
      allowPartial: false,
      idempotencyKey: null,
    },
    contextOf(viewer),
  );
const linesOf = async (cartId: string): Promise<Record<string, number>> =>
  Object.fromEntries((await world.read(cartId)).lines.map(({ sku, quantity }) => [sku, quantity]));
const openCartsOf = async (customerId: string | null): Promise<number> =>
  (await world.deps.store.readOfCustomers([customerId ?? ''], ['ACTIVE', 'ABANDONED', 'LOCKED'])).length;

describe('a guest cart of a customer who has none', () => {
  test('becomes theirs as it is: same cart, one version more, out of reach of the guest token alone', async () => {
    const guest = await guestWith({ MUG: 2 });
    const viewer = customer();
    expect(await merge(viewer, guest.token)).toEqual({
      cartId: guest.cartId,
      report: [{ sku: 'MUG', fromQuantity: 2, intoQuantity: 0, resultQuantity: 2, reason: null }],
      replayed: false,
      rejections: [],
      warnings: [],
    });
    const cart = await world.read(guest.cartId);
    expect(cart).toMatchObject({
      customerId: viewer.customerId,
      status: 'ACTIVE',
      version: 3,
      pricedVersion: 3,
    });
    expect((await world.log(guest.cartId)).at(-1)).toMatchObject({ version: 3, cause: 'MERGED' });
    expect(world.news).toContain(`${guest.cartId}@3`);
    const sessions = await world.deps.sessions.readMany([guest.viewer.sessionId ?? '']);
    expect([...sessions.values()]).toMatchObject([{ customerId: viewer.customerId }]);
    expect(await add(guest.viewer, guest.cartId, 'MUG')).toMatchObject({
      rejections: [{ kind: 'CART_NOT_FOUND' }],
    });
  });
});

describe('a guest cart beside an open cart of the customer', () => {
  test('brings the prices that were promised to the guest, and says that they rose', async () => {
    const guest = await guestWith({ LAMP: 1 });
    const own = await shopper(customer(), { MUG: 1 });
    world.quotes.prices.set('LAMP', 1_500n);
    const key = newId();
    const { warnings } = await merge(own.viewer, guest.token, { key });
    expect(await merge(own.viewer, guest.token, { key })).toMatchObject({
      replayed: true,
      warnings: [{ code: 'PRICE_ROSE', about: 'LAMP', isBlocking: false }],
    });
    world.quotes.prices.delete('LAMP');
    expect(warnings).toMatchObject([{ code: 'PRICE_ROSE', about: 'LAMP', isBlocking: false }]);
    const line = (await world.read(own.cartId)).lines.find(({ sku }) => sku === 'LAMP');
    expect(line).toMatchObject({ unitPriceMinor: 1_000n, acceptedPriceMinor: 1_000n });
  });

  test('has its hold moved before the answer; while inventory is down the event moves it', async () => {
    const [guest, late] = [await guestWith({ MUG: 2, LAMP: 1 }), await guestWith({ NOVEL: 1 })];
    const own = await shopper(customer(), { MUG: 3 });
    await merge(own.viewer, guest.token);
    expect(world.stock.merges.filter(({ cart }) => cart.id === own.cartId)).toEqual([
      {
        source: { id: guest.cartId, version: 3 },
        cart: { id: own.cartId, version: 3, region: 'US', storeId: 'main' },
        quantities: new Map([
          ['MUG', 5],
          ['LAMP', 1],
        ]),
      },
    ]);
    world.stock.isDown = true;
    expect(await merge(own.viewer, late.token)).toMatchObject({ cartId: own.cartId, rejections: [] });
    world.stock.isDown = false;
    expect(await linesOf(own.cartId)).toEqual({ MUG: 5, LAMP: 1, NOVEL: 1 });
  });

  test('goes into it: both commit, the hold is told to move, the guest’s watchers see it end', async () => {
    const guest = await guestWith({ MUG: 2, LAMP: 1 });
    const own = await shopper(customer(), { MUG: 3, NOVEL: 1 });
    const outcome = await merge(own.viewer, guest.token);
    expect(outcome).toMatchObject({ cartId: own.cartId, replayed: false, rejections: [] });
    expect(outcome.report).toEqual([
      { sku: 'MUG', fromQuantity: 2, intoQuantity: 3, resultQuantity: 5, reason: null },
      { sku: 'LAMP', fromQuantity: 1, intoQuantity: 0, resultQuantity: 1, reason: null },
    ]);
    expect(await linesOf(own.cartId)).toEqual({ MUG: 5, NOVEL: 1, LAMP: 1 });
    const [source, target] = [await world.read(guest.cartId), await world.read(own.cartId)];
    expect(source).toMatchObject({
      status: 'MERGED',
      mergedIntoId: own.cartId,
      version: 3,
      reservedUntil: null,
    });
    expect(target).toMatchObject({ status: 'ACTIVE', version: 3, pricedVersion: 3 });
    expect((await world.log(guest.cartId)).at(-1)).toMatchObject({ version: 3, cause: 'MERGED' });
    expect((await world.log(own.cartId)).at(-1)).toMatchObject({ version: 3, cause: 'MERGED' });
    expect((await world.events(own.cartId)).at(-1)).toMatchObject({
      type: 'cart.merged.v1',
      aggregate_version: 3,
      payload: {
        cart_id: own.cartId,
        version: 3,
        source_cart_id: guest.cartId,
        source_version: 3,
        operation_id: null,
        cause: 'MERGED',
        customer_id: own.viewer.customerId,
        sku_quantities: { MUG: 5, LAMP: 1 },
      },
    });
    expect((await world.events(guest.cartId)).at(-1)).toMatchObject({
      type: 'cart.updated.v1',
      payload: { cause: 'MERGED', version: 3 },
    });
    expect(world.news).toEqual(expect.arrayContaining([`${guest.cartId}@3`, `${own.cartId}@3`]));
  });

  test.each<[MergeStrategy, Record<string, number>]>([
    ['MAX', { MUG: 3, LAMP: 1, NOVEL: 1 }],
    ['KEEP_CUSTOMER', { MUG: 3, NOVEL: 1 }],
    ['USE_GUEST', { MUG: 2, LAMP: 1 }],
  ])('goes into it by %s', async (strategy, expected) => {
    const guest = await guestWith({ MUG: 2, LAMP: 1 });
    const own = await shopper(customer(), { MUG: 3, NOVEL: 1 });
    expect((await merge(own.viewer, guest.token, { strategy })).rejections).toEqual([]);
    expect(await linesOf(own.cartId)).toEqual(expected);
    expect((await world.read(guest.cartId)).status).toBe('MERGED');
  });

  test('stays when the customer’s is being paid for, and is refused when it is itself', async () => {
    const guest = await guestWith({ MUG: 1 });
    const own = await shopper(customer(), { NOVEL: 1 });
    const lock = (id: string, status: string): Promise<unknown> =>
      world.database.query(
        'UPDATE cart SET status = $2, locked_by_order_id = gen_random_uuid() WHERE id = $1',
        [id, status],
      );
    await lock(own.cartId, 'LOCKED');
    expect((await merge(own.viewer, guest.token)).rejections).toEqual([{ kind: 'CART_LOCKED' }]);
    await lock(own.cartId, 'ACTIVE');
    await lock(guest.cartId, 'LOCKED');
    expect((await merge(own.viewer, guest.token)).rejections).toEqual([{ kind: 'CART_LOCKED' }]);
    expect(await linesOf(own.cartId)).toEqual({ NOVEL: 1 });
  });

  test('leaves out what has no price there and says so', async () => {
    const guest = await guestWith({ MUG: 2, LAMP: 1 });
    const own = await shopper(customer(), { NOVEL: 1 });
    world.quotes.unpriced.add('LAMP');
    const { report } = await merge(own.viewer, guest.token);
    expect(report.map(({ sku, resultQuantity, reason }) => [sku, resultQuantity, reason])).toEqual([
      ['MUG', 2, null],
      ['LAMP', 0, 'PRICE_UNAVAILABLE'],
    ]);
    expect(await linesOf(own.cartId)).toEqual({ MUG: 2, NOVEL: 1 });
  });

  test('goes into it at the prices both have while pricing is away, as an estimate', async () => {
    const guest = await guestWith({ MUG: 2 });
    const own = await shopper(customer(), { NOVEL: 1 });
    world.quotes.isDown = true;
    expect((await merge(own.viewer, guest.token)).rejections).toEqual([]);
    const after = await world.read(own.cartId);
    expect(after.pricedVersion).toBeLessThan(after.version);
    expect(await linesOf(own.cartId)).toEqual({ MUG: 2, NOVEL: 1 });
  });
});

describe('merges at once', () => {
  test('of five logins have one effect, keep the union, and answer with the same cart and report', async () => {
    for (let round = 0; round < 6; round += 1) {
      const guest = await guestWith({ MUG: 2, LAMP: 1 });
      const viewer = customer();
      const own = round % 2 === 0 ? await shopper(viewer, { MUG: 3 }) : undefined;
      const outcomes = await Promise.all(Array.from({ length: 5 }, () => merge(viewer, guest.token)));
      expect(new Set(outcomes.map(({ cartId }) => cartId))).toEqual(new Set([own?.cartId ?? guest.cartId]));
      expect(outcomes.flatMap(({ rejections }) => rejections)).toEqual([]);
      expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(1);
      for (const { report } of outcomes) expect(report).toEqual(outcomes[0]?.report);
      expect(await openCartsOf(viewer.customerId)).toBe(1);
      const expected = own === undefined ? { MUG: 2, LAMP: 1 } : { MUG: 5, LAMP: 1 };
      expect(await linesOf(outcomes[0]?.cartId ?? '')).toEqual(expected);
    }
  });

  test('and adds to both carts lose no acknowledged unit', async () => {
    for (let round = 0; round < 5; round += 1) {
      const guest = await guestWith({ MUG: 1 });
      const own = await shopper(customer(), { MUG: 1 });
      const [toGuest, toOwn, merged] = await Promise.all([
        Promise.all(Array.from({ length: 3 }, () => add(guest.viewer, guest.cartId, 'MUG'))),
        Promise.all(Array.from({ length: 3 }, () => add(own.viewer, own.cartId, 'MUG'))),
        merge(own.viewer, guest.token),
      ]);
      expect(merged.rejections).toEqual([]);
      const acknowledged = [...toGuest, ...toOwn].filter(({ kind }) => kind === 'committed').length;
      expect(await linesOf(own.cartId)).toEqual({ MUG: 2 + acknowledged });
      for (const id of [guest.cartId, own.cartId]) {
        const { version } = await world.read(id);
        expect((await world.log(id)).map((entry) => entry.version)).toEqual(
          Array.from({ length: version }, (_, index) => index + 1),
        );
      }
    }
  });

  test('and the opening of a cart by the customer end with one open cart', async () => {
    for (let round = 0; round < 5; round += 1) {
      const guest = await guestWith({ MUG: 2 });
      const viewer = customer();
      const [merged] = await Promise.all([merge(viewer, guest.token), shopper(viewer, {})]);
      expect(merged.rejections).toEqual([]);
      expect(await openCartsOf(viewer.customerId)).toBe(1);
      expect(await linesOf(merged.cartId ?? '')).toEqual({ MUG: 2 });
    }
  });
});

describe('a merge', () => {
  test('is carried out once per key and refused for another input', async () => {
    const guest = await guestWith({ MUG: 2 });
    const own = await shopper(customer(), { MUG: 1 });
    const key = newId();
    const first = await merge(own.viewer, guest.token, { key });
    expect(await merge(own.viewer, guest.token, { key })).toEqual({ ...first, replayed: true });
    expect((await merge(own.viewer, guest.token, { key, strategy: 'MAX' })).rejections).toEqual([
      { kind: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
    expect(await linesOf(own.cartId)).toEqual({ MUG: 3 });
  });

  test('that is asked for again later finds where the cart went', async () => {
    const guest = await guestWith({ MUG: 2 });
    const own = await shopper(customer(), { MUG: 1 });
    const first = await merge(own.viewer, guest.token);
    const again = await merge(own.viewer, guest.token, { sourceCartId: guest.cartId });
    expect(again).toEqual({ ...first, replayed: true });
    expect((await merge(customer(), guest.token, { sourceCartId: guest.cartId })).rejections).toEqual([
      { kind: 'CART_NOT_FOUND' },
    ]);
  });

  test('without a guest cart answers with the customer’s', async () => {
    const guest = await guestWith({});
    await world.database.query('DELETE FROM cart WHERE id = $1', [guest.cartId]);
    const own = await shopper(customer(), { MUG: 1 });
    expect(await merge(own.viewer, guest.token)).toEqual({
      cartId: own.cartId,
      report: [],
      replayed: false,
      rejections: [],
      warnings: [],
    });
    expect((await merge(customer(), guest.token)).cartId).toBeNull();
  });

  test('needs the token of the very session and a customer', async () => {
    const guest = await guestWith({ MUG: 2 });
    const other = await guestWith({ NOVEL: 1 });
    const own = await shopper(customer(), { MUG: 1 });
    const { sessionId } = guest.viewer;
    const old = issueGuestToken(SESSION_SECRET, { sessionId: sessionId ?? '', tokenVersion: 2 });
    const forged = issueGuestToken('another secret', { sessionId: sessionId ?? '', tokenVersion: 1 });
    for (const token of [old, forged, 'nonsense'])
      expect((await merge(own.viewer, token)).rejections).toEqual([{ kind: 'CART_NOT_FOUND' }]);
    for (const sourceCartId of [guest.cartId, own.cartId, newId(), 'no uuid'])
      expect((await merge(own.viewer, other.token, { sourceCartId })).rejections).toEqual([
        { kind: 'CART_NOT_FOUND' },
      ]);
    await expect(merge(guest.viewer, guest.token)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    expect(await linesOf(guest.cartId)).toEqual({ MUG: 2 });
  });
});

describe('the first mutation with both identities', () => {
  const both = (guest: Shopper, own: Viewer): Viewer => ({
    ...own,
    sessionId: guest.viewer.sessionId,
    tokenVersion: guest.viewer.tokenVersion,
  });

  test('merges, and works on the customer’s cart under either id', async () => {
    const guest = await guestWith({ MUG: 2 });
    const own = await shopper(customer(), { NOVEL: 1 });
    expect(await add(both(guest, own.viewer), guest.cartId, 'LAMP')).toMatchObject({
      kind: 'committed',
      cartId: own.cartId,
    });
    expect(await add(both(guest, own.viewer), own.cartId, 'LAMP')).toMatchObject({ cartId: own.cartId });
    expect(await linesOf(own.cartId)).toEqual({ NOVEL: 1, MUG: 2, LAMP: 2 });
  });

  test('makes the guest cart the customer’s when they have none, also when it opens a cart', async () => {
    const guest = await guestWith({ MUG: 2 });
    const viewer = both(guest, customer());
    const opened = await openCart(world.deps, creation(), contextOf(viewer));
    expect(opened).toMatchObject({ cartId: guest.cartId, rejections: [{ kind: 'CART_ALREADY_EXISTS' }] });
    expect((await world.read(guest.cartId)).customerId).toBe(viewer.customerId);
  });

  test('at once with others merges once', async () => {
    const guest = await guestWith({ MUG: 2 });
    const own = await shopper(customer(), { MUG: 1 });
    const viewer = both(guest, own.viewer);
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, (_, n) => add(viewer, n % 2 === 0 ? guest.cartId : own.cartId, 'MUG')),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array(5).fill('committed'));
    expect(await linesOf(own.cartId)).toEqual({ MUG: 8 });
    expect((await world.log(own.cartId)).filter(({ cause }) => cause === 'MERGED')).toHaveLength(1);
  });

  test('is carried out although the guest cart cannot be merged yet', async () => {
    const guest = await guestWith({ MUG: 2 });
    const own = await shopper(customer(), { NOVEL: 1 });
    await world.database.query(
      "UPDATE cart SET status = 'LOCKED', locked_by_order_id = gen_random_uuid() WHERE id = $1",
      [guest.cartId],
    );
    expect((await add(both(guest, own.viewer), own.cartId, 'LAMP')).kind).toBe('committed');
    expect((await world.read(guest.cartId)).status).toBe('LOCKED');
  });

  test('with a token that is no longer good merges nothing', async () => {
    const guest = await guestWith({ MUG: 2 });
    const own = await shopper(customer(), { NOVEL: 1 });
    await add({ ...both(guest, own.viewer), tokenVersion: 7 }, own.cartId, 'LAMP');
    expect(await linesOf(own.cartId)).toEqual({ NOVEL: 1, LAMP: 1 });
  });
});
