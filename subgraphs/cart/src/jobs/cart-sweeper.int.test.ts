import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { metricsRegistry } from '@agora/platform/metrics';
import { systemClock } from '@agora/platform/time';
import { openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import { returnToCart } from '../application/return-to-cart';
import { TRAIL } from '../cart-world.suite';
import { DEFAULT_CART_TERMS } from '../domain/cart-life';
import { purgeCarts } from '../persistence/sweep-carts';
import { countOnce, sweepOnce } from './cart-sweeper';

let world: CartWorld;
let instances: Database[];
beforeAll(async () => {
  world = await openCartWorld();
  instances = ['a', 'b'].map((name) => createDatabase({ url: world.url, name, maxConnections: 4 }));
});
beforeEach(async () => {
  await world.database.query('UPDATE cart SET wake_at = $1', ['2999-01-01']);
});
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.close()));
  await world.close();
});

const sweep = async (instance = 0, limit = 200): Promise<boolean> => {
  const database = instances[instance] ?? world.database;
  const deps = { database, terms: DEFAULT_CART_TERMS, news: world.deps.news, clock: systemClock };
  return (await sweepOnce(deps, limit)).isMoreDue;
};

/** Moves the cart's whole life into the past. */
async function age(cartId: string, interval: string): Promise<void> {
  await world.database.query(
    `UPDATE cart SET wake_at = least(wake_at, now()) - $2::interval, last_activity_at = last_activity_at - $2::interval,
      expires_at = expires_at - $2::interval WHERE id = $1`,
    [cartId, interval],
  );
}
const countOf = async (cartId: string, cause: string): Promise<number> =>
  (await world.log(cartId)).filter((entry) => entry.cause === cause).length;
const eventsOf = async (cartId: string, type: string): Promise<number> =>
  (await world.events(cartId)).filter((event) => event.type === type).length;

async function idleCart(): Promise<OpenedCart> {
  const cart = await world.openCart();
  await world.add(cart, 'MUG', { quantity: 3 });
  await age(cart.id, '31 minutes');
  return cart;
}

describe('a cart that nobody touches', () => {
  test('is abandoned after half an hour with one event that names no person and no secret', async () => {
    const cart = await idleCart();
    await sweep();
    await sweep();
    expect(await world.read(cart.id)).toMatchObject({ status: 'ABANDONED', version: 3, pricedVersion: 3 });
    expect(world.news).toContain(`${cart.id}@3`);
    const [event, ...more] = (await world.events(cart.id)).filter(({ type }) => type === 'cart.abandoned.v1');
    expect(more).toEqual([]);
    expect(event?.payload).toEqual({
      cart_id: cart.id,
      version: 3,
      customer_id: cart.viewer.customerId,
      session_id: null,
      line_count: 1,
      total_quantity: 3,
      total_minor: '3000',
      currency_code: 'USD',
      last_activity_at: expect.any(String) as string,
      restore_path: `/carts/${cart.id}`,
    });
    expect(event?.headers).toMatchObject({ tenant_region: 'US', store_id: 'main', actor: 'service:cart' });
  });

  test('is in use again at the next change, and abandoned again after the next half hour', async () => {
    const cart = await idleCart();
    await sweep();
    await world.add(cart, 'NOVEL');
    expect(await world.read(cart.id)).toMatchObject({ status: 'ACTIVE', abandonedAt: null, version: 4 });
    await sweep();
    expect(await countOf(cart.id, 'ABANDONED')).toBe(1);
    await age(cart.id, '31 minutes');
    await sweep();
    expect(await countOf(cart.id, 'ABANDONED')).toBe(2);
  });

  test('is in use again when its owner comes back, with one write for the whole idle period', async () => {
    const cart = await idleCart();
    await sweep();
    const abandoned = await world.read(cart.id);
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => returnToCart(world.deps, abandoned, TRAIL)),
    );
    expect(answers.map(({ status, version }) => [status, version])).toEqual(Array(5).fill(['ACTIVE', 4]));
    await sweep();
    expect(await countOf(cart.id, 'ABANDONED')).toBe(1);
    await age(cart.id, '31 minutes');
    await sweep();
    expect(await countOf(cart.id, 'ABANDONED')).toBe(2);
  });

  test('that is empty is abandoned without telling anybody but its watchers', async () => {
    const cart = await world.openCart();
    await age(cart.id, '31 minutes');
    await sweep();
    expect((await world.read(cart.id)).status).toBe('ABANDONED');
    expect(await eventsOf(cart.id, 'cart.abandoned.v1')).toBe(0);
    expect((await world.events(cart.id)).at(-1)?.payload).toMatchObject({ cause: 'ABANDONED' });
  });

  test('that is being paid for is left alone', async () => {
    const cart = await idleCart();
    await world.database.query(
      "UPDATE cart SET status = 'LOCKED', locked_by_order_id = gen_random_uuid() WHERE id = $1",
      [cart.id],
    );
    await sweep();
    expect(await world.read(cart.id)).toMatchObject({ status: 'LOCKED', version: 2 });
  });

  test('expires after thirty days, whether abandoned or not, and is deleted for good after ninety more', async () => {
    const cart = await idleCart();
    await sweep();
    await age(cart.id, '31 days');
    await sweep();
    expect(await world.read(cart.id)).toMatchObject({ status: 'EXPIRED', version: 4, reservedUntil: null });
    expect((await world.events(cart.id)).at(-1)).toMatchObject({
      type: 'cart.updated.v1',
      payload: { cause: 'EXPIRED' },
    });
    expect(await purgeCarts(world.database, 100)).toBe(0);
    await world.database.query("UPDATE cart SET wake_at = now() - interval '1 second' WHERE id = $1", [
      cart.id,
    ]);
    expect(await purgeCarts(world.database, 100)).toBe(1);
    expect(await world.deps.store.read(cart.id)).toBeUndefined();
    expect(await world.log(cart.id)).toEqual([]);
  });

  test('makes room for another cart of its owner only when it has expired', async () => {
    const cart = await idleCart();
    await sweep();
    const place = { customerId: cart.viewer.customerId, sessionId: null, storeId: 'main', channel: 'web' };
    expect(await world.deps.store.findCurrent(place)).toMatchObject({ id: cart.id });
    await age(cart.id, '31 days');
    await sweep();
    expect(await world.deps.store.findCurrent(place)).toBeUndefined();
  });
});

