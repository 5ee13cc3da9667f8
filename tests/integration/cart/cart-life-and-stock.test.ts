import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import { openShop } from './shop.suite';
import type { Shop } from './shop.suite';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
}, 60_000);
afterAll(() => shop.close());

interface Payload {
  readonly committedVersion: number | null;
  readonly cart: { readonly id: string; readonly status: string; readonly totalQuantity: number } | null;
  readonly userErrors: readonly { readonly code: string; readonly availableQuantity?: number }[];
}

const PAYLOAD = `{ committedVersion cart { id status totalQuantity }
  userErrors { code ... on InsufficientStockError { availableQuantity } } }`;

class Shopper {
  readonly id = newId();
  cartId = '';

  async open(): Promise<this> {
    const { cartCreate } = await shop.ask<{ cartCreate: { cart: { id: string } } }>(
      this.id,
      'mutation { cartCreate(input: {}) { cart { id } } }',
    );
    this.cartId = cartCreate.cart.id;
    return this;
  }

  async change(mutation: string, input: object = {}): Promise<Payload> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const document = `mutation ($input: ${type}!) { payload: ${mutation}(input: $input) ${PAYLOAD} }`;
    const variables = { input: { cartId: this.cartId, ...input } };
    return (await shop.ask<{ payload: Payload }>(this.id, document, variables)).payload;
  }

  add(sku: string, quantity: number, more: object = {}): Promise<Payload> {
    return this.change('cartLinesAdd', { lines: [{ sku, quantity }], ...more });
  }
}

/** The cart of a new guest with these lines, and the token that proves whose it is. */
async function guestWith(
  lines: readonly { readonly sku: string; readonly quantity: number }[],
): Promise<{ readonly cartId: string; readonly token: string }> {
  const { cartCreate } = await shop.ask<{ cartCreate: { cart: { id: string }; sessionToken: string } }>(
    null,
    'mutation ($input: CartCreateInput!) { cartCreate(input: $input) { cart { id } sessionToken } }',
    { input: { lines } },
  );
  return { cartId: cartCreate.cart.id, token: cartCreate.sessionToken };
}

async function expectHeld(sku: string, held: number, onHand = 5): Promise<void> {
  await shop.drained();
  await eventually(
    async () => {
      const numbers = await shop.numbers(sku);
      expect(numbers).toEqual({ on_hand: onHand, available: onHand - held, held, allocated: 0 });
      return true;
    },
    { withinMs: 10_000, what: `${String(held)} of ${sku} to be held` },
  );
}

