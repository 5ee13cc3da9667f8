import {
  CartChangedDocument,
  CartCreateDocument,
  CartMergeDocument,
  CheckoutSessionCreateDocument,
  OrderChangedDocument,
  OrderDocument,
  StaffOrdersDocument,
} from '@agora/client/generated/graphql';
import type { OrderChangedSubscription } from '@agora/client/generated/graphql';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { SHIPPING_ADDRESS, openCheckout, pay } from '../../lanes/paying';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';

const GIVE_UP = `WITH due AS (UPDATE orders SET payment_due_at = now() - interval '1 second' WHERE id = $1::uuid RETURNING id)
  UPDATE saga SET wake_at = now() WHERE id = (SELECT id FROM due) RETURNING 1`;

/** From a cart to an order. */
export function checkout(lane: () => Lane): void {
  it('makes an order that its owner, the holder of its token and staff can read', async () => {
    const sku = await stockedSku(lane(), 10);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 2);
    const { accessToken, order, userErrors } = await pay(guest, await openCheckout(guest));
    expect(userErrors).toEqual([]);
    expect(order).toMatchObject({ status: 'CONFIRMED', lines: [{ sku, quantity: 2 }] });
    expect(order?.orderNumber).toMatch(/^AG-\d{4}-[0-9A-Z]{6}$/);
    const id = order?.id ?? '';
    const orderNumber = order?.orderNumber ?? '';
    const support = lane().client({ token: await lane().token('support') });
    const found = [
      await guest.client.query(OrderDocument, { id }),
      await lane().client().query(OrderDocument, { orderNumber, accessToken }),
      await support.query(OrderDocument, { id }),
    ];
    for (const answer of found) expect(answer.order).toMatchObject({ id, orderNumber, status: 'CONFIRMED' });
    const { orders } = await support.query(StaffOrdersDocument, { filter: { sku } });
    expect(orders?.nodes.map((node) => node.id)).toContain(id);
    const stranger = await arriveAsGuest(lane());
    for (const hidden of [
      await stranger.client.query(OrderDocument, { id }),
      await lane().client().query(OrderDocument, { orderNumber }),
      await lane()
        .client()
        .query(OrderDocument, { orderNumber, accessToken: `${accessToken ?? ''}x` }),
    ])
      expect(hidden).toEqual({ order: null });
  });

  it('closes the cart, tells its watchers, and takes the goods from the cart’s hold', async () => {
    const sku = await stockedSku(lane(), 10);
    const guest = await arriveAsGuest(lane());
    const [before] = await lane().rows<Kept>('inventory', HELD_AND_ALLOCATED, [sku]);
    await guest.add(sku, 3);
    const causes: string[] = [];
    const stop = guest.client.subscribe(
      CartChangedDocument,
      { cartId: guest.cartId },
      {
        next: ({ data }) =>
          causes.push(...(data?.cartChanged?.changes.map(({ cause }) => cause) ?? ['snapshot'])),
        error: () => undefined,
      },
    );
    await pay(guest, await openCheckout(guest));
    const cart = await eventually(
      async () => {
        const seen = await guest.cart();
        return seen.status === 'CHECKED_OUT' && seen;
      },
      { withinMs: 10_000, everyMs: 50, what: 'a cart that is checked out' },
    );
    expect(cart.reservedUntil).toBeNull();
    await eventually(() => causes.includes('CHECKED_OUT'), {
      withinMs: 10_000,
      what: 'the last live change',
    });
    expect(causes).toContain('LOCKED');
    stop();
    const counted = await eventually(
      async () => {
        const [row] = await lane().rows<Kept>('inventory', HELD_AND_ALLOCATED, [sku]);
        return row?.held === before?.held && row;
      },
      { withinMs: 10_000, everyMs: 50, what: 'what the cart held to be given to the order' },
    );
    expect(counted.kept).toBe((before?.kept ?? 0) + 3);
    await expectBalanced(lane(), sku);
    expect((await guest.add(sku)).userErrors).toMatchObject([{ code: 'CART_CLOSED' }]);
  });

  it('tells an order live: as it is, then that its payment never came', async () => {
    const sku = await stockedSku(lane(), 10);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const { order } = await pay(guest, await openCheckout(guest), 'wait for it', 'tok_timeout');
    const orderId = order?.id ?? '';
    expect(order).toMatchObject({ status: 'PENDING', version: 1 });
    const messages: NonNullable<OrderChangedSubscription['orderChanged']>[] = [];
    const stop = guest.client.subscribe(
      OrderChangedDocument,
      { orderId },
      {
        next: ({ data }) => {
          if (data?.orderChanged != null) messages.push(data.orderChanged);
        },
        error: () => undefined,
      },
    );
    await eventually(() => messages.length === 1, { what: 'the snapshot' });
    expect(messages).toMatchObject([
      { version: 1, snapshot: true, changes: [], order: { status: 'PENDING' } },
    ]);
    // The quarter of an hour it may wait is over.
    await lane().rows('order', GIVE_UP, [orderId]);
    await eventually(() => messages.length === 2, { withinMs: 20_000, what: 'the end of the wait' });
    expect(messages[1]).toMatchObject({
      version: 2,
      cause: 'PAYMENT_TIMEOUT',
      snapshot: false,
      changes: [{ version: 2, from: 'PENDING', to: 'CANCELLED' }],
      order: { status: 'CANCELLED' },
    });
    stop();
    const cart = await eventually(
      async () => {
        const seen = await guest.cart();
        return seen.status === 'ACTIVE' && seen;
      },
      { withinMs: 10_000, everyMs: 50, what: 'the cart to be the shopper’s again' },
    );
    expect(cart.totalQuantity).toBe(1);
    await expectBalanced(lane(), sku);
  });

  it('makes one order of ten requests with one key', async () => {
    const sku = await stockedSku(lane(), 10);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const startedAt = new Date(Date.now() - 60_000);
    const session = await openCheckout(guest);
    const answers = await Promise.all(Array.from({ length: 10 }, () => pay(guest, session)));
    const made = answers.filter(({ order }) => order !== null);
    expect(new Set(made.map(({ order }) => order?.id)).size).toBe(1);
    expect(made.filter(({ replayed }) => !replayed)).toHaveLength(1);
    for (const { order, userErrors } of answers) {
      if (order === null) expect(userErrors[0]?.code).toMatch(/^(IDEMPOTENCY|CHECKOUT)_IN_PROGRESS$/);
    }
    const again = await pay(guest, session);
    expect(again).toMatchObject({ replayed: true, order: { id: made[0]?.order?.id } });
    const support = lane().client({ token: await lane().token('support') });
    const { orders } = await support.query(StaffOrdersDocument, {
      filter: { sku, createdAt: { from: startedAt.toISOString() } },
    });
    expect(orders?.totalCount).toBe(1);
  });

  it('sells the last unit that a guest held right after signing in, whether inventory has heard of the merge or not', async () => {
    for (let round = 0; round < 3; round += 1) {
      const [last, other] = [await stockedSku(lane(), 1), await stockedSku(lane(), 5)];
      const guest = await arriveAsGuest(lane());
      expect((await guest.add(last)).userErrors).toEqual([]);
      const client = lane().client({ token: await lane().token('customer', newId()) });
      const lines = [{ sku: other, quantity: 1 }];
      await client.mutate(CartCreateDocument, { input: { lines } });
      const input = { sourceSessionToken: guest.sessionToken };
      const { cartMerge } = await client.mutate(CartMergeDocument, { input });
      const cartId = cartMerge.cart?.id ?? '';
      const { order, userErrors } = await pay({ client }, await openCheckout({ client, cartId }), newId());
      expect(userErrors).toEqual([]);
      expect(order?.lines.map(({ sku }) => sku).sort()).toEqual([last, other].sort());
    }
  });

  it('has nothing to sell to an empty cart or to a stranger', async () => {
    const guest = await arriveAsGuest(lane());
    const stranger = await arriveAsGuest(lane());
    const input = { cartId: guest.cartId, email: 'grace@example.com', shippingAddress: SHIPPING_ADDRESS };
    const empty = await guest.client.mutate(CheckoutSessionCreateDocument, { input });
    expect(empty.checkoutSessionCreate).toMatchObject({
      session: null,
      userErrors: [{ code: 'CART_EMPTY' }],
    });
    await expect(stranger.client.mutate(CheckoutSessionCreateDocument, { input })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
}

interface Kept {
  readonly held: number;
  readonly kept: number;
}

const HELD_AND_ALLOCATED = `SELECT
  (SELECT coalesce(sum(held), 0)::int FROM stock WHERE sku = $1) AS held,
  (SELECT coalesce(sum(l.quantity), 0)::int FROM hold h JOIN hold_line l ON l.hold_id = h.id
   WHERE l.sku = $1 AND h.status IN ('ALLOCATED', 'COMMITTED') AND h.type = 'ORDER') AS kept`;
