import { ANONYMOUS, readGuestToken } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import { SESSION_SECRET, contextOf, creation, customer, openCartWorld } from '../cart-world.suite';
import type { CartWorld } from '../cart-world.suite';
import { openCart } from './create-cart';
import type { CreateCartCommand, CreateCartOutcome } from './create-cart';

let world: CartWorld;
beforeAll(async () => {
  world = await openCartWorld();
});
afterAll(() => world.close());

const open = (viewer: Viewer, over: Partial<CreateCartCommand> = {}): Promise<CreateCartOutcome> =>
  openCart(world.deps, creation(over), contextOf(viewer));
const MUG = { sku: 'MUG', quantity: 2, attributes: [] };

function guestOf({ sessionToken }: CreateCartOutcome): Viewer {
  const identity = readGuestToken(SESSION_SECRET, sessionToken ?? '');
  if (identity === undefined) throw new Error('no guest token');
  return { ...ANONYMOUS, ...identity };
}

describe('opening a cart', () => {
  test('gives a new guest a session and the token for it', async () => {
    const opened = await open(ANONYMOUS);
    const cart = await world.read(opened.cartId ?? '');
    expect(cart).toMatchObject({ customerId: null, currency: 'USD', version: 1 });
    expect(guestOf(opened)).toMatchObject({ sessionId: cart.sessionId, tokenVersion: 1 });
  });

  test('refuses a second one in the same place, and shows the first', async () => {
    for (const viewer of [customer(), guestOf(await open(ANONYMOUS, { channel: 'app' }))]) {
      const first = await open(viewer);
      expect(first.rejections).toEqual([]);
      expect(await open(viewer)).toMatchObject({
        cartId: first.cartId,
        rejections: [{ kind: 'CART_ALREADY_EXISTS' }],
      });
      expect((await open(viewer, { storeId: 'outlet' })).rejections).toEqual([]);
    }
  });

  test('with lines adds them in a second commit', async () => {
    const opened = await open(ANONYMOUS, { lines: [MUG], region: 'JP' });
    expect(opened.rejections).toEqual([]);
    expect(await world.read(opened.cartId ?? '')).toMatchObject({
      version: 2,
      currency: 'JPY',
      lines: [{ sku: 'MUG', quantity: 2 }],
    });
  });

  test('with lines that are refused opens it all the same and says why', async () => {
    const opened = await open(customer(), { lines: [{ ...MUG, sku: 'NONE' }] });
    expect(opened.rejections).toEqual([{ kind: 'VARIANT_NOT_FOUND', index: 0, sku: 'NONE' }]);
    expect((await world.read(opened.cartId ?? '')).version).toBe(1);
  });

  test.each([
    ['customer', customer()],
    ['new guest', ANONYMOUS],
  ])(
    'ten times in parallel with one key opens one for a %s, and all get the same answer',
    async (_, viewer) => {
      const idempotencyKey = newId();
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, () => open(viewer, { idempotencyKey, lines: [MUG] })),
      );
      expect(new Set(outcomes.map(({ cartId }) => cartId)).size).toBe(1);
      expect(new Set(outcomes.map(({ sessionToken }) => sessionToken)).size).toBe(1);
      expect(outcomes.flatMap(({ rejections }) => rejections)).toEqual([]);
      expect(outcomes.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect((await world.read(outcomes[0]?.cartId ?? '')).lines[0]?.quantity).toBe(2);
    },
  );

  test('with the key of another input is refused', async () => {
    const viewer = customer();
    const idempotencyKey = newId();
    await open(viewer, { idempotencyKey });
    expect((await open(viewer, { idempotencyKey, channel: 'app' })).rejections).toEqual([
      { kind: 'IDEMPOTENCY_KEY_REUSED' },
    ]);
  });

  test('of a session that has ended is not possible', async () => {
    const guest = guestOf(await open(ANONYMOUS));
    for (const viewer of [
      { ...guest, tokenVersion: 2 },
      { ...guest, sessionId: newId() },
    ])
      await expect(open(viewer)).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test.each<[string, Partial<CreateCartCommand>]>([
    ['a region without a shop', { region: 'MARS' }],
    ['a currency that does not exist', { currencyCode: 'XXQ' }],
    ['a key that could be guessed, for a new guest', { idempotencyKey: 'short' }],
    ['a key that is too long', { idempotencyKey: 'k'.repeat(181) }],
  ])('refuses %s', async (_, over) => {
    await expect(open(ANONYMOUS, over)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
