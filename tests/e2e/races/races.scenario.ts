import {
  CartClearDocument,
  CartHistoryDocument,
  CartLinesRemoveDocument,
  CartLinesUpdateDocument,
} from '@agora/client/generated/graphql';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';
import { replay } from './replay';

/** Many at the same time. */
export function races(lane: () => Lane): void {
  it('20 parallel adds of one sku are exactly 20 units, without an error or a gap in the versions', async () => {
    const sku = await stockedSku(lane(), 50);
    const guest = await arriveAsGuest(lane());
    const answers = await Promise.all(Array.from({ length: 20 }, () => guest.add(sku)));
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    const committed = answers.map(({ committedVersion }) => committedVersion ?? 0);
    expect(new Set(committed).size).toBe(20);
    const cart = await guest.cart();
    expect(cart.totalQuantity).toBe(20);
    expect(cart.lines).toMatchObject([{ sku, quantity: 20 }]);
    const { cart: told } = await guest.client.query(CartHistoryDocument, { id: guest.cartId });
    const versions = told?.history?.map(({ version }) => version) ?? [];
    expect(versions).toEqual(versions.map((_, index) => index + 1));
    expect(told?.history?.filter(({ cause }) => cause === 'LINES_ADDED')).toHaveLength(20);
    await expectBalanced(lane(), sku);
  });

  it('50 parallel mutations of every kind come to what one after the other in the order of the log would', async () => {
    const skus = await Promise.all(Array.from({ length: 4 }, () => stockedSku(lane(), 500)));
    const guest = await arriveAsGuest(lane());
    for (const sku of skus) await guest.add(sku);
    const { client, cartId } = guest;
    const { lines } = await guest.cart();
    const change = async (n: number): Promise<{ committedVersion: number | null }> => {
      const lineId = lines[n % lines.length]?.id ?? '';
      if (n % 25 === 24) return (await client.mutate(CartClearDocument, { input: { cartId } })).cartClear;
      if (n % 10 === 9)
        return (await client.mutate(CartLinesRemoveDocument, { input: { cartId, lineIds: [lineId] } }))
          .cartLinesRemove;
      if (n % 5 === 4) {
        const input = { cartId, lines: [{ lineId, quantity: (n % 7) + 1 }] };
        return (await client.mutate(CartLinesUpdateDocument, { input })).cartLinesUpdate;
      }
      return guest.add(skus[n % skus.length] ?? '', (n % 3) + 1);
    };
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => change(n)));
    const committed = answers.flatMap(({ committedVersion }) => committedVersion ?? []);
    expect(new Set(committed).size).toBe(committed.length);
    expect(committed.length).toBeGreaterThan(30);
    const cart = await guest.cart();
    const replayed = await replay(lane(), cartId);
    expect(Object.fromEntries(cart.lines.map(({ sku, quantity }) => [sku, quantity]))).toEqual(replayed);
    for (const sku of skus) {
      await eventually(async () => (await heldFor(lane(), cartId, sku)) === (replayed[sku] ?? 0), {
        withinMs: 15_000,
        what: 'the hold of what is in the cart',
      });
      await expectBalanced(lane(), sku);
    }
  });

  it('adds of different skus to one cart never stand in each other’s way', async () => {
    const skus = await Promise.all(Array.from({ length: 8 }, () => stockedSku(lane(), 5)));
    const guest = await arriveAsGuest(lane());
    const answers = await Promise.all(skus.map((sku) => guest.add(sku, 2)));
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    const cart = await guest.cart();
    expect(new Set(cart.lines.map(({ sku }) => sku))).toEqual(new Set(skus));
    expect(cart.totalQuantity).toBe(16);
  });

  it('the cost catches up with the newest version by itself', async () => {
    const sku = await stockedSku(lane(), 50);
    const guest = await arriveAsGuest(lane());
    await Promise.all(Array.from({ length: 10 }, () => guest.add(sku)));
    const cart = await eventually(
      async () => {
        const seen = await guest.cart();
        return !seen.cost.isEstimated && seen;
      },
      { withinMs: 10_000, everyMs: 50, what: 'a cost of the newest version' },
    );
    expect(cart.cost.pricedVersion).toBe(cart.version);
    const [line] = cart.lines;
    expect(BigInt(cart.cost.subtotal.minorUnits)).toBe(10n * BigInt(line?.unitPrice.minorUnits ?? ''));
  });

  it('of ten shoppers after the last unit one holds it and nine are told that none is left', async () => {
    const sku = await stockedSku(lane(), 1);
    const guests = await Promise.all(Array.from({ length: 10 }, () => arriveAsGuest(lane())));
    const answers = await Promise.all(guests.map((guest) => guest.add(sku)));
    const refusals = answers.flatMap(({ userErrors }) => userErrors);
    expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
    expect(refusals).toHaveLength(9);
    for (const refusal of refusals)
      expect(refusal).toMatchObject({
        code: 'INSUFFICIENT_STOCK',
        sku,
        requestedQuantity: 1,
        availableQuantity: 0,
      });
    const carts = await Promise.all(guests.map((guest) => guest.cart()));
    expect(carts.map(({ totalQuantity }) => totalQuantity).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    await expectBalanced(lane(), sku);
  });
}

/** Units of a sku that inventory holds for a cart. */
async function heldFor(lane: Lane, cartId: string, sku: string): Promise<number> {
  const rows = await lane.rows<{ quantity: number }>(
    'inventory',
    `SELECT l.quantity FROM hold_line l JOIN hold h ON h.id = l.hold_id WHERE h.owner_id = $1 AND l.sku = $2`,
    [cartId, sku],
  );
  return rows.reduce((sum, { quantity }) => sum + quantity, 0);
}
