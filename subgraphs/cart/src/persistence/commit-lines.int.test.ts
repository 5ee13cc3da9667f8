import { cartItemAddedV1 } from '@agora/contracts/cart/item-added';
import { isClaimLost } from '@agora/platform/idempotency';
import type { HeldClaim } from '@agora/platform/idempotency';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import type { LinesCommit, StoredCart } from '../application/ports';
import { TRAIL, openCartWorld } from '../cart-world.suite';
import { settleLines } from '../application/settle-lines';
import type { CartWorld } from '../cart-world.suite';
import { decideAddLines } from '../domain/add-lines';
import { changeOf, wantedLine } from '../domain/cart-fixture.suite';
import type { Decision } from '../domain/change';
import { decideClear, decideRemoveLines } from '../domain/remove-lines';
import { decideSetQuantities } from '../domain/set-quantities';

let world: CartWorld;
beforeAll(async () => {
  world = await openCartWorld();
});
afterAll(() => world.close());

const adding = (cart: StoredCart, sku: string, quantity = 1): Decision =>
  decideAddLines(cart, [wantedLine(sku, quantity, [], { newLineId: newId() })]);

type CommitOptions = Partial<Omit<LinesCommit, 'cart'>> & { readonly isExact?: boolean };

function commitOf(
  cart: StoredCart,
  decision: Decision,
  over: CommitOptions = {},
): LinesCommit & { readonly cart: StoredCart } {
  const { isExact = true, ...rest } = over;
  const change = changeOf(decision);
  const quote = world.quotes.quoteOf(change.resulting);
  const settled = settleLines({ cart, change, quote, isExact, backordered: new Map(), now: new Date() });
  return {
    cart,
    change,
    ...settled,
    operationId: newId(),
    reservedUntil: null,
    claim: null,
    trail: TRAIL,
    ...rest,
  };
}

async function commit(cart: StoredCart, decision: Decision, over: CommitOptions = {}): Promise<boolean> {
  return (await world.deps.store.commitLines(commitOf(cart, decision, over))) !== undefined;
}

async function filled(sku = 'MUG', quantity = 2): Promise<StoredCart> {
  const { id } = await world.openCart();
  const cart = await world.read(id);
  await commit(cart, adding(cart, sku, quantity));
  return world.read(id);
}

async function claim(cartId: string): Promise<HeldClaim> {
  const given = await world.deps.idempotency.claim({
    scope: 's',
    operation: 'o',
    key: newId(),
    input: cartId,
  });
  if (given.kind !== 'claimed') throw new Error('the key is not free');
  return given;
}

describe('a commit of lines', () => {
  test('writes cart, line, log and event together, one version further', async () => {
    const { id } = await world.openCart();
    const before = await world.read(id);
    const reservedUntil = new Date(Date.now() + 60_000);
    const operationId = newId();
    expect(await commit(before, adding(before, 'MUG', 2), { operationId, reservedUntil })).toBe(true);
    const after = await world.read(id);
    expect(after).toMatchObject({ version: 2, pricedVersion: 2, status: 'ACTIVE', reservedUntil });
    expect(after.cost).toMatchObject({ totalMinor: 2_000n });
    expect(after.lines).toHaveLength(1);
    expect(after.lines[0]).toMatchObject({
      sku: 'MUG',
      quantity: 2,
      unitPriceMinor: 1_000n,
      previousPriceMinor: null,
    });
    expect(after.lines[0]?.reservedAt).toBeInstanceOf(Date);
    expect(await world.log(id)).toEqual([
      { version: 1, cause: 'CREATED', operation_id: null },
      { version: 2, cause: 'LINES_ADDED', operation_id: operationId },
    ]);
    const event = (await world.events(id)).at(-1);
    expect(event).toMatchObject({ type: 'cart.item.added.v1', aggregate_version: 2 });
    expect(event?.headers).toMatchObject({ causation_id: operationId, tenant_region: 'US' });
    expect(cartItemAddedV1.schema.parse(event?.payload)).toMatchObject({
      version: 2,
      operation_id: operationId,
      sku_quantities: { MUG: 2 },
    });
  });

  test('writes nothing when the cart moved on', async () => {
    const stale = await filled();
    await commit(stale, adding(stale, 'NOVEL'));
    const held = await claim(stale.id);
    expect(await commit(stale, adding(stale, 'LAMP'), { claim: held })).toBe(false);
    const now = await world.read(stale.id);
    expect(now.version).toBe(stale.version + 1);
    expect(now.lines.map(({ sku }) => sku)).toEqual(['MUG', 'NOVEL']);
    expect(await world.log(stale.id)).toHaveLength(now.version);
    expect(await world.events(stale.id)).toHaveLength(now.version);
    const [row] = await world.database.query('SELECT state FROM idempotency WHERE key = $1', [held.key]);
    expect(row).toEqual({ state: 'IN_FLIGHT' });
  });

  test('of ten that were decided on one state, exactly one is written', async () => {
    const cart = await filled();
    const results = await Promise.all(Array.from({ length: 10 }, () => commit(cart, adding(cart, 'NOVEL'))));
    expect(results.filter((isWritten) => isWritten)).toHaveLength(1);
    expect((await world.read(cart.id)).version).toBe(cart.version + 1);
  });

  test('writes nothing to a cart that was locked in between', async () => {
    const cart = await filled();
    await world.database.query(`UPDATE cart SET status = 'LOCKED', locked_by_order_id = $2 WHERE id = $1`, [
      cart.id,
      newId(),
    ]);
    expect(await commit(cart, adding(cart, 'NOVEL'))).toBe(false);
  });

  test('removes lines and announces what is left of their skus', async () => {
    const cart = await filled();
    await commit(cart, adding(cart, 'NOVEL', 3));
    const both = await world.read(cart.id);
    await commit(both, decideRemoveLines(both, { lineIds: [], skus: ['MUG'] }));
    const one = await world.read(cart.id);
    expect(one.lines.map(({ sku }) => sku)).toEqual(['NOVEL']);
    expect((await world.events(cart.id)).at(-1)).toMatchObject({
      type: 'cart.item.removed.v1',
      payload: { sku_quantities: { MUG: 0 } },
    });
    await commit(one, decideClear(one));
    expect((await world.read(cart.id)).lines).toEqual([]);
    const [counts] = await world.database.query('SELECT line_count, total_quantity FROM cart WHERE id = $1', [
      cart.id,
    ]);
    expect(counts).toEqual({ line_count: 0, total_quantity: 0 });
    expect((await world.events(cart.id)).at(-1)?.type).toBe('cart.cleared.v1');
  });

  test('remembers the price before the last change of it', async () => {
    const cart = await filled('LAMP');
    world.quotes.prices.set('LAMP', 900n);
    await commit(cart, adding(cart, 'LAMP'));
    const cheaper = await world.read(cart.id);
    expect(cheaper.lines[0]).toMatchObject({ unitPriceMinor: 900n, previousPriceMinor: 1_000n });
    await commit(cheaper, adding(cheaper, 'LAMP'));
    expect((await world.read(cart.id)).lines[0]).toMatchObject({
      unitPriceMinor: 900n,
      previousPriceMinor: 1_000n,
    });
    world.quotes.prices.delete('LAMP');
  });

  test('with a quote for an older state leaves the cost behind: estimated until it is priced again', async () => {
    const cart = await filled();
    await commit(cart, adding(cart, 'NOVEL'), { isExact: false });
    const after = await world.read(cart.id);
    expect(after).toMatchObject({ version: 3, pricedVersion: 2 });
    expect(after.cost).toMatchObject({ totalMinor: 2_000n });
  });

  test('keeps the hold of a line that is set lower without a reservation', async () => {
    const cart = await filled();
    const until = new Date(Date.now() + 60_000);
    await commit(cart, adding(cart, 'MUG'), { reservedUntil: until });
    const held = await world.read(cart.id);
    await commit(held, decideSetQuantities(held, [{ lineId: null, sku: 'MUG', quantity: 1 }]));
    const after = await world.read(cart.id);
    expect(after.lines[0]).toMatchObject({ quantity: 1, reservedAt: held.lines[0]?.reservedAt });
    expect(after.reservedUntil).toEqual(until);
  });

  test('refuses to give a line away that the quote has no price for', async () => {
    const cart = await filled();
    const unpriced = commitOf(cart, adding(cart, 'NOVEL'));
    await expect(world.deps.store.commitLines({ ...unpriced, priced: [] })).rejects.toThrow(
      'no price for NOVEL',
    );
  });
});

