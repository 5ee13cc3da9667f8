import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import { contextOf, customer, openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import { addLines } from './add-lines';
import type { CartOutcome } from './outcome';
import { clearCart, removeLines } from './remove-lines';
import { setLineQuantities } from './set-line-quantities';
import { updateCart } from './update-cart';

let world: CartWorld;
let cart: OpenedCart;
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  world.stock.granted.clear();
  world.stock.released.clear();
  world.stock.available.clear();
  cart = await world.openCart();
});
afterAll(() => world.close());

const kindsOf = (outcome: CartOutcome): string[] =>
  outcome.kind === 'refused' ? outcome.rejections.map(({ kind }) => kind) : [outcome.kind];
const committedAt = (outcome: CartOutcome): number =>
  outcome.kind === 'committed' ? outcome.version : Number.NaN;
const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);
const set = (sku: string, quantity: number, key: string | null = null): Promise<CartOutcome> =>
  setLineQuantities(
    world.deps,
    {
      cartId: cart.id,
      lines: [{ lineId: null, sku, quantity }],
      expectedVersion: null,
      allowPartial: false,
      idempotencyKey: key,
    },
    cart.context,
  );

describe('parallel changes of one cart', () => {
  test('twenty adds of one sku are exactly twenty units, versions without a gap, nobody refused', async () => {
    const outcomes = await Promise.all(
      upTo(20).map((n) => (n % 4 === 0 ? world.addElsewhere(cart, 'MUG') : world.add(cart, 'MUG'))),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => 'committed'));
    expect(outcomes.map(committedAt).sort((a, b) => a - b)).toEqual(upTo(21).slice(1));
    const after = await world.read(cart.id);
    expect(after).toMatchObject({ version: 21, lines: [{ sku: 'MUG', quantity: 20 }] });
    const log = await world.log(cart.id);
    expect(log.map(({ version }) => version)).toEqual(upTo(21));
    const operations = log.flatMap(({ operation_id: id }) => id ?? []);
    expect(new Set(operations)).toEqual(new Set(world.stock.granted.keys()));
    expect(world.stock.released.size).toBe(0);
    const quantities = (await world.events(cart.id)).slice(1).map(({ payload }) => payload['sku_quantities']);
    expect(quantities).toEqual(upTo(20).map((n) => ({ MUG: n })));
    expect(world.news).toContain(`${cart.id}@21`);
  });

  test('adds of different skus and lines all count', async () => {
    const skus = ['MUG', 'NOVEL', 'LAMP'];
    await Promise.all(
      upTo(15).map((n) => {
        const add = n < 8 ? world.add : world.addElsewhere;
        return add(cart, skus[n % 3] ?? 'MUG', { quantity: 2 });
      }),
    );
    const { lines, version } = await world.read(cart.id);
    expect(lines.map(({ quantity }) => quantity)).toEqual([10, 10, 10]);
    expect(version).toBe(16);
  });

  test('sets and adds mixed end without an error, holding what the cart has', async () => {
    await world.add(cart, 'MUG', { quantity: 10 });
    const outcomes = await Promise.all(
      upTo(12).map((n) => (n % 2 === 0 ? set('MUG', n) : world.add(cart, 'MUG'))),
    );
    expect(outcomes.every(({ kind }) => kind === 'committed' || kind === 'unchanged')).toBe(true);
    const { version } = await world.read(cart.id);
    expect((await world.log(cart.id)).map((entry) => entry.version)).toEqual(upTo(version));
  });
});

