import { newId } from '@agora/platform/ids';
import { contextOf, creation, customer, openCartWorld } from '../cart-world.suite';
import type { CartWorld, OpenedCart } from '../cart-world.suite';
import { createBackup, restoreBackup } from './cart-backups';
import { openCart } from './create-cart';
import type { CartOutcome } from './outcome';
import { restoreCart } from './restore-cart';
import { saveCart } from './save-cart';

let world: CartWorld;
let cart: OpenedCart;
beforeAll(async () => {
  world = await openCartWorld();
});
beforeEach(async () => {
  world.stock.available.clear();
  world.stock.granted.clear();
  cart = await world.openCart();
  await world.add(cart, 'MUG', { quantity: 2 });
});
afterEach(() => {
  world.stock.isDown = false;
});
afterAll(() => world.close());

const save = (over: { cartId?: string; name?: string; key?: string; expectedVersion?: number } = {}) =>
  saveCart(
    world.deps,
    {
      cartId: over.cartId ?? cart.id,
      name: over.name ?? null,
      expectedVersion: over.expectedVersion ?? null,
      idempotencyKey: over.key ?? null,
    },
    cart.context,
  );
const restore = (over: { cartId?: string; key?: string; expectedVersion?: number } = {}) =>
  restoreCart(
    world.deps,
    {
      cartId: over.cartId ?? cart.id,
      expectedVersion: over.expectedVersion ?? null,
      idempotencyKey: over.key ?? null,
    },
    cart.context,
  );
const kindsOf = (outcome: CartOutcome): string[] =>
  outcome.kind === 'refused' ? outcome.rejections.map(({ kind }) => kind) : [outcome.kind];
async function another(): Promise<OpenedCart> {
  const { cartId } = await openCart(world.deps, creation(), cart.context);
  return { ...cart, id: cartId ?? '' };
}
const statusesOf = async (...ids: string[]): Promise<string[]> =>
  Promise.all(ids.map(async (id) => (await world.read(id)).status));

describe('a cart that is put aside', () => {
  test('keeps its lines, gives its stock back by its event, and makes room for another', async () => {
    expect(await save({ name: 'Birthday' })).toMatchObject({ kind: 'committed', version: 3 });
    const after = await world.read(cart.id);
    expect(after).toMatchObject({ status: 'SAVED', name: 'Birthday', version: 3, pricedVersion: 3 });
    expect(after.reservedUntil).toBeNull();
    expect(after.lines).toMatchObject([{ sku: 'MUG', quantity: 2, reservedAt: null }]);
    expect((await world.events(cart.id)).at(-1)).toMatchObject({
      type: 'cart.item.updated.v1',
      payload: { cause: 'SAVED', operation_id: null, lines: [], sku_quantities: { MUG: 0 } },
    });
    expect((await another()).id).not.toBe('');
  });

  test('cannot be changed until it is taken up, and its key gives the same answer again', async () => {
    const key = newId();
    const first = await save({ key });
    expect(await save({ key })).toEqual({ ...first, replayed: true, rejections: [], warnings: [] });
    expect(kindsOf(await world.add(cart, 'MUG'))).toEqual(['CART_CLOSED']);
    expect(kindsOf(await save())).toEqual(['CART_CLOSED']);
  });

  test.each(['', '  ', 'x'.repeat(101)])('is not called "%s"', async (name) => {
    await expect((async () => save({ name }))()).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect((await world.read(cart.id)).version).toBe(2);
  });
});

