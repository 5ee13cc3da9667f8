import { CartHistoryDocument } from '@agora/client/generated/graphql';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';

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