describe('a write that lost to another', () => {
  test('keeps its reservation when it adds, and is priced again later', async () => {
    world.quotes.meanwhile = () => world.addElsewhere(cart, 'NOVEL');
    expect(committedAt(await world.add(cart, 'MUG'))).toBe(3);
    expect(world.stock.released.size).toBe(0);
    expect(world.stock.held('MUG')).toBe(1);
    expect(await world.read(cart.id)).toMatchObject({ version: 3, pricedVersion: 2 });
  });

  test('gives it back when it sets a quantity that now needs more, before it asks again', async () => {
    await world.add(cart, 'MUG', { quantity: 5 });
    world.stock.available.set('MUG', 3);
    world.quotes.meanwhile = async () => {
      await set('MUG', 4);
      world.stock.available.set('MUG', 2);
    };
    expect(committedAt(await set('MUG', 6))).toBe(4);
    expect((await world.read(cart.id)).lines[0]?.quantity).toBe(6);
    expect(world.stock.released.size).toBe(1);
    expect(world.stock.available.get('MUG')).toBe(1);
  });

  test('keeps it when what it sets needs no more than that', async () => {
    await world.add(cart, 'MUG', { quantity: 2 });
    world.quotes.meanwhile = () => world.addElsewhere(cart, 'MUG');
    expect(committedAt(await set('MUG', 6))).toBe(4);
    expect((await world.read(cart.id)).lines[0]?.quantity).toBe(6);
    expect(world.stock.released.size).toBe(0);
  });

  test('gives it back when it is refused on the newer state', async () => {
    world.quotes.meanwhile = () => world.addElsewhere(cart, 'MUG', { quantity: 99 });
    expect(kindsOf(await world.add(cart, 'MUG', { quantity: 2 }))).toEqual(['QUANTITY_OUT_OF_RANGE']);
    expect(world.stock.held('MUG')).toBe(99);
    expect((await world.read(cart.id)).lines[0]?.quantity).toBe(99);
  });
});

describe('one idempotency key', () => {
  test('ten times in parallel has one effect and one answer, replayed on the others', async () => {
    for (let round = 0; round < 5; round += 1) {
      const key = newId();
      const before = (await world.read(cart.id)).version;
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => world.add(cart, 'MUG', { quantity: 2, key })),
      );
      expect(outcomes.map(committedAt)).toEqual(Array.from({ length: 10 }, () => before + 1));
      expect(outcomes.filter((one) => one.kind === 'committed' && !one.replayed)).toHaveLength(1);
      expect((await world.read(cart.id)).version).toBe(before + 1);
    }
    expect((await world.read(cart.id)).lines[0]?.quantity).toBe(10);
  });

  test('with another input is refused and changes nothing', async () => {
    const key = newId();
    await world.add(cart, 'MUG', { key });
    expect(kindsOf(await world.add(cart, 'MUG', { quantity: 2, key }))).toEqual(['IDEMPOTENCY_KEY_REUSED']);
    expect((await world.read(cart.id)).version).toBe(2);
  });

  test('may be used again after a refusal: refusals are not stored', async () => {
    const key = newId();
    world.stock.available.set('MUG', 0);
    expect(await world.add(cart, 'MUG', { key })).toMatchObject({
      kind: 'refused',
      rejections: [{ kind: 'INSUFFICIENT_STOCK', sku: 'MUG', requested: 1, available: 0 }],
    });
    world.stock.available.set('MUG', 1);
    expect(kindsOf(await world.add(cart, 'MUG', { key }))).toEqual(['committed']);
    expect(kindsOf(await world.add(cart, 'MUG', { key }))).toEqual(['committed']);
    expect((await world.read(cart.id)).lines[0]?.quantity).toBe(1);
  });

  test('of a request that never ends is answered in progress within its deadline', async () => {
    const key = newId();
    const input = {
      cartId: cart.id,
      lines: [{ sku: 'MUG', quantity: 1, attributes: [] }],
      expectedVersion: null,
      allowPartial: false,
    };
    const scope = `customer:${cart.viewer.customerId ?? ''}`;
    await world.deps.idempotency.claim({ scope, operation: 'cartLinesAdd', key, input });
    const begin = performance.now();
    const outcome = await addLines(
      world.deps,
      { ...input, idempotencyKey: key },
      contextOf(cart.viewer, 300),
    );
    expect(kindsOf(outcome)).toEqual(['IDEMPOTENCY_IN_PROGRESS']);
    expect(performance.now() - begin).toBeLessThan(600);
  });

  test('serves every kind of change', async () => {
    await world.add(cart, 'MUG');
    const common = { cartId: cart.id, expectedVersion: null };
    const changes = [
      (idempotencyKey: string) => set('MUG', 4, idempotencyKey),
      (idempotencyKey: string) =>
        removeLines(world.deps, { ...common, lineIds: [], skus: ['MUG'], idempotencyKey }, cart.context),
    ];
    for (const change of changes) {
      const key = newId();
      const [first, second] = [await change(key), await change(key)];
      expect(first).toMatchObject({ kind: 'committed', replayed: false });
      const { kind, cartId, version } = first as Extract<CartOutcome, { kind: 'committed' }>;
      expect(second).toEqual({ kind, cartId, version, replayed: true, rejections: [], warnings: [] });
    }
    await world.add(cart, 'NOVEL');
    const key = newId();
    const clear = (): Promise<CartOutcome> =>
      clearCart(world.deps, { ...common, idempotencyKey: key }, cart.context);
    expect(await clear()).toMatchObject({ kind: 'committed', replayed: false });
    expect(await clear()).toMatchObject({ kind: 'committed', replayed: true });
    expect((await world.read(cart.id)).lines).toEqual([]);
  });
});

