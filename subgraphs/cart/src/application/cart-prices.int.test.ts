import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { MINUTE_MS } from '@agora/platform/time';
import { eventually } from '@agora/test-kit/eventually';
import { contextOf, customer, openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import { attentionJob } from '../jobs/attention';
import { callAttention, callUnheldAttention, dueAttention } from '../persistence/cart-attention';
import { problem } from '../domain/problems';
import { acceptPrices } from './accept-prices';
import { applyCoupon, removeCoupon } from './change-coupons';
import { estimateCost } from './estimate-cost';
import type { CartOutcome } from './outcome';
import { refreshCart } from './refresh-cart';
import type { RefreshCartDeps } from './refresh-cart';

let world: CartWorld;
let cart: OpenedCart;
const available = new Map<string, number>();
const backordered = new Set<string>();
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  world.quotes.prices.clear();
  world.quotes.coupons.clear();
  available.clear();
  await world.database.query('DELETE FROM cart_attention');
  cart = await world.openCart();
  await world.add(cart, 'MUG', { quantity: 2 });
});
afterAll(() => world.close());

const coupon = (code: string, more: object = {}) => ({
  cartId: cart.id,
  code,
  expectedVersion: null,
  idempotencyKey: null,
  ...more,
});
const apply = (code: string, more: object = {}): Promise<CartOutcome> =>
  applyCoupon(world.deps, coupon(code, more), cart.context);
const kindsOf = (outcome: CartOutcome): string[] =>
  outcome.kind === 'refused' ? outcome.rejections.map(({ kind }) => kind) : [outcome.kind];
const codes = async (): Promise<string[]> => (await world.read(cart.id)).problems.map(({ code }) => code);
const refreshing = (): RefreshCartDeps => ({
  ...world.deps,
  stock: { available: () => Promise.resolve(available), backordered: () => Promise.resolve(backordered) },
});
const expirePromises = (): Promise<unknown> =>
  world.database.query(`UPDATE cart_line SET price_valid_until = now() - interval '1 s' WHERE cart_id = $1`, [
    cart.id,
  ]);