describe('a commit of lines with an idempotency key', () => {
  test('completes the claim in the same statement', async () => {
    const cart = await filled();
    const held = await claim(cart.id);
    const prepared = commitOf(cart, adding(cart, 'NOVEL'), { claim: held });
    const before = world.database.statements;
    expect(await world.deps.store.commitLines(prepared)).toMatchObject({ version: cart.version + 1 });
    expect(world.database.statements - before).toBe(1);
    const [row] = await world.database.query('SELECT state, outcome FROM idempotency WHERE key = $1', [
      held.key,
    ]);
    expect(row).toEqual({ state: 'DONE', outcome: { cartId: cart.id, version: cart.version + 1 } });
  });

  test.each([
    ['is over', `UPDATE idempotency SET lease_until = now() - interval '1 s' WHERE key = $1`],
    ["is another request's", 'UPDATE idempotency SET claim = gen_random_uuid() WHERE key = $1'],
    ['was given back', 'DELETE FROM idempotency WHERE key = $1'],
  ])('takes everything back when the claim %s', async (_, loseIt) => {
    const cart = await filled();
    const held = await claim(cart.id);
    await world.database.query(loseIt, [held.key]);
    const failure = await commit(cart, adding(cart, 'NOVEL'), { claim: held }).catch(
      (error: unknown) => error,
    );
    expect(isClaimLost(failure)).toBe(true);
    expect(await world.read(cart.id)).toEqual(cart);
    expect(await world.log(cart.id)).toHaveLength(cart.version);
    expect(await world.events(cart.id)).toHaveLength(cart.version);
  });
});

test('adds are heap-only updates of the cart: no index is written', async () => {
  const begin = await updatesOfCart();
  const { id } = await world.openCart();
  for (let n = 0; n < 20; n += 1) {
    const cart = await world.read(id);
    await commit(cart, adding(cart, 'MUG', 1));
  }
  const done = await eventually(async () => {
    const now = await updatesOfCart();
    return now.updates - begin.updates >= 20 ? now : undefined;
  });
  // One of them may meet a full page; an index on a column that adds write would make it none.
  expect(done.heapOnly - begin.heapOnly).toBeGreaterThanOrEqual((done.updates - begin.updates) * 0.8);
});

async function updatesOfCart(): Promise<{ readonly updates: number; readonly heapOnly: number }> {
  const [row] = await world.database.query<{ updates: number; heap_only: number }>(
    "SELECT n_tup_upd::int AS updates, n_tup_hot_upd::int AS heap_only FROM pg_stat_user_tables WHERE relname = 'cart'",
  );
  return { updates: row?.updates ?? 0, heapOnly: row?.heap_only ?? 0 };
}