describe('a fault', () => {
  test.each(['quotes', 'stock'] as const)(
    'of %s leaves nothing committed, and the same key succeeds later',
    async (part) => {
      const key = newId();
      world[part].isDown = true;
      await expect(world.add(cart, 'MUG', { key })).rejects.toMatchObject({
        code: 'DOWNSTREAM_UNAVAILABLE',
        retriable: true,
      });
      expect((await world.read(cart.id)).version).toBe(1);
      expect(await world.events(cart.id)).toHaveLength(1);
      world[part].isDown = false;
      expect(await world.add(cart, 'MUG', { key })).toMatchObject({
        kind: 'committed',
        version: 2,
        replayed: false,
      });
      expect(world.stock.held('MUG')).toBe(1);
    },
  );

  test('whose reservation was dropped meanwhile is made good under another operation id', async () => {
    const key = newId();
    world.quotes.isDown = true;
    await expect(world.add(cart, 'MUG', { key })).rejects.toBeInstanceOf(AppError);
    world.quotes.isDown = false;
    for (const operationId of world.stock.granted.keys()) await world.stock.release(operationId);
    expect(await world.add(cart, 'MUG', { key })).toMatchObject({ kind: 'committed', version: 2 });
    expect(world.stock.held('MUG')).toBe(1);
    const [committed] = (await world.log(cart.id)).flatMap(({ operation_id: id }) => id ?? []);
    expect([...world.stock.granted.keys()]).toEqual([committed]);
  });

  test('of pricing gives the stock back when nobody can come back for it with a key', async () => {
    world.stock.available.set('MUG', 1);
    world.quotes.isDown = true;
    await expect(world.add(cart, 'MUG')).rejects.toBeInstanceOf(AppError);
    world.quotes.isDown = false;
    expect(world.stock.available.get('MUG')).toBe(1);
  });
});

describe('while pricing does not answer', () => {
  beforeEach(async () => {
    await world.add(cart, 'MUG', { quantity: 3 });
    world.quotes.isDown = true;
  });
  afterEach(() => {
    world.quotes.isDown = false;
  });

  test('a line is removed; the cost is an estimate until the cart is priced again', async () => {
    const command = {
      cartId: cart.id,
      lineIds: [],
      skus: ['MUG'],
      expectedVersion: null,
      idempotencyKey: null,
    };
    expect(kindsOf(await removeLines(world.deps, command, cart.context))).toEqual(['committed']);
    expect(await world.read(cart.id)).toMatchObject({ version: 3, pricedVersion: 2, lines: [] });
  });

  test('more of a sku whose price still holds is sold at that price', async () => {
    expect(kindsOf(await world.add(cart, 'MUG'))).toEqual(['committed']);
    const after = await world.read(cart.id);
    expect(after).toMatchObject({ version: 3, pricedVersion: 2 });
    expect(after.lines).toMatchObject([{ sku: 'MUG', quantity: 4, unitPriceMinor: 1_000n }]);
    expect(world.stock.held('MUG')).toBe(4);
  });

  test('a price that no longer holds, or that the cart never had, sells nothing', async () => {
    await world.database.query(
      `UPDATE cart_line SET price_valid_until = now() - interval '1 s' WHERE cart_id = $1`,
      [cart.id],
    );
    for (const sku of ['MUG', 'NOVEL'])
      await expect(world.add(cart, sku)).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
    expect((await world.read(cart.id)).version).toBe(2);
    expect(world.stock.held('MUG')).toBe(3);
  });
});