describe('the carts in use', () => {
  test('are counted with their units and their value by currency', async () => {
    await world.database.query("UPDATE cart SET status = 'EXPIRED' WHERE status IN ('ACTIVE', 'ABANDONED')");
    const carts = [await world.openCart(), await world.openCart(), await idleCart()];
    for (const cart of carts.slice(0, 2)) await world.add(cart, 'MUG', { quantity: 2 });
    await sweep();
    await countOnce(world.database);
    const page = await metricsRegistry.metrics();
    expect(page).toMatch(/^cart_active_total 2$/m);
    expect(page).toMatch(/^cart_items_total 4$/m);
    expect(page).toMatch(/^cart_value_total{currency="USD"} 4000$/m);
  });
});

describe('sweeps', () => {
  test('of two processes at once abandon every cart exactly once', async () => {
    const carts = await Promise.all(Array.from({ length: 40 }, () => idleCart()));
    await Promise.all(Array.from({ length: 12 }, (_, n) => sweep(n % 2, 7)));
    while (await sweep(0, 7));
    for (const cart of carts) {
      expect(await countOf(cart.id, 'ABANDONED')).toBe(1);
      expect(await eventsOf(cart.id, 'cart.abandoned.v1')).toBe(1);
    }
  });

  test('that are cut off in the middle have done nothing, and the next one does it all', async () => {
    const carts = await Promise.all(Array.from({ length: 5 }, () => idleCart()));
    const { database } = world;
    await database.query(
      `CREATE FUNCTION cut_off() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN IF (SELECT count(*) FROM outbox WHERE type = 'cart.abandoned.v1' AND aggregate_id = ANY (TG_ARGV)) >= 3
         THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF; RETURN NEW; END $$`,
    );
    const ids = carts.map(({ id }) => `'${id}'`).join(', ');
    await database.query(
      `CREATE TRIGGER cut AFTER INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION cut_off(${ids})`,
    );
    await expect(sweep()).rejects.toThrow();
    for (const cart of carts)
      expect(await world.read(cart.id)).toMatchObject({ status: 'ACTIVE', version: 2 });
    await database.query('DROP TRIGGER cut ON outbox');
    await database.query('DROP FUNCTION cut_off');
    await sweep(1);
    for (const cart of carts) {
      expect((await world.read(cart.id)).status).toBe('ABANDONED');
      expect(await eventsOf(cart.id, 'cart.abandoned.v1')).toBe(1);
    }
  });

  test('beside adds lose no add, and no cart that was just changed is left as abandoned', async () => {
    for (let round = 0; round < 5; round += 1) {
      const cart = await idleCart();
      const outcomes = await Promise.all([
        sweep(0),
        world.add(cart, 'MUG'),
        sweep(1),
        world.add(cart, 'MUG'),
        sweep(0),
      ]);
      expect(outcomes.filter((one) => typeof one === 'object').map(({ kind }) => kind)).toEqual([
        'committed',
        'committed',
      ]);
      const after = await world.read(cart.id);
      expect(after).toMatchObject({ status: 'ACTIVE', lines: [{ quantity: 5 }] });
      expect((await world.log(cart.id)).map(({ version }) => version)).toEqual(
        Array.from({ length: after.version }, (_, index) => index + 1),
      );
    }
  });
});