describe('coupons', () => {
  beforeEach(() => {
    world.quotes.coupons.set('SAVE5', 500n);
  });

  test('are entered whatever their case, priced in the same commit, and stay with later changes', async () => {
    expect(await apply(' save5 ')).toMatchObject({ kind: 'committed', version: 3, warnings: [] });
    expect(await world.read(cart.id)).toMatchObject({
      version: 3,
      pricedVersion: 3,
      couponCodes: ['SAVE5'],
      cost: { totalMinor: 1_500n, coupons: [{ code: 'SAVE5', applied: true, title: 'Coupon SAVE5' }] },
    });
    expect((await world.log(cart.id)).at(-1)).toMatchObject({ cause: 'COUPON_APPLIED' });
    await world.add(cart, 'MUG');
    expect(await world.read(cart.id)).toMatchObject({ couponCodes: ['SAVE5'], cost: { totalMinor: 2_500n } });
  });

  test('that give nothing are refused, all in the same words, and change nothing', async () => {
    expect(kindsOf(await apply('NOTHING'))).toEqual(['COUPON_NOT_APPLICABLE']);
    expect(await world.read(cart.id)).toMatchObject({ version: 2, couponCodes: [] });
  });

  test('entered twice are no change, removed are gone, unknown ones cannot be removed', async () => {
    await apply('SAVE5');
    expect(kindsOf(await apply('save5'))).toEqual(['unchanged']);
    expect(kindsOf(await removeCoupon(world.deps, coupon('save5'), cart.context))).toEqual(['committed']);
    expect(await world.read(cart.id)).toMatchObject({ couponCodes: [], cost: { totalMinor: 2_000n } });
    expect(kindsOf(await removeCoupon(world.deps, coupon('SAVE5'), cart.context))).toEqual([
      'COUPON_NOT_FOUND',
    ]);
  });

  test('are at most five', async () => {
    const five = ['A1', 'A2', 'A3', 'A4', 'A5'];
    await world.database.query('UPDATE cart SET coupon_codes = $2 WHERE id = $1', [cart.id, five]);
    expect(kindsOf(await apply('SAVE5'))).toEqual(['TOO_MANY_COUPONS']);
  });

  test('that stop to give something are a problem until they do or are removed', async () => {
    await apply('SAVE5');
    world.quotes.coupons.clear();
    expect(await world.add(cart, 'NOVEL')).toMatchObject({
      warnings: [{ code: 'COUPON_NOT_APPLICABLE', about: 'SAVE5' }],
    });
    expect(await codes()).toEqual(['COUPON_NOT_APPLICABLE']);
    world.quotes.coupons.set('SAVE5', 500n);
    await world.add(cart, 'NOVEL');
    expect(await codes()).toEqual([]);
  });

  test('are warned of again when the request is repeated with its key, also once they are cured', async () => {
    await apply('SAVE5');
    world.quotes.coupons.clear();
    const key = newId();
    const first = await world.add(cart, 'NOVEL', { key });
    const warned = { warnings: [{ code: 'COUPON_NOT_APPLICABLE', lineId: null, about: 'SAVE5' }] };
    expect([first, await world.add(cart, 'NOVEL', { key })]).toMatchObject([
      { replayed: false, ...warned },
      { replayed: true, ...warned },
    ]);
    world.quotes.coupons.set('SAVE5', 500n);
    await world.add(cart, 'NOVEL');
    expect(await codes()).toEqual([]);
    expect(await world.add(cart, 'NOVEL', { key })).toMatchObject({ replayed: true, ...warned });
  });

  test('that make another one worthless warn again as well when they are repeated', async () => {
    await apply('SAVE5');
    world.quotes.coupons.clear();
    world.quotes.coupons.set('OTHER', 100n);
    const idempotencyKey = newId();
    const outcomes = [await apply('OTHER', { idempotencyKey }), await apply('OTHER', { idempotencyKey })];
    const warnings = [{ code: 'COUPON_NOT_APPLICABLE', about: 'SAVE5' }];
    expect(outcomes).toMatchObject([
      { replayed: false, warnings },
      { replayed: true, warnings },
    ]);
  });

  test('survive 20 parallel adds: the codes and every unit are there', async () => {
    await Promise.all([apply('SAVE5'), ...Array.from({ length: 20 }, () => world.add(cart, 'NOVEL'))]);
    const after = await world.read(cart.id);
    expect(after.couponCodes).toEqual(['SAVE5']);
    expect(after.lines.map(({ quantity }) => quantity)).toEqual([2, 20]);
  });

  test('with one key are entered once, and the key stands for one code', async () => {
    const idempotencyKey = newId();
    const first = await apply('SAVE5', { idempotencyKey });
    expect(await apply('SAVE5', { idempotencyKey })).toMatchObject({
      kind: 'committed',
      version: 3,
      replayed: true,
    });
    expect(first).toMatchObject({ replayed: false });
    expect(kindsOf(await apply('OTHER', { idempotencyKey }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
  });

  test('can be tried ten times a minute by one identity, and from one address', async () => {
    const tries = async (contexts: () => OpenedCart['context']): Promise<unknown[]> => {
      const results: unknown[] = [];
      for (let n = 0; n < 12; n += 1)
        results.push(
          await applyCoupon(world.deps, coupon(`GUESS${String(n)}`), contexts()).catch(
            (error: unknown) => error,
          ),
        );
      return results;
    };
    const limited = { code: 'RATE_LIMITED', retryAfterMs: expect.any(Number) as number };
    expect((await tries(() => cart.context)).slice(10)).toMatchObject([limited, limited]);
    const clientAddress = `192.0.2.${newId()}`;
    const strangers = await tries(() => ({ ...contextOf(customer()), clientAddress }));
    expect(strangers.slice(10)).toMatchObject([limited, limited]);
  });

  test.each(['', '   ', 'x'.repeat(101)])('%p is no code', async (code) => {
    await expect(apply(code)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('of a cart of somebody else are none of their business', async () => {
    const stranger = contextOf(customer());
    expect(kindsOf(await applyCoupon(world.deps, coupon('SAVE5'), stranger))).toEqual(['CART_NOT_FOUND']);
  });
});

describe('a price that changes', () => {
  test('downwards is passed on and told, until the shopper touches the line', async () => {
    world.quotes.prices.set('MUG', 800n);
    expect(await refreshCart(refreshing(), cart.id)).toBe(3);
    expect(await world.read(cart.id)).toMatchObject({
      cost: { totalMinor: 1_600n },
      lines: [{ unitPriceMinor: 800n, previousPriceMinor: 1_000n, acceptedPriceMinor: 800n }],
      problems: [{ code: 'PRICE_DROPPED', previousPriceMinor: 1_000n, priceMinor: 800n, isBlocking: false }],
    });
    await world.add(cart, 'NOVEL');
    expect(await codes()).toEqual(['PRICE_DROPPED']);
    await world.add(cart, 'MUG');
    expect(await codes()).toEqual([]);
  });

  test('upwards leaves the promised price while it holds, for old and new units of the line', async () => {
    world.quotes.prices.set('MUG', 1_200n);
    await refreshCart(refreshing(), cart.id);
    expect((await world.log(cart.id)).at(-1)).toMatchObject({ cause: 'PRICE_CHANGED' });
    await world.add(cart, 'MUG');
    expect(await world.read(cart.id)).toMatchObject({
      cost: { totalMinor: 3_000n },
      lines: [{ quantity: 3, unitPriceMinor: 1_000n }],
      problems: [{ code: 'PRICE_ROSE', priceMinor: 1_200n, isBlocking: false }],
    });
  });

  test('afterwards is charged, blocks the checkout, and waits for consent', async () => {
    world.quotes.prices.set('MUG', 1_200n);
    await expirePromises();
    expect(await world.add(cart, 'NOVEL')).toMatchObject({
      warnings: [{ code: 'PRICE_ROSE', isBlocking: true }],
    });
    expect(await world.read(cart.id)).toMatchObject({
      cost: { totalMinor: 3_400n },
      lines: [{ unitPriceMinor: 1_200n, acceptedPriceMinor: 1_000n, previousPriceMinor: 1_000n }, {}],
    });
    const accept = { cartId: cart.id, lineIds: null, expectedVersion: null, idempotencyKey: null };
    expect(kindsOf(await acceptPrices(world.deps, accept, cart.context))).toEqual(['committed']);
    const agreed = await world.read(cart.id);
    expect(agreed).toMatchObject({
      problems: [],
      lines: [{ acceptedPriceMinor: 1_200n, previousPriceMinor: null }, {}],
    });
    expect(agreed.lines[0]?.priceValidUntil.getTime()).toBeGreaterThan(Date.now() + 20 * MINUTE_MS);
    expect(kindsOf(await acceptPrices(world.deps, accept, cart.context))).toEqual(['unchanged']);
  });

  test('is agreed to as far as it was shown: a rise nobody has seen yet waits for consent again', async () => {
    world.quotes.prices.set('MUG', 1_200n);
    await expirePromises();
    await refreshCart(refreshing(), cart.id);
    world.quotes.prices.set('MUG', 2_000n);
    const accept = { cartId: cart.id, lineIds: null, expectedVersion: null, idempotencyKey: null };
    await acceptPrices(world.deps, accept, cart.context);
    expect(await world.read(cart.id)).toMatchObject({
      lines: [{ unitPriceMinor: 2_000n, acceptedPriceMinor: 1_200n }],
      problems: [{ code: 'PRICE_ROSE', priceMinor: 2_000n, isBlocking: true }],
    });
  });

  test('that nobody has told of is told when the shopper wants to agree', async () => {
    world.quotes.prices.set('MUG', 1_200n);
    await expirePromises();
    const accept = { cartId: cart.id, lineIds: null, expectedVersion: null, idempotencyKey: null };
    await acceptPrices(world.deps, accept, cart.context);
    expect(await codes()).toEqual(['PRICE_ROSE']);
    await acceptPrices(world.deps, accept, cart.context);
    expect(await codes()).toEqual([]);
  });

  test('is agreed to while the promise holds, and is not asked about when that ends', async () => {
    world.quotes.prices.set('MUG', 1_200n);
    await refreshCart(refreshing(), cart.id);
    const accept = { cartId: cart.id, lineIds: null, expectedVersion: null, idempotencyKey: null };
    expect(kindsOf(await acceptPrices(world.deps, accept, cart.context))).toEqual(['committed']);
    await refreshCart(refreshing(), cart.id);
    expect(await codes()).toEqual([]);
    expect((await world.read(cart.id)).lines[0]?.unitPriceMinor).toBe(1_000n);
    await expirePromises();
    await refreshCart(refreshing(), cart.id);
    expect(await world.read(cart.id)).toMatchObject({ lines: [{ unitPriceMinor: 1_200n }], problems: [] });
  });

  test('is agreed to only as it was shown, and only for lines there are', async () => {
    const accept = (over: object): Promise<CartOutcome> =>
      acceptPrices(
        world.deps,
        { cartId: cart.id, lineIds: null, expectedVersion: null, idempotencyKey: null, ...over },
        cart.context,
      );
    expect(kindsOf(await accept({ expectedVersion: 1 }))).toEqual(['VERSION_CONFLICT']);
    expect(kindsOf(await accept({ lineIds: [newId()] }))).toEqual(['LINE_NOT_FOUND']);
    await expect(async () => accept({ lineIds: [] })).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('and changes back before anybody agreed leaves nothing behind', async () => {
    world.quotes.prices.set('MUG', 1_200n);
    await expirePromises();
    await refreshCart(refreshing(), cart.id);
    expect(await codes()).toEqual(['PRICE_ROSE']);
    world.quotes.prices.delete('MUG');
    await refreshCart(refreshing(), cart.id);
    expect(await codes()).toEqual([]);
  });
});

const SHORT = {
  code: 'INSUFFICIENT_STOCK',
  previousPriceMinor: null,
  priceMinor: null,
  isBlocking: true,
};

describe('a look at a cart', () => {
  test('commits nothing when nothing is different', async () => {
    expect(await refreshCart(refreshing(), cart.id)).toBe('unchanged');
    expect((await world.read(cart.id)).version).toBe(2);
  });

  test('finds what is not held and cannot be had any more, and that it can again', async () => {
    await world.database.query('UPDATE cart_line SET reserved_at = NULL WHERE cart_id = $1', [cart.id]);
    available.set('MUG', 1);
    await refreshCart(refreshing(), cart.id);
    expect((await world.read(cart.id)).problems).toMatchObject([
      { code: 'INSUFFICIENT_STOCK', available: 1, isBlocking: true },
    ]);
    expect((await world.log(cart.id)).at(-1)).toMatchObject({ cause: 'STOCK_CHANGED' });
    available.set('MUG', 0);
    await refreshCart(refreshing(), cart.id);
    expect(await codes()).toEqual(['OUT_OF_STOCK']);
    available.clear();
    await refreshCart(refreshing(), cart.id);
    expect(await codes()).toEqual([]);
  });

  test('finds that goods a line waited for came in, and that others are still to come', async () => {
    await world.add(cart, 'NOVEL');
    const waiting = (await world.read(cart.id)).lines.map(({ id, sku }) => ({
      ...problem('BACKORDERED', { lineId: id, about: sku }),
      since: '2026-01-31T12:00:00.000Z',
    }));
    const set = 'UPDATE cart SET problems = $2::jsonb WHERE id = $1';
    await world.database.query(set, [cart.id, JSON.stringify(waiting)]);
    backordered.add('MUG').add('NOVEL');
    expect(await refreshCart(refreshing(), cart.id)).toBe('unchanged');
    backordered.delete('MUG');
    expect(await refreshCart(refreshing(), cart.id)).toBe(4);
    expect((await world.read(cart.id)).problems).toMatchObject([{ code: 'BACKORDERED', about: 'NOVEL' }]);
    expect((await world.log(cart.id)).at(-1)).toMatchObject({ cause: 'STOCK_CHANGED' });
    backordered.clear();
    expect(await refreshCart(refreshing(), cart.id)).toBe(5);
    expect(await codes()).toEqual([]);
  });

  test('finds a variant that is not sold any more', async () => {
    await world.database.query(`UPDATE catalog_variant SET status = 'ARCHIVED' WHERE sku = 'MUG'`);
    await refreshCart(refreshing(), cart.id);
    expect((await world.read(cart.id)).problems).toMatchObject([
      { code: 'VARIANT_UNAVAILABLE', about: 'MUG', isBlocking: true },
    ]);
    await world.database.query(`UPDATE catalog_variant SET status = 'ACTIVE' WHERE sku = 'MUG'`);
  });

  test('finds a line without a price, and leaves the cost what it was', async () => {
    world.quotes.unpriced.add('MUG');
    await refreshCart(refreshing(), cart.id);
    expect(await world.read(cart.id)).toMatchObject({
      cost: { totalMinor: 2_000n },
      problems: [{ code: 'VARIANT_UNAVAILABLE', about: 'MUG', isBlocking: true }],
    });
    expect(await refreshCart(refreshing(), cart.id)).toBe('unchanged');
    expect(await world.add(cart, 'NOVEL')).toMatchObject({ kind: 'committed' });
    world.quotes.unpriced.clear();
    await refreshCart(refreshing(), cart.id);
    expect(await codes()).toEqual([]);
  });

  test('does not forget what is held only in part', async () => {
    const [line] = (await world.read(cart.id)).lines;
    const short = [
      { ...SHORT, lineId: line?.id, about: 'MUG', available: 1, since: new Date().toISOString() },
    ];
    const set = 'UPDATE cart SET problems = $2::jsonb WHERE id = $1';
    await world.database.query(set, [cart.id, JSON.stringify(short)]);
    available.set('MUG', 0);
    await refreshCart(refreshing(), cart.id);
    expect((await world.read(cart.id)).problems).toMatchObject([
      { code: 'INSUFFICIENT_STOCK', available: 1 },
    ]);
    available.set('MUG', 1);
    await refreshCart(refreshing(), cart.id);
    expect(await codes()).toEqual([]);
    available.clear();
  });

  test('is called for once however often, and only for carts that are concerned', async () => {
    const other = await world.openCart();
    await world.add(other, 'NOVEL');
    await callAttention(world.database, ['MUG'], null);
    await callAttention(world.database, ['MUG'], 'US');
    await callAttention(world.database, ['MUG'], 'JP');
    await callUnheldAttention(world.database, 'NOVEL', 'US');
    const due = await dueAttention(world.database, 100);
    expect(due.map(({ cartId }) => cartId)).toContain(cart.id);
    expect(due.map(({ cartId }) => cartId)).not.toContain(other.id);
  });

  test('follows a call by itself, and waits while pricing is away', async () => {
    const logger = createLogger({ name: 'test', level: 'silent' });
    const job = attentionJob({ ...refreshing(), database: world.database, news: world.deps.news, logger });
    world.quotes.prices.set('MUG', 700n);
    world.quotes.isDown = true;
    await callAttention(world.database, ['MUG'], null);
    job.start();
    job.wake();
    try {
      await eventually(async () => (await dueAttention(world.database, 100)).length === 0, {
        what: 'the call put off',
      });
      expect((await world.read(cart.id)).version).toBe(2);
      world.quotes.isDown = false;
      await eventually(async () => (await world.read(cart.id)).lines[0]?.unitPriceMinor === 700n, {
        withinMs: 10_000,
        what: 'the dropped price',
      });
      expect(world.news).toContain(`${cart.id}@3`);
    } finally {
      world.quotes.isDown = false;
      await job.stop();
    }
  });
});

describe('an estimate', () => {
  const ask = (over: object = {}) =>
    estimateCost(
      world.deps,
      { cartId: cart.id, addLines: [], couponCodes: null, shipTo: null, ...over },
      cart.context,
    );

  test('says what more lines and other coupons would cost, and changes nothing', async () => {
    world.quotes.coupons.set('SAVE5', 500n);
    const addLines = [{ sku: 'NOVEL', quantity: 3, attributes: [] }];
    const held = world.stock.held('NOVEL');
    expect(await ask({ addLines, couponCodes: ['save5'] })).toMatchObject({ cost: { totalMinor: 4_500n } });
    expect(await world.read(cart.id)).toMatchObject({
      version: 2,
      couponCodes: [],
      lines: [{ quantity: 2 }],
    });
    expect(world.stock.held('NOVEL')).toBe(held);
  });

  test('is refused for what could not be added, and there is none for somebody else’s cart', async () => {
    await expect(ask({ addLines: [{ sku: 'NONE', quantity: 1, attributes: [] }] })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    await expect(ask({ couponCodes: ['A', 'B', 'C', 'D', 'E', 'F'] })).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
    const stranger = contextOf(customer());
    const question = { cartId: cart.id, addLines: [], couponCodes: null, shipTo: null };
    expect(await estimateCost(world.deps, question, stranger)).toBeUndefined();
  });
});