describe('a sku without a price', () => {
  afterEach(() => {
    world.quotes.unpriced.clear();
  });

  test.each([null, newId()])('is refused and gives its stock back, with the key %s', async (key) => {
    world.quotes.unpriced.add('LAMP');
    world.stock.available.set('LAMP', 2);
    expect(await world.add(cart, 'LAMP', key === null ? {} : { key })).toEqual({
      kind: 'refused',
      cartId: cart.id,
      rejections: [{ kind: 'PRICE_UNAVAILABLE', sku: 'LAMP' }],
    });
    expect(world.stock.available.get('LAMP')).toBe(2);
    expect((await world.read(cart.id)).version).toBe(1);
  });

  test('does not keep other lines of the cart from being changed', async () => {
    await world.add(cart, 'LAMP');
    await world.add(cart, 'MUG', { quantity: 2 });
    world.quotes.unpriced.add('LAMP');
    expect(kindsOf(await set('MUG', 1))).toEqual(['committed']);
    expect(kindsOf(await world.add(cart, 'LAMP'))).toEqual(['PRICE_UNAVAILABLE']);
  });
});

describe('a change with less stock than was wanted', () => {
  const part = (sku: string, quantity: number, key?: string): Promise<CartOutcome> =>
    world.add(cart, sku, { quantity, allowPartial: true, ...(key === undefined ? {} : { key }) });

  test('takes what there is when a part is allowed, says what is missing, and is estimated', async () => {
    world.stock.available.set('MUG', 3);
    expect(await part('MUG', 5)).toMatchObject({
      kind: 'committed',
      version: 2,
      rejections: [{ kind: 'INSUFFICIENT_STOCK', sku: 'MUG', requested: 5, available: 3 }],
    });
    const after = await world.read(cart.id);
    expect(after).toMatchObject({ pricedVersion: 1, lines: [{ sku: 'MUG', quantity: 3 }] });
    expect(world.stock.held('MUG')).toBe(3);
    const [event] = (await world.events(cart.id)).slice(1);
    expect(event?.payload).toMatchObject({ sku_quantities: { MUG: 3 }, lines: [{ quantity: 3, delta: 3 }] });
  });

  test('is refused when there is nothing at all, and the key may succeed later', async () => {
    world.stock.available.set('MUG', 0);
    const key = newId();
    expect(kindsOf(await part('MUG', 5, key))).toEqual(['INSUFFICIENT_STOCK']);
    world.stock.available.set('MUG', 5);
    expect(committedAt(await part('MUG', 5, key))).toBe(2);
    expect(await part('MUG', 5, key)).toMatchObject({ replayed: true });
    expect((await world.read(cart.id)).lines).toMatchObject([{ quantity: 5 }]);
  });

  test('tells a repeat again what was missing', async () => {
    world.stock.available.set('MUG', 3);
    const key = newId();
    const first = await part('MUG', 5, key);
    world.stock.available.set('MUG', 9);
    expect(await part('MUG', 5, key)).toEqual({ ...first, cart: undefined, replayed: true });
    expect(first).toMatchObject({ rejections: [{ kind: 'INSUFFICIENT_STOCK', requested: 5, available: 3 }] });
  });

  test('counts what others take meanwhile', async () => {
    world.stock.available.set('MUG', 4);
    world.quotes.meanwhile = () => world.addElsewhere(cart, 'NOVEL');
    expect(await part('MUG', 6)).toMatchObject({ kind: 'committed', version: 3 });
    expect((await world.read(cart.id)).lines).toMatchObject([
      { sku: 'MUG', quantity: 4 },
      { sku: 'NOVEL', quantity: 1 },
    ]);
    expect(world.stock.held('MUG')).toBe(4);
  });

  test('of twenty at once for ten units gives out ten', async () => {
    world.stock.available.set('LAMP', 10);
    const outcomes = await Promise.all(upTo(20).map(() => part('LAMP', 1)));
    expect(outcomes.filter(({ kind }) => kind === 'committed')).toHaveLength(10);
    expect(world.stock.held('LAMP')).toBe(10);
    expect((await world.read(cart.id)).lines).toMatchObject([{ quantity: 10 }]);
  });
});

