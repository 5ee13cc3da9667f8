import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import { openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import type { CartOutcome } from './outcome';

let world: CartWorld;
let cart: OpenedCart;
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  world.stock.available.clear();
  cart = await world.openCart();
});
afterAll(() => world.close());

const versionOf = (outcome: CartOutcome): number => (outcome.kind === 'committed' ? outcome.version : 0);
const addMany = <T>(count: number, add: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => add(index)));

/** The first is under way alone until all others wait for it; `meanwhile` happens during the quote of those. */
async function addBehindTheFirst<T>(
  count: number,
  add: (index: number) => Promise<T>,
  meanwhile: () => Promise<unknown>,
): Promise<T[]> {
  const waiting = jest.spyOn(world.deps.waitingAdds, 'add');
  world.quotes.meanwhile = async () => {
    world.quotes.meanwhile = meanwhile;
    await eventually(() => waiting.mock.calls.length === count, { what: 'all adds wait' });
  };
  const first = add(0);
  await eventually(() => world.quotes.meanwhile === meanwhile, { what: 'the quote of the first' });
  const others = addMany(count - 1, (index) => add(index + 1));
  const outcomes = [await first, ...(await others)];
  waiting.mockRestore();
  return outcomes;
}

async function requireSound(): Promise<void> {
  const log = await world.log(cart.id);
  const events = await world.events(cart.id);
  expect(log.map(({ version }) => version)).toEqual(log.map((_, index) => index + 1));
  expect(events.map((event) => event.aggregate_version)).toEqual(log.map(({ version }) => version));
  const added = log.filter(({ cause }) => cause === 'LINES_ADDED').map((row) => row.operation_id);
  expect(new Set(added).size).toBe(added.length);
}