describe('a cart that is taken up again', () => {
  test('is the open one, with its stock held under the operation its event confirms', async () => {
    await save();
    world.stock.granted.clear();
    expect(await restore()).toMatchObject({ kind: 'committed', version: 4, rejections: [] });
    const after = await world.read(cart.id);
    expect(after.status).toBe('ACTIVE');
    expect(after.lines[0]?.reservedAt).not.toBeNull();
    const event = (await world.events(cart.id)).at(-1);
    expect(event?.payload).toMatchObject({ cause: 'RESTORED', sku_quantities: { MUG: 2 } });
    expect([...world.stock.granted.keys()]).toEqual([event?.payload['operation_id']]);
    expect(after.pricedVersion).toBeLessThan(after.version);
  });

  test('puts the open one aside in the same step', async () => {
    await save();
    const current = await another();
    await world.add(current, 'NOVEL');
    expect((await restore()).kind).toBe('committed');
    expect(await statusesOf(cart.id, current.id)).toEqual(['ACTIVE', 'SAVED']);
    expect((await world.events(current.id)).at(-1)?.payload).toMatchObject({
      cause: 'SAVED',
      sku_quantities: { NOVEL: 0 },
    });
    expect((await restore({ cartId: current.id })).kind).toBe('committed');
    expect(await statusesOf(cart.id, current.id)).toEqual(['SAVED', 'ACTIVE']);
  });

  test('says what there is not enough of, and comes back all the same, also while inventory is away', async () => {
    await save();
    world.stock.available.set('MUG', 1);
    expect(await restore()).toMatchObject({
      kind: 'committed',
      rejections: [{ kind: 'INSUFFICIENT_STOCK', sku: 'MUG', requested: 2, available: 1 }],
    });
    await save();
    world.stock.isDown = true;
    expect(await restore()).toMatchObject({ kind: 'committed', rejections: [] });
    expect(await world.read(cart.id)).toMatchObject({ status: 'ACTIVE', reservedUntil: null });
  });

  test('is refused while the open one is being paid for, and gives nothing away', async () => {
    await save();
    const current = await another();
    await world.database.query(
      "UPDATE cart SET status = 'LOCKED', locked_by_order_id = gen_random_uuid() WHERE id = $1",
      [current.id],
    );
    expect(kindsOf(await restore())).toEqual(['CART_LOCKED']);
    expect(await statusesOf(cart.id)).toEqual(['SAVED']);
  });

  test('must have been put aside, at the version that is expected, by its owner', async () => {
    expect(kindsOf(await restore())).toEqual(['CART_NOT_SAVED']);
    await save();
    expect(kindsOf(await restore({ expectedVersion: 1 }))).toEqual(['VERSION_CONFLICT']);
    const command = { cartId: cart.id, expectedVersion: null, idempotencyKey: null };
    expect(kindsOf(await restoreCart(world.deps, command, contextOf(customer())))).toEqual([
      'CART_NOT_FOUND',
    ]);
  });

  test('beside adds, saves and other restores leaves one open cart and every acknowledged unit', async () => {
    for (let round = 0; round < 6; round += 1) {
      const owner = await world.openCart();
      const as = { ...world.deps };
      const call = (cartId: string) => ({ cartId, expectedVersion: null, idempotencyKey: null });
      await saveCart(as, { ...call(owner.id), name: null }, owner.context);
      const current = { ...owner, id: (await openCart(as, creation(), owner.context)).cartId ?? '' };
      const outcomes = await Promise.all([
        restoreCart(as, call(owner.id), owner.context),
        world.add(current, 'MUG'),
        world.add(owner, 'MUG'),
        restoreCart(as, call(owner.id), owner.context),
        world.add(current, 'MUG'),
        saveCart(as, { ...call(current.id), name: null }, owner.context),
      ]);
      const adds = [outcomes[1], outcomes[2], outcomes[4]].filter((one) => one.kind === 'committed').length;
      const carts = await Promise.all([owner.id, current.id].map((id) => world.read(id)));
      const units = carts.flatMap(({ lines }) => lines).reduce((sum, { quantity }) => sum + quantity, 0);
      expect(units).toBe(adds);
      expect(carts.filter(({ status }) => status === 'ACTIVE')).toHaveLength(1);
      for (const { id, version } of carts)
        expect((await world.log(id)).map((entry) => entry.version)).toEqual(
          Array.from({ length: version }, (_, index) => index + 1),
        );
    }
  }, 30_000);
});