describe('what is held for a cart through its life', () => {
  test('is given back when it is put aside, and held again when it is taken up', async () => {
    await shop.stock('ASIDE', 5);
    const who = await new Shopper().open();
    await who.add('ASIDE', 3);
    await expectHeld('ASIDE', 3);
    expect((await who.change('cartSave', { name: 'Later' })).cart?.status).toBe('SAVED');
    await expectHeld('ASIDE', 0);
    expect((await who.change('cartRestore')).userErrors).toEqual([]);
    await expectHeld('ASIDE', 3);
    expect((await who.change('cartDelete')).cart).toBeNull();
    await expectHeld('ASIDE', 0);
  }, 30_000);

  test('is what there still is after somebody else was faster, and all of it once there is', async () => {
    await shop.stock('BOTH', 5);
    const [one, other] = [await new Shopper().open(), await new Shopper().open()];
    await one.add('BOTH', 4);
    await one.change('cartSave');
    await expectHeld('BOTH', 0);
    await other.add('BOTH', 3);
    const restored = await one.change('cartRestore');
    expect(restored).toMatchObject({
      cart: { status: 'ACTIVE', totalQuantity: 4 },
      userErrors: [{ code: 'INSUFFICIENT_STOCK', availableQuantity: 2 }],
    });
    await expectHeld('BOTH', 5);
    await other.change('cartClear');
    await shop.drained();
    expect((await one.change('cartReservationExtend')).userErrors).toEqual([]);
    await expectHeld('BOTH', 4);
  }, 30_000);

  test('is a part when a part is allowed', async () => {
    await shop.stock('PART', 5);
    const who = await new Shopper().open();
    expect(await who.add('PART', 8, { allowPartial: true })).toMatchObject({
      committedVersion: 2,
      cart: { totalQuantity: 5 },
      userErrors: [{ code: 'INSUFFICIENT_STOCK', availableQuantity: 5 }],
    });
    await expectHeld('PART', 5);
  }, 30_000);

  test('is held again by an extension after it has expired', async () => {
    await shop.stock('LAPSED', 5);
    const who = await new Shopper().open();
    await who.add('LAPSED', 2);
    await expectHeld('LAPSED', 2);
    await shop.databases.inventory.query(
      "UPDATE hold SET expires_at = now() - interval '1 second', wake_at = now() WHERE owner_id = $1",
      [who.cartId],
    );
    await expectHeld('LAPSED', 0);
    expect(await who.change('cartReservationExtend')).toMatchObject({ userErrors: [] });
    await expectHeld('LAPSED', 2);
    const [row] = await shop.databases.cart.query<{ reserved: boolean }>(
      'SELECT reserved_at IS NOT NULL AS reserved FROM cart_line WHERE cart_id = $1',
      [who.cartId],
    );
    expect(row).toEqual({ reserved: true });
  }, 60_000);

  test('moves with a guest cart that is merged: the last unit is never let go', async () => {
    await shop.stock('LAST', 1);
    await shop.stock('SHARED', 5);
    const who = await new Shopper().open();
    await who.add('SHARED', 2);
    const guest = await guestWith([
      { sku: 'LAST', quantity: 1 },
      { sku: 'SHARED', quantity: 1 },
    ]);
    await expectHeld('LAST', 1, 1);
    const rival = await new Shopper().open();
    const MERGE = `mutation ($token: String!) { cartMerge(input: { sourceSessionToken: $token }) { cart { id totalQuantity } userErrors { code } } }`;
    const rivals: Promise<Payload>[] = [];
    const merges = Array.from({ length: 3 }, () => {
      rivals.push(rival.add('LAST', 1));
      return shop.ask<{ cartMerge: object }>(who.id, MERGE, { token: guest.token });
    });
    for (const { cartMerge } of await Promise.all(merges))
      expect(cartMerge).toEqual({ cart: { id: who.cartId, totalQuantity: 4 }, userErrors: [] });
    for (const { userErrors } of await Promise.all(rivals))
      expect(userErrors).toMatchObject([{ code: 'INSUFFICIENT_STOCK', availableQuantity: 0 }]);
    await expectHeld('LAST', 1, 1);
    await expectHeld('SHARED', 3);
    const held = await shop.databases.inventory.query<{ owner_id: string }>(
      "SELECT DISTINCT h.owner_id FROM hold h JOIN hold_line l ON l.hold_id = h.id WHERE l.quantity > 0 AND l.sku IN ('LAST', 'SHARED')",
    );
    expect(held).toEqual([{ owner_id: who.cartId }]);
    expect((await rival.add('LAST', 1)).userErrors).toMatchObject([{ code: 'INSUFFICIENT_STOCK' }]);
    await who.change('cartClear');
    await expectHeld('LAST', 0, 1);
  }, 60_000);

  test('follows a backup that is brought back', async () => {
    await shop.stock('BACK', 5);
    const who = await new Shopper().open();
    await who.add('BACK', 2);
    const { cartBackupCreate } = await shop.ask<{ cartBackupCreate: { backup: { id: string } } }>(
      who.id,
      'mutation ($id: ID!) { cartBackupCreate(input: { cartId: $id }) { backup { id } } }',
      { id: who.cartId },
    );
    await who.add('BACK', 3);
    await expectHeld('BACK', 5);
    const document = `mutation ($input: CartBackupRestoreInput!) { cartBackupRestore(input: $input) ${PAYLOAD} }`;
    await shop.ask(who.id, document, { input: { backupId: cartBackupCreate.backup.id } });
    await expectHeld('BACK', 2);
  }, 30_000);
});
