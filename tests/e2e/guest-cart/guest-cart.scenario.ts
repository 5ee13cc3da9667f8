import {
  CartClearDocument,
  CartCreateDocument,
  CartDocument,
  CartHistoryDocument,
  CartLinesRemoveDocument,
  CartLinesUpdateDocument,
  MyCartDocument,
} from '@agora/client/generated/graphql';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';

const minor = (text: string | undefined): bigint => BigInt(text ?? '');

/** The life of a cart whose owner has no account. */
export function guestCart(lane: () => Lane): void {
  it('is opened once per guest, found again by the token and by nobody else', async () => {
    const guest = await arriveAsGuest(lane());
    const { myCart } = await guest.client.query(MyCartDocument);
    expect(myCart?.id).toBe(guest.cartId);
    const again = await guest.client.mutate(CartCreateDocument, { input: {} });
    expect(again.cartCreate.cart?.id).toBe(guest.cartId);
    const stranger = await arriveAsGuest(lane());
    for (const client of [lane().client(), stranger.client]) {
      expect(await client.query(CartDocument, { id: guest.cartId })).toEqual({ cart: null });
    }
  });

  it('remembers price and title of what is added, holds its stock and adds up', async () => {
    const sku = await stockedSku(lane(), 10);
    const guest = await arriveAsGuest(lane());
    const added = await guest.add(sku, 3);
    expect(added.userErrors).toEqual([]);
    expect(added).toMatchObject({ committedVersion: 2, replayed: false });
    const cart = await guest.cart();
    const [line] = cart.lines;
    expect(cart).toMatchObject({ version: added.cart?.version, totalQuantity: 3, currencyCode: 'USD' });
    expect(line?.title).toContain(line?.variant?.product.title);
    expect(minor(line?.cost.subtotal.minorUnits)).toBe(3n * minor(line?.unitPrice.minorUnits));
    const { subtotal, tax, total } = cart.cost;
    expect(minor(total.minorUnits)).toBe(minor(subtotal.minorUnits) + minor(tax.minorUnits));
    expect(cart.cost).toMatchObject({ isEstimated: false, pricedVersion: cart.version });
    expect(Date.parse(cart.reservedUntil ?? '')).toBeGreaterThan(Date.now() + 10 * 60_000);
    const held = await lane().rows<{ held: number }>(
      'inventory',
      'SELECT sum(l.quantity)::int AS held FROM hold h JOIN hold_line l ON l.hold_id = h.id WHERE h.owner_id = $1',
      [guest.cartId],
    );
    expect(held).toEqual([{ held: 3 }]);
    await expectBalanced(lane(), sku);
  });

  it('adds equal lines up, sets quantities, removes lines and is emptied', async () => {
    const [sku, other] = [await stockedSku(lane(), 10), await stockedSku(lane(), 10)];
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 1);
    await guest.add(sku, 2);
    await guest.add(other, 1);
    const lines = (await guest.cart()).lines;
    expect(lines.map((line) => [line.sku, line.quantity])).toEqual([
      [sku, 3],
      [other, 1],
    ]);
    const { cartId, client } = guest;
    const updated = await client.mutate(CartLinesUpdateDocument, {
      input: { cartId, lines: [{ lineId: lines[0]?.id ?? '', quantity: 5 }] },
    });
    expect(updated.cartLinesUpdate).toMatchObject({ userErrors: [], cart: { totalQuantity: 6 } });
    const removed = await client.mutate(CartLinesRemoveDocument, { input: { cartId, skus: [other] } });
    expect(removed.cartLinesRemove).toMatchObject({ userErrors: [], cart: { totalQuantity: 5 } });
    const cleared = await client.mutate(CartClearDocument, { input: { cartId } });
    expect(cleared.cartClear).toMatchObject({ userErrors: [], cart: { totalQuantity: 0, lines: [] } });
    expect(cleared.cartClear.cart?.cost.total.minorUnits).toBe('0');
  });

  it('numbers its commits without a gap and can tell them', async () => {
    const sku = await stockedSku(lane(), 10);
    const guest = await arriveAsGuest(lane());
    for (const quantity of [1, 1, 1]) await guest.add(sku, quantity);
    const { cart } = await guest.client.query(CartHistoryDocument, { id: guest.cartId });
    const versions = cart?.history?.map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: cart?.version ?? 0 }, (_, index) => index + 1));
    expect(cart?.history?.map(({ cause }) => cause).slice(0, 4)).toEqual([
      'CREATED',
      'LINES_ADDED',
      'LINES_ADDED',
      'LINES_ADDED',
    ]);
  });

  it('refuses a change that was meant for another version', async () => {
    const sku = await stockedSku(lane(), 10);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const { cartId } = guest;
    const { cartClear } = await guest.client.mutate(CartClearDocument, {
      input: { cartId, expectedVersion: 1 },
    });
    expect(cartClear).toMatchObject({ committedVersion: null, cart: { totalQuantity: 1 } });
    expect(cartClear.userErrors).toMatchObject([
      { code: 'VERSION_CONFLICT', expectedVersion: 1, currentVersion: 2 },
    ]);
  });

  it('gives the stock back when a line leaves', async () => {
    const sku = await stockedSku(lane(), 2);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 2);
    const next = await arriveAsGuest(lane());
    expect((await next.add(sku)).userErrors).toMatchObject([
      { code: 'INSUFFICIENT_STOCK', sku, requestedQuantity: 1, availableQuantity: 0 },
    ]);
    await guest.client.mutate(CartClearDocument, { input: { cartId: guest.cartId } });
    await eventuallyAdds(() => next.add(sku));
    await expectBalanced(lane(), sku);
  });
}

/** A decrease reaches inventory by the cart's event. */
async function eventuallyAdds(add: () => Promise<{ userErrors: readonly unknown[] }>): Promise<void> {
  await eventually(async () => (await add()).userErrors.length === 0, {
    withinMs: 10_000,
    everyMs: 100,
    what: 'the freed unit',
  });
}