describe('a backup of a cart', () => {
  const backUp = async (key: string | null = null): Promise<string> => {
    const command = { cartId: cart.id, expectedVersion: null, idempotencyKey: key };
    const outcome = await createBackup(world.deps, command, cart.context);
    if (outcome.kind !== 'done') throw new Error(outcome.rejection.kind);
    return outcome.backup.id;
  };
  const goBack = (
    backupId: string,
    key: string | null = null,
    context = cart.context,
  ): Promise<CartOutcome> => restoreBackup(world.deps, { backupId, idempotencyKey: key }, context);

  test('brings the lines back through the ordinary way: priced, reserved, in the log and told', async () => {
    const backup = await backUp();
    await world.add(cart, 'NOVEL');
    await world.add(cart, 'MUG', { quantity: 3 });
    expect(await goBack(backup)).toMatchObject({ kind: 'committed', version: 5 });
    expect(await world.read(cart.id)).toMatchObject({
      pricedVersion: 5,
      lines: [{ sku: 'MUG', quantity: 2 }],
    });
    expect((await world.events(cart.id)).at(-1)).toMatchObject({
      type: 'cart.item.updated.v1',
      payload: { cause: 'RESTORED', sku_quantities: { MUG: 2, NOVEL: 0 } },
    });
  });

  test('is carried out once per key, and is the same backup for the same key', async () => {
    const key = newId();
    const backup = await backUp(key);
    expect(await backUp(key)).toBe(backup);
    await world.add(cart, 'NOVEL');
    const first = await goBack(backup, key);
    expect(first).toMatchObject({ kind: 'committed', version: 4, replayed: false });
    expect(await goBack(backup, key)).toMatchObject({ kind: 'committed', version: 4, replayed: true });
  });

  test('takes what stock there is and says what is missing', async () => {
    const backup = await backUp();
    await world.database.query('DELETE FROM cart_line WHERE cart_id = $1', [cart.id]);
    world.stock.available.set('MUG', 1);
    expect(await goBack(backup)).toMatchObject({
      kind: 'committed',
      rejections: [{ kind: 'INSUFFICIENT_STOCK', sku: 'MUG', available: 1 }],
    });
    expect((await world.read(cart.id)).lines).toMatchObject([{ quantity: 1 }]);
  });

  const keepAlso = (backup: string, ...skus: string[]): Promise<unknown> =>
    world.database.query(`UPDATE cart_backup SET lines = lines || $2::jsonb WHERE id = $1`, [
      backup,
      JSON.stringify(skus.map((sku) => ({ sku, quantity: 1, attributes: [] }))),
    ]);

  test('leaves out what is not sold any more or has no price, and says so', async () => {
    const backup = await backUp();
    await keepAlso(backup, 'OLD', 'NEVER', 'LAMP');
    await world.add(cart, 'MUG', { quantity: 3 });
    world.quotes.unpriced.add('LAMP');
    const key = newId();
    const outcome = await goBack(backup, key);
    world.quotes.unpriced.clear();
    expect(outcome).toMatchObject({
      kind: 'committed',
      version: 4,
      rejections: [
        { kind: 'PRICE_UNAVAILABLE', sku: 'LAMP' },
        { kind: 'VARIANT_UNAVAILABLE', sku: 'OLD' },
        { kind: 'VARIANT_NOT_FOUND', sku: 'NEVER' },
      ],
    });
    expect((await world.read(cart.id)).lines).toMatchObject([{ sku: 'MUG', quantity: 2 }]);
    expect(await goBack(backup, key)).toMatchObject({ kind: 'committed', version: 4, replayed: true });
  });

  test('is refused when the cart has the rest already, and when nothing is sold any more', async () => {
    const backup = await backUp();
    await keepAlso(backup, 'OLD');
    expect(kindsOf(await goBack(backup))).toEqual(['VARIANT_UNAVAILABLE']);
    await world.database.query('UPDATE cart_backup SET lines = $2 WHERE id = $1', [
      backup,
      JSON.stringify([{ sku: 'OLD', quantity: 1, attributes: [] }]),
    ]);
    expect(kindsOf(await goBack(backup))).toEqual(['VARIANT_UNAVAILABLE']);
    expect(await world.read(cart.id)).toMatchObject({ version: 2, lines: [{ sku: 'MUG', quantity: 2 }] });
  });

  test('is kept with nine others, also when many are made at once', async () => {
    const made = [];
    for (let n = 0; n < 12; n += 1) made.push(await backUp());
    await Promise.all(Array.from({ length: 5 }, () => backUp()));
    const kept = await world.database.query<{ id: string }>('SELECT id FROM cart_backup WHERE cart_id = $1', [
      cart.id,
    ]);
    expect(kept).toHaveLength(10);
    expect(kindsOf(await goBack(made[0] ?? ''))).toEqual(['BACKUP_NOT_FOUND']);
  });

  test('does not exist for anybody else', async () => {
    const backup = await backUp();
    const stranger = contextOf(customer());
    for (const id of [backup, newId(), 'no uuid'])
      expect(await goBack(id, null, stranger)).toEqual({
        kind: 'refused',
        cartId: null,
        rejections: [{ kind: 'BACKUP_NOT_FOUND' }],
      });
    const command = { cartId: cart.id, expectedVersion: null, idempotencyKey: null };
    expect(await createBackup(world.deps, command, stranger)).toMatchObject({
      rejection: { kind: 'CART_NOT_FOUND' },
    });
    expect(await createBackup(world.deps, { ...command, expectedVersion: 1 }, cart.context)).toMatchObject({
      rejection: { kind: 'VERSION_CONFLICT' },
    });
  });
});
