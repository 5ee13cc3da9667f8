import {
  CartDocument,
  StaffCartsDocument,
  StaffCustomersDocument,
  StaffOrdersDocument,
  StockLevelsDocument,
  StockSetDocument,
} from '@agora/client/generated/graphql';
import type { Lane } from '../../lanes/lane';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';

/** The back office. */
export function staff(lane: () => Lane): void {
  const support = async () => lane().client({ token: await lane().token('support') });

  it('lists carts, customers and orders of everybody, a page at a time', async () => {
    const client = await support();
    const first = await client.query(StaffCustomersDocument, { first: 3 });
    expect(first.customers).toMatchObject({ totalCount: 1_000, pageInfo: { hasNextPage: true } });
    const after = first.customers?.pageInfo.endCursor ?? '';
    const second = await client.query(StaffCustomersDocument, { first: 3, after });
    const ids = [first, second].flatMap((page) => page.customers?.nodes.map(({ id }) => id) ?? []);
    expect(new Set(ids).size).toBe(6);
    const { orders } = await client.query(StaffOrdersDocument, {
      first: 5,
      filter: { status: ['CONFIRMED'] },
    });
    expect(orders?.nodes.map(({ status }) => status)).toEqual(Array(5).fill('CONFIRMED'));
    const { carts } = await client.query(StaffCartsDocument, { first: 5, filter: { status: ['ACTIVE'] } });
    expect(carts?.nodes).toHaveLength(5);
  });

  it('may look into a guest cart, and that is written down', async () => {
    const guest = await arriveAsGuest(lane());
    const subject = 'support-of-this-test';
    const client = lane().client({ token: await lane().token('support', subject) });
    expect((await client.query(CartDocument, { id: guest.cartId })).cart?.id).toBe(guest.cartId);
    const entries = await lane().rows<{ actor: string }>(
      'cart',
      'SELECT actor FROM audit_log WHERE entity LIKE $1',
      [`%${guest.cartId}%`],
    );
    expect(entries).toContainEqual({ actor: `support:${subject}` });
  });

  it('counts stock, but never below what carts hold', async () => {
    const sku = await stockedSku(lane(), 4);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 3);
    const client = await support();
    const { stockLevels } = await client.query(StockLevelsDocument, { filter: { skus: [sku] } });
    const level = stockLevels?.nodes.find(({ held }) => held >= 3);
    const input = { sku, location: level?.location ?? '' };
    const low = await client.mutate(StockSetDocument, {
      input: { ...input, quantity: 1, idempotencyKey: 'low' },
    });
    expect(low.stockSet.userErrors).toMatchObject([{ code: 'QUANTITY_BELOW_RESERVED' }]);
    const quantity = (level?.onHand ?? 0) + 7;
    const counted = await client.mutate(StockSetDocument, {
      input: { ...input, quantity, idempotencyKey: 'counted' },
    });
    expect(counted.stockSet).toMatchObject({ userErrors: [], level: { onHand: quantity } });
    await expectBalanced(lane(), sku);
  });

  it('is closed to everybody else', async () => {
    const customer = lane().client({ token: await lane().token('customer') });
    for (const [client, code] of [
      [lane().client(), 'UNAUTHENTICATED'],
      [customer, 'FORBIDDEN'],
    ] as const) {
      for (const document of [
        StaffCartsDocument,
        StaffCustomersDocument,
        StaffOrdersDocument,
        StockLevelsDocument,
      ]) {
        await expect(
          client.query<object, { first?: number | null }>(document, { first: 1 }),
        ).rejects.toMatchObject({ code });
      }
      const input = { sku: 'x', location: 'us-east', quantity: 1, idempotencyKey: 'k' };
      await expect(client.mutate(StockSetDocument, { input })).rejects.toMatchObject({ code });
    }
  });
}