describe('adds that wait for each other', () => {
  test('share a quote, a reserve and a commit, and each has a version, an event and an operation', async () => {
    const { asked } = world.quotes;
    const { askedTogether } = world.stock;
    const outcomes = await addMany(20, (index) => world.add(cart, index % 2 === 0 ? 'MUG' : 'NOVEL'));
    expect(outcomes.map(versionOf).sort((a, b) => a - b)).toEqual(outcomes.map((_, index) => index + 2));
    expect(world.quotes.asked - asked).toBeLessThan(10);
    expect(world.stock.askedTogether).toBeGreaterThan(askedTogether);
    expect(await world.read(cart.id)).toMatchObject({
      version: 21,
      pricedVersion: 21,
      cost: { totalMinor: 20_000n },
    });
    const quantities = (await world.read(cart.id)).lines.map(({ sku, quantity }) => [sku, quantity]);
    expect(Object.fromEntries(quantities)).toEqual({ MUG: 10, NOVEL: 10 });
    await requireSound();
    const [, ...added] = await world.events(cart.id);
    // Absolute quantities step by step: inventory confirms each operation with what the cart had then.
    const ofMugs = added.flatMap(
      ({ payload }) => (payload as { sku_quantities: Record<string, number> }).sku_quantities['MUG'] ?? [],
    );
    expect(ofMugs).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(world.news).toContain(`${cart.id}@21`);
  });

  test('are told apart: who is refused learns why, and the others are committed', async () => {
    world.stock.available.set('LAMP', 2);
    const stranger = await world.openCart();
    const outcomes = await Promise.all([
      world.add(cart, 'MUG'),
      world.add(cart, 'MUG', { quantity: 99 }),
      world.add(cart, 'NOVEL'),
      world.add(cart, 'MUG'),
      world.add(cart, 'OLD'),
      world.add(cart, 'LAMP', { quantity: 2 }),
      world.add(cart, 'LAMP'),
      world.add({ ...stranger, id: cart.id }, 'MUG'),
      world.add(cart, 'NOVEL', { expectedVersion: 77 }),
    ]);
    const told = outcomes.map((outcome) =>
      outcome.kind === 'refused' ? outcome.rejections[0]?.kind : outcome.kind,
    );
    const once = (kind: string, ...places: number[]): void =>
      expect(places.filter((place) => told[place] === kind)).toHaveLength(1);
    // Whichever of these came last is the one too many.
    once('QUANTITY_OUT_OF_RANGE', 0, 1, 3);
    once('INSUFFICIENT_STOCK', 5, 6);
    expect([told[2], told[4], told[7], told[8]]).toEqual([
      'committed',
      'VARIANT_UNAVAILABLE',
      'CART_NOT_FOUND',
      'VERSION_CONFLICT',
    ]);
    expect(told.filter((one) => one === 'committed')).toHaveLength(4);
    await requireSound();
    const lamps = (await world.read(cart.id)).lines.find(({ sku }) => sku === 'LAMP');
    expect(world.stock.held('LAMP')).toBe(lamps?.quantity);
  });

  test('have idempotent outcomes of their own', async () => {
    const keys = Array.from({ length: 8 }, () => newId());
    const [first, again] = [
      await addMany(8, (index) => world.add(cart, 'MUG', { key: keys[index] ?? '' })),
      await addMany(8, (index) => world.add(cart, 'MUG', { key: keys[index] ?? '' })),
    ];
    expect(again).toMatchObject(first.map((outcome) => ({ version: versionOf(outcome), replayed: true })));
    expect((await world.read(cart.id)).version).toBe(9);
    await requireSound();
  });

  test('go on alone when one of their claims was taken over', async () => {
    const keys = Array.from({ length: 4 }, () => newId());
    const outcomes = await addBehindTheFirst(
      4,
      (index) => world.add(cart, 'MUG', { key: keys[index] ?? '' }),
      () =>
        world.database.query('UPDATE idempotency SET claim = gen_random_uuid() WHERE key = $1', [keys[2]]),
    );
    expect(outcomes.map(({ kind }) => kind)).toEqual(['committed', 'committed', 'refused', 'committed']);
    expect(outcomes[2]).toMatchObject({ rejections: [{ kind: 'IDEMPOTENCY_IN_PROGRESS' }] });
    expect((await world.read(cart.id)).version).toBe(4);
    await requireSound();
  });

  test('go on alone when the cart moved meanwhile', async () => {
    const held = world.stock.held('MUG');
    const outcomes = await addBehindTheFirst(
      5,
      () => world.add(cart, 'MUG'),
      () => world.database.query('UPDATE cart SET version = version + 1 WHERE id = $1', [cart.id]),
    );
    expect(outcomes.map(versionOf).sort((a, b) => a - b)).toEqual([2, 4, 5, 6, 7]);
    expect((await world.read(cart.id)).lines).toMatchObject([{ quantity: 5 }]);
    expect(world.stock.held('MUG') - held).toBe(5);
  });

  test('give back what was reserved for all of them when each then fails alone', async () => {
    const held = world.stock.held('MUG');
    let failing: jest.SpyInstance | undefined;
    const outcomes = await addBehindTheFirst(
      4,
      () => Promise.allSettled([world.add(cart, 'MUG')]),
      async () => {
        if (failing !== undefined) return;
        failing = jest.spyOn(world.stock, 'reserve').mockRejectedValue(new Error('inventory is away'));
        await world.database.query('UPDATE cart SET version = version + 1 WHERE id = $1', [cart.id]);
      },
    );
    failing?.mockRestore();
    expect(outcomes.flat().map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'rejected',
      'rejected',
    ]);
    expect(world.stock.held('MUG') - held).toBe(1);
    expect((await world.read(cart.id)).lines).toMatchObject([{ quantity: 1 }]);
  });

  test('hold nothing when pricing is down, and nothing is changed', async () => {
    world.quotes.isDown = true;
    const held = world.stock.held('NOVEL');
    const outcomes = await Promise.allSettled(Array.from({ length: 6 }, () => world.add(cart, 'NOVEL')));
    world.quotes.isDown = false;
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(world.stock.held('NOVEL')).toBe(held);
    expect((await world.read(cart.id)).version).toBe(1);
  });

  test('are given back to nobody when it is not known whether they were committed', async () => {
    const { store } = world.deps;
    const held = world.stock.held('LAMP');
    const spy = jest
      .spyOn(store, 'commitTogether')
      .mockRejectedValueOnce(new Error('the connection is gone'));
    const outcomes = await addBehindTheFirst(
      4,
      () => Promise.allSettled([world.add(cart, 'LAMP')]),
      () => Promise.resolve(),
    );
    const together = spy.mock.calls[0]?.[0].steps.length ?? 0;
    spy.mockRestore();
    expect(together).toBeGreaterThanOrEqual(2);
    expect(outcomes.flat().filter(({ status }) => status === 'rejected')).toHaveLength(together);
    expect(world.stock.held('LAMP') - held).toBe(4);
    expect((await world.read(cart.id)).version).toBe(1 + 4 - together);
  });
});
