import fc from 'fast-check';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import { openShop } from './shop.suite';
import type { Shop } from './shop.suite';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop.close());

const PAYLOAD = `{
  committedVersion replayed cart { version totalQuantity lines { id sku quantity } }
  userErrors { code ... on InsufficientStockError { sku requestedQuantity availableQuantity } }
}`;

interface Payload {
  readonly committedVersion: number | null;
  readonly replayed: boolean;
  readonly cart: {
    readonly version: number;
    readonly totalQuantity: number;
    readonly lines: readonly { readonly id: string; readonly sku: string; readonly quantity: number }[];
  } | null;
  readonly userErrors: readonly { readonly code: string; readonly availableQuantity?: number }[];
}

interface Shopper {
  readonly id: string;
  readonly cartId: string;
}

async function shopper(): Promise<Shopper> {
  const id = newId();
  const { cartCreate } = await shop.ask<{ cartCreate: { cart: { id: string } } }>(
    id,
    'mutation { cartCreate(input: {}) { cart { id } } }',
  );
  return { id, cartId: cartCreate.cart.id };
}

async function change(who: Shopper, mutation: string, inputType: string, input: object): Promise<Payload> {
  const document = `mutation ($input: ${inputType}!) { payload: ${mutation}(input: $input) ${PAYLOAD} }`;
  const { payload } = await shop.ask<{ payload: Payload }>(who.id, document, {
    input: { cartId: who.cartId, ...input },
  });
  return payload;
}
const add = (who: Shopper, sku: string, quantity = 1, more: object = {}): Promise<Payload> =>
  change(who, 'cartLinesAdd', 'CartLinesAddInput', { lines: [{ sku, quantity }], ...more });
const set = (who: Shopper, sku: string, quantity: number): Promise<Payload> =>
  change(who, 'cartLinesUpdate', 'CartLinesUpdateInput', { lines: [{ sku, quantity }] });
const remove = (who: Shopper, sku: string): Promise<Payload> =>
  change(who, 'cartLinesRemove', 'CartLinesRemoveInput', { skus: [sku] });

describe('carts and stock together', () => {
  test('of ten shoppers who want the last unit one gets it, nine are told that none is left', async () => {
    for (const round of [1, 2, 3]) {
      const sku = `LAST-${String(round)}`;
      await shop.stock(sku, 1);
      const shoppers = await Promise.all(Array.from({ length: 10 }, shopper));
      const answers = await Promise.all(shoppers.map((who) => add(who, sku)));
      expect(answers.filter(({ committedVersion }) => committedVersion === 2)).toHaveLength(1);
      const refused = answers.flatMap(({ userErrors }) => userErrors);
      expect(refused).toHaveLength(9);
      for (const error of refused)
        expect(error).toEqual({
          code: 'INSUFFICIENT_STOCK',
          sku,
          requestedQuantity: 1,
          availableQuantity: 0,
        });
      await shop.drained();
      expect(await shop.numbers(sku)).toEqual({ on_hand: 1, available: 0, held: 1, allocated: 0 });
    }
  }, 60_000);

  test('twenty parallel adds hold exactly twenty units', async () => {
    await shop.stock('MANY', 100);
    const who = await shopper();
    const answers = await Promise.all(Array.from({ length: 20 }, () => add(who, 'MANY')));
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect(
      answers.map(({ committedVersion }) => committedVersion).sort((a, b) => (a ?? 0) - (b ?? 0)),
    ).toEqual(Array.from({ length: 20 }, (_, index) => index + 2));
    await shop.drained();
    expect(await shop.numbers('MANY')).toEqual({ on_hand: 100, available: 80, held: 20, allocated: 0 });
    await expectPriced(who.cartId);
  }, 30_000);

  test('one key ten times in parallel holds one unit', async () => {
    await shop.stock('ONCE', 10);
    const who = await shopper();
    const idempotencyKey = newId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => add(who, 'ONCE', 1, { idempotencyKey })),
    );
    expect(answers.map(({ committedVersion }) => committedVersion)).toEqual(answers.map(() => 2));
    expect(answers.filter(({ replayed }) => !replayed)).toHaveLength(1);
    await shop.drained();
    expect(await shop.numbers('ONCE')).toMatchObject({ available: 9, held: 1 });
  }, 30_000);

  test('less in the cart is stock for others, once its event has arrived', async () => {
    await shop.stock('BACK', 5);
    const [who, other] = [await shopper(), await shopper()];
    await add(who, 'BACK', 5);
    expect((await add(other, 'BACK')).userErrors).toHaveLength(1);
    await set(who, 'BACK', 2);
    await eventually(async () => (await shop.numbers('BACK')).available === 3, { what: 'three units again' });
    expect((await add(other, 'BACK', 3)).userErrors).toEqual([]);
    await remove(who, 'BACK');
    await shop.drained();
    expect(await shop.numbers('BACK')).toEqual({ on_hand: 5, available: 2, held: 3, allocated: 0 });
  }, 30_000);

  test('a warm add of one line costs at most five statements in cart, two in inventory and one in pricing', async () => {
    await shop.stock('WARM', 100);
    const who = await shopper();
    const adds = 20;
    await add(who, 'WARM', 1, { idempotencyKey: newId() });
    const before = await counts();
    for (let n = 0; n < adds; n += 1) await add(who, 'WARM', 1, { idempotencyKey: newId() });
    const after = await counts();
    const perAdd = after.map((count, index) => (count - (before[index] ?? 0)) / adds);
    expect(perAdd[0]).toBeGreaterThan(0);
    expect(perAdd[0]).toBeLessThanOrEqual(5);
    expect(perAdd[1]).toBeGreaterThan(0);
    expect(perAdd[1]).toBeLessThanOrEqual(2);
    expect(perAdd[2]).toBeLessThanOrEqual(1);
  }, 30_000);
});

