import { AppError } from '@agora/platform/errors';
import { createLogger } from '@agora/platform/logging';
import { sleep } from '@agora/platform/time';
import { eventually } from '@agora/test-kit/eventually';
import { openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import { Repricer } from './repricer';
import type { RepricerDeps } from './repricer';

let world: CartWorld;
let cart: OpenedCart;
let repricer: Repricer;
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  repricer = openRepricer();
  cart = await world.openCart();
});
afterEach(() => repricer.stop());
afterAll(() => world.close());

function openRepricer(store: RepricerDeps['store'] = world.deps.store): Repricer {
  const { database, quotes, news, clock } = world.deps;
  const logger = createLogger({ name: 'test', level: 'silent' });
  return new Repricer({ database, store, quotes, news, clock, logger, gatherMs: 5, retryMs: 20 });
}

/** The store of the world with its finished reads counted: how a test knows that a look has taken place. */
function countingReads(): { reads: { done: number }; store: RepricerDeps['store'] } {
  const { store } = world.deps;
  const reads = { done: 0 };
  return {
    reads,
    store: {
      read: async (...args) => {
        const found = await store.read(...args);
        reads.done += 1;
        return found;
      },
      commitPricing: (...args) => store.commitPricing(...args),
    },
  };
}

async function fallBehind(): Promise<void> {
  await Promise.all(Array.from({ length: 6 }, () => world.add(cart, 'MUG')));
  await world.database.query('UPDATE cart SET priced_version = 1 WHERE id = $1', [cart.id]);
}
const converged = (): Promise<unknown> =>
  eventually(
    async () => {
      const { version, pricedVersion } = await world.read(cart.id);
      return version === pricedVersion;
    },
    { what: 'the price of the newest version' },
  );

describe('the repricer', () => {
  test('brings the cost to the newest version with one quote, and tells it as a commit', async () => {
    await fallBehind();
    const asked = world.quotes.asked;
    for (let n = 0; n < 10; n += 1) repricer.consider(cart.id);
    await converged();
    expect(world.quotes.asked).toBe(asked + 1);
    expect(await world.read(cart.id)).toMatchObject({ version: 8, cost: { totalMinor: 6_000n } });
    expect(world.news).toContain(`${cart.id}@8`);
    expect((await world.events(cart.id)).at(-1)).toMatchObject({
      type: 'cart.updated.v1',
      aggregate_version: 8,
    });
  });

  test('says of which lines a unit costs something else now', async () => {
    await fallBehind();
    world.quotes.prices.set('MUG', 800n);
    repricer.consider(cart.id);
    await converged();
    world.quotes.prices.delete('MUG');
    const news = (await world.events(cart.id)).filter(({ type }) => type === 'cart.line.price_changed.v1');
    expect(news).toMatchObject([
      {
        aggregate_version: 8,
        payload: {
          currency_code: 'USD',
          lines: [
            { sku: 'MUG', previous_unit_price_minor: '1000', unit_price_minor: '800', needs_consent: false },
          ],
        },
      },
    ]);
  });

  test('starts over when the cart moved while pricing was thinking', async () => {
    await fallBehind();
    world.quotes.meanwhile = () =>
      world.database.query('UPDATE cart SET version = version + 1 WHERE id = $1', [cart.id]);
    repricer.consider(cart.id);
    await converged();
    expect((await world.read(cart.id)).version).toBe(9);
  });

  test('tries again while pricing is down', async () => {
    await fallBehind();
    world.quotes.isDown = true;
    const asked = world.quotes.asked;
    repricer.consider(cart.id);
    await eventually(() => world.quotes.asked >= asked + 2);
    world.quotes.isDown = false;
    await converged();
  });

  test('does not hurry after a fault that will not pass by itself', async () => {
    await fallBehind();
    const asked = world.quotes.asked;
    world.quotes.meanwhile = () => Promise.reject(new AppError('BAD_USER_INPUT', 'MUG has no price'));
    repricer.consider(cart.id);
    await eventually(() => world.quotes.asked === asked + 1);
    await sleep(60);
    expect(world.quotes.asked).toBe(asked + 1);
    await repricer.considerUnpriced(100);
    await converged();
  });

  test('finds carts nobody told it of', async () => {
    await fallBehind();
    expect(await repricer.considerUnpriced(100)).toBe(1);
    await converged();
    expect(await repricer.considerUnpriced(100)).toBe(0);
  });

  test('comes to every cart although those before it cannot be priced', async () => {
    const stuck = [cart, await world.openCart()];
    for (const one of stuck) await world.add(one, 'LAMP');
    const ids = stuck.map(({ id }) => id);
    await world.database.query('UPDATE cart SET priced_version = 1 WHERE id = ANY ($1)', [ids]);
    world.quotes.unpriced.add('LAMP');
    cart = await world.openCart();
    await fallBehind();
    for (const expected of [1, 1, 1, 0, 1]) expect(await repricer.considerUnpriced(1)).toBe(expected);
    await converged();
    world.quotes.unpriced.clear();
    await world.database.query('UPDATE cart SET priced_version = version WHERE id = ANY ($1)', [ids]);
  });

  test('leaves locked carts alone', async () => {
    await fallBehind();
    const asked = world.quotes.asked;
    const { reads, store } = countingReads();
    await world.database.query(`UPDATE cart SET status = 'LOCKED', locked_by_order_id = id WHERE id = $1`, [
      cart.id,
    ]);
    const watched = openRepricer(store);
    watched.consider(cart.id);
    await eventually(() => reads.done > 0, { what: 'the look at the locked cart' });
    await watched.stop();
    expect(await repricer.considerUnpriced(100)).toBe(0);
    expect(world.quotes.asked).toBe(asked);
  });

  test('does nothing once it was stopped', async () => {
    await fallBehind();
    const { reads, store } = countingReads();
    const stopped = openRepricer(store);
    await stopped.stop();
    stopped.consider(cart.id);
    await sleep(30);
    expect(reads.done).toBe(0);
  });
});