describe('an add beside a change of the currency', () => {
  test('is priced again: no line keeps a price of the other currency', async () => {
    const { asked } = world.quotes;
    const wanted = { currency: 'EUR' };
    const command = { cartId: cart.id, wanted, expectedVersion: null, idempotencyKey: null };
    world.quotes.meanwhile = () => updateCart(world.deps, command, cart.context);
    expect(committedAt(await world.add(cart, 'MUG'))).toBe(3);
    expect(world.quotes.asked - asked).toBe(3);
    expect(await world.read(cart.id)).toMatchObject({ currency: 'EUR', pricedVersion: 3 });
  });
});

describe('a cart is changed', () => {
  test("by its owner only: another's is refused exactly as one that does not exist", async () => {
    const stranger = contextOf(customer());
    const lines = [{ sku: 'MUG', quantity: 1, attributes: [] }];
    for (const cartId of [cart.id, newId(), 'no uuid']) {
      const command = { cartId, lines, expectedVersion: null, allowPartial: false, idempotencyKey: null };
      expect(await addLines(world.deps, command, stranger)).toEqual({
        kind: 'refused',
        cartId: null,
        rejections: [{ kind: 'CART_NOT_FOUND' }],
      });
    }
    expect(world.stock.granted.size).toBe(0);
  });

  test('at the expected version, if one is given', async () => {
    expect(kindsOf(await world.add(cart, 'MUG', { expectedVersion: 1 }))).toEqual(['committed']);
    expect(kindsOf(await world.add(cart, 'MUG', { expectedVersion: 1 }))).toEqual(['VERSION_CONFLICT']);
  });

  test('only with what the catalog sells, and nobody is asked for the rest', async () => {
    const asked = world.quotes.asked;
    expect(kindsOf(await world.add(cart, 'NONE'))).toEqual(['VARIANT_NOT_FOUND']);
    expect(kindsOf(await world.add(cart, 'OLD'))).toEqual(['VARIANT_UNAVAILABLE']);
    expect(world.quotes.asked).toBe(asked);
  });

  test('by nothing that changes nothing', async () => {
    await world.add(cart, 'MUG', { quantity: 3 });
    expect(await set('MUG', 3)).toEqual({ kind: 'unchanged', cartId: cart.id, version: 2 });
    expect(await world.log(cart.id)).toHaveLength(2);
  });

  test.each([
    ['no line', []],
    ['251 lines', Array.from({ length: 251 }, () => ({ sku: 'MUG', quantity: 1, attributes: [] }))],
    ['an empty sku', [{ sku: '', quantity: 1, attributes: [] }]],
    [
      'an attribute twice',
      [{ sku: 'MUG', quantity: 1, attributes: [1, 2].map(() => ({ key: 'a', value: '' })) }],
    ],
  ])('never by an input with %s', async (_, lines) => {
    const command = {
      cartId: cart.id,
      lines,
      expectedVersion: null,
      allowPartial: false,
      idempotencyKey: null,
    };
    await expect(async () => addLines(world.deps, command, cart.context)).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });
});