const counts = (): Promise<number[]> =>
  Promise.all((['cart', 'inventory', 'pricing'] as const).map((domain) => shop.statements(domain)));

async function expectPriced(cartId: string): Promise<void> {
  await eventually(
    async () => {
      const [row] = await shop.databases.cart.query<{ version: number; priced_version: number }>(
        'SELECT version, priced_version FROM cart WHERE id = $1',
        [cartId],
      );
      return row !== undefined && row.version === row.priced_version;
    },
    { what: 'the price of the newest version' },
  );
}

const SKUS = ['RND-A', 'RND-B', 'RND-C'];
const seed = Number(process.env['AGORA_TEST_SEED'] ?? Date.now() % 1_000_000);
const STEPS = Number(process.env['AGORA_TEST_STEPS'] ?? 150);
const AT_ONCE = 6;

type Step = (shoppers: readonly Shopper[]) => Promise<Payload>;

const step = fc
  .record({
    who: fc.nat({ max: 3 }),
    sku: fc.constantFrom(...SKUS),
    quantity: fc.integer({ min: 1, max: 6 }),
    what: fc.constantFrom('add', 'add', 'set', 'remove'),
  })
  .map(({ who, sku, quantity, what }): Step => {
    return (shoppers) => {
      const one = shoppers[who];
      if (one === undefined) throw new Error('no such shopper');
      if (what === 'add') return add(one, sku, quantity);
      return what === 'set' ? set(one, sku, quantity) : remove(one, sku);
    };
  });

test(`whatever several carts do at once, what is held is what they have (seed ${String(seed)})`, async () => {
  for (const sku of SKUS) await shop.stock(sku, 25);
  const shoppers = await Promise.all(Array.from({ length: 4 }, shopper));
  const steps = fc.sample(step, { seed, numRuns: STEPS });
  const refusals = new Set<string>();
  for (let begin = 0; begin < steps.length; begin += AT_ONCE) {
    const answers = await Promise.all(steps.slice(begin, begin + AT_ONCE).map((one) => one(shoppers)));
    for (const { code } of answers.flatMap(({ userErrors }) => userErrors)) refusals.add(code);
  }
  for (const code of refusals)
    expect(['INSUFFICIENT_STOCK', 'LINE_NOT_FOUND', 'QUANTITY_OUT_OF_RANGE']).toContain(code);
  await shop.drained();
  await eventually(
    async () => {
      expect(await heldByCarts()).toEqual(await wantedByCarts(shoppers));
      return true;
    },
    { withinMs: 10_000, what: 'what is held' },
  );
  for (const sku of SKUS) {
    const { on_hand: onHand, available, held, allocated } = await shop.numbers(sku);
    expect({ sku, onHand, sum: available + held + allocated }).toEqual({ sku, onHand: 25, sum: 25 });
    expect(Math.min(available, held, allocated)).toBeGreaterThanOrEqual(0);
  }
}, 120_000);

interface Share {
  readonly cart: string;
  readonly sku: string;
  readonly quantity: number;
}

function heldByCarts(): Promise<Share[]> {
  return shop.databases.inventory.query<Share>(
    `SELECT h.owner_id AS cart, l.sku, sum(l.quantity)::int AS quantity FROM hold h JOIN hold_line l ON l.hold_id = h.id
     WHERE l.sku = ANY ($1::text[]) AND l.quantity > 0 GROUP BY 1, 2 ORDER BY 1, 2`,
    [SKUS],
  );
}

function wantedByCarts(shoppers: readonly Shopper[]): Promise<Share[]> {
  return shop.databases.cart.query<Share>(
    `SELECT cart_id AS cart, sku, sum(quantity)::int AS quantity FROM cart_line WHERE cart_id = ANY ($1::uuid[]) GROUP BY 1, 2 ORDER BY 1, 2`,
    [shoppers.map(({ cartId }) => cartId)],
  );
}
