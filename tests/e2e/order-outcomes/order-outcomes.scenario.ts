import type { AgoraClient } from '@agora/client/create-agora-client';
import {
  CheckoutSessionUpdateDocument,
  OrderCancelDocument,
  OrderReturnDocument,
  OrderStoryDocument,
  OrderTransitionDocument,
  OrderUpdateDocument,
  StockSetDocument,
} from '@agora/client/generated/graphql';
import type { OrderStatus, OrderStoryQuery } from '@agora/client/generated/graphql';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { SHIPPING_ADDRESS, openCheckout, pay } from '../../lanes/paying';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';
import type { Guest } from '../../lanes/shopping';
import { watchCart } from './watch-order';
import type { Watched } from './watch-order';

type Story = NonNullable<OrderStoryQuery['order']>;

interface Bought {
  readonly sku: string;
  readonly guest: Guest;
  readonly seen: Watched;
  readonly orderId: string;
  /** Units on hand before. */
  readonly before: number;
  readonly paid: Awaited<ReturnType<typeof pay>>;
}

const support = async (lane: Lane): Promise<AgoraClient> =>
  lane.client({ token: await lane.token('support') });

/** A guest with units of a sku of its own in the cart, who pays with this token while cart and order are watched. */
async function buy(lane: Lane, token: string, quantity = 2): Promise<Bought> {
  const sku = await stockedSku(lane, 10);
  const before = await onHand(lane, sku);
  const guest = await arriveAsGuest(lane);
  await guest.add(sku, quantity);
  const seen = watchCart(guest.client, guest.cartId);
  const paid = await pay(guest, await openCheckout(guest), newId(), token);
  const orderId = paid.order?.id ?? '';
  if (orderId !== '') seen.watchOrder(orderId);
  return { sku, guest, seen, orderId, before, paid };
}

async function storyWhen(lane: Lane, orderId: string, is: (story: Story) => boolean): Promise<Story> {
  const staff = await support(lane);
  return eventually(
    async () => {
      const { order } = await staff.query(OrderStoryDocument, { id: orderId });
      return order !== null && is(order) && order;
    },
    { withinMs: 20_000, everyMs: 100, what: 'the order to be decided' },
  );
}

async function move(lane: Lane, orderId: string, to: OrderStatus): Promise<void> {
  const { orderTransition } = await (
    await support(lane)
  ).mutate(OrderTransitionDocument, {
    input: { orderId, to, reasonCode: 'BY_HAND' },
  });
  expect(orderTransition.userErrors).toEqual([]);
}

async function cartWhen(guest: Guest, status: string): Promise<void> {
  await eventually(async () => (await guest.cart()).status === status, {
    withinMs: 20_000,
    everyMs: 100,
    what: `the cart to be ${status}`,
  });
}

async function onHand(lane: Lane, sku: string): Promise<number> {
  const [row] = await lane.rows<{ units: number }>(
    'inventory',
    'SELECT sum(on_hand)::int AS units FROM stock WHERE sku = $1',
    [sku],
  );
  return row?.units ?? 0;
}

const told = (seen: Watched, what: string): Promise<unknown> =>
  eventually(() => seen.order.includes(what), { withinMs: 20_000, what: `the live change ${what}` });

function expectGapless({ versions }: Watched): void {
  expect(versions).toEqual(versions.map((_, index) => (versions[0] ?? 0) + index));
}

/** One order of each fate, with what its shopper sees of it live. */
export function orderOutcomes(lane: () => Lane): void {
  it('paid: confirmed, then the money is taken; staff sees every step of the way', async () => {
    const { orderId, guest, seen, sku } = await buy(lane(), 'tok_ok');
    const story = await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'CAPTURED');
    expect(story.history.map(({ to, reasonCode }) => `${to} ${reasonCode ?? ''}`)).toEqual([
      'PENDING CHECKOUT_COMPLETED',
      'CONFIRMED PAYMENT_AUTHORIZED',
      'CONFIRMED PAYMENT_CAPTURED',
    ]);
    expect(story.payment?.captured?.amount).toBe(story.total.amount);
    expect(story.saga?.map(({ name, status }) => `${name} ${status}`)).toEqual([
      ...['verify-quote DONE', 'lock-cart DONE', 'place-order DONE', 'allocate-stock DONE'],
      ...['hold-promotions DONE', 'create-intent DONE', 'await-outcome DONE', 'confirm-order DONE'],
      'capture-payment DONE',
    ]);
    expect((await guest.client.query(OrderStoryDocument, { id: orderId })).order).toMatchObject({
      saga: null,
    });
    await cartWhen(guest, 'CHECKED_OUT');
    expect(seen.cart).toContain('LOCKED');
    await expectBalanced(lane(), sku);
    seen.stop();
  });

  it('declined: cancelled at once, and the cart is the shopper’s again, live', async () => {
    const { guest, seen, paid, sku } = await buy(lane(), 'tok_declined');
    expect(paid.userErrors).toMatchObject([{ code: 'PAYMENT_DECLINED', reason: 'card_declined' }]);
    expect(paid.order).toMatchObject({ status: 'CANCELLED', paymentStatus: 'FAILED' });
    await cartWhen(guest, 'ACTIVE');
    await eventually(() => seen.cart.includes('UNLOCKED'), { withinMs: 20_000, what: 'the cart unlocked' });
    await expectBalanced(lane(), sku);
    seen.stop();
  });

  it('under review, then approved by staff: confirmed and charged', async () => {
    const { orderId, guest, seen } = await buy(lane(), 'tok_review');
    expect((await guest.cart()).status).toBe('LOCKED');
    await move(lane(), orderId, 'CONFIRMED');
    await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'CAPTURED');
    await told(seen, 'CONFIRMED PAYMENT_CAPTURED');
    expectGapless(seen);
    await cartWhen(guest, 'CHECKED_OUT');
    seen.stop();
  });

  it('under review, then cancelled by staff: nothing is charged, everything is free', async () => {
    const { orderId, guest, seen, sku } = await buy(lane(), 'tok_review');
    await move(lane(), orderId, 'CANCELLED');
    const story = await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'VOIDED');
    expect(story).toMatchObject({ status: 'CANCELLED', payment: { captured: null } });
    await told(seen, 'CANCELLED BY_HAND');
    await cartWhen(guest, 'ACTIVE');
    await expectBalanced(lane(), sku);
    seen.stop();
  });

  it('out of stock at completion: no order stands, and the shopper is told what is left', async () => {
    const sku = await stockedSku(lane(), 5);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku, 3);
    const session = await openCheckout(guest);
    // Counted anew while the cart's hold had run out: less is there than the shopper wants.
    await lane().rows('inventory', TAKE_AWAY, [guest.cartId]);
    const staff = await support(lane());
    const [row] = await lane().rows<{ location: string }>(
      'inventory',
      'SELECT location FROM stock WHERE sku = $1 AND on_hand > 0',
      [sku],
    );
    const input = { sku, location: row?.location ?? '', quantity: 1, idempotencyKey: newId() };
    await staff.mutate(StockSetDocument, { input });
    const refused = await pay(guest, session);
    expect(refused).toMatchObject({ order: null, userErrors: [{ code: 'OUT_OF_STOCK', sku }] });
    await cartWhen(guest, 'ACTIVE');
    await expectBalanced(lane(), sku);
  });

  it('cancelled after it was confirmed: the money goes back, the goods are on the shelf, the shopper sees it', async () => {
    const { orderId, guest, seen, sku, before } = await buy(lane(), 'tok_ok');
    await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'CAPTURED');
    await cartWhen(guest, 'CHECKED_OUT');
    const isGone = async (): Promise<boolean> => (await onHand(lane(), sku)) === before - 2;
    await eventually(isGone, { withinMs: 20_000, what: 'the goods to leave' });
    const { orderCancel } = await guest.client.mutate(OrderCancelDocument, {
      input: { orderId, reasonCode: 'CHANGED_MIND', idempotencyKey: newId() },
    });
    expect(orderCancel).toMatchObject({ order: { status: 'CANCELLED' }, userErrors: [] });
    const story = await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'REFUNDED');
    expect(story.payment?.refunded?.amount).toBe(story.total.amount);
    await told(seen, 'CANCELLED PAYMENT_REFUNDED');
    expectGapless(seen);
    await eventually(async () => (await onHand(lane(), sku)) === before, {
      withinMs: 20_000,
      what: 'the goods to be back',
    });
    await expectBalanced(lane(), sku);
    seen.stop();
  });

  it('returned in part: that part is refunded and sold again, the order goes on', async () => {
    const { orderId, guest, seen, sku } = await buy(lane(), 'tok_ok', 3);
    const story = await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'CAPTURED');
    await cartWhen(guest, 'CHECKED_OUT');
    await move(lane(), orderId, 'FULFILLED');
    const before = await onHand(lane(), sku);
    const lines = [{ lineId: story.lines[0]?.id ?? '', quantity: 1, reasonCode: 'TOO_SMALL' }];
    const input = { orderId, lines, idempotencyKey: newId() };
    const staff = await support(lane());
    const { orderReturn } = await staff.mutate(OrderReturnDocument, { input });
    expect(orderReturn).toMatchObject({ userErrors: [], order: { status: 'FULFILLED' } });
    expect(orderReturn.order?.lines[0]).toMatchObject({ quantity: 3, returnedQuantity: 1 });
    await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'PARTIALLY_REFUNDED');
    await told(seen, 'FULFILLED ITEMS_RETURNED');
    expectGapless(seen);
    await eventually(async () => (await onHand(lane(), sku)) === before + 1, {
      withinMs: 20_000,
      what: 'one to be back on the shelf',
    });
    const refused = await guest.client.mutate(OrderCancelDocument, { input: { orderId } });
    expect(refused.orderCancel.userErrors).toMatchObject([
      { code: 'ILLEGAL_TRANSITION', from: 'FULFILLED', allowed: ['RETURNED'] },
    ]);
    seen.stop();
  });

  it('is sent the way the shopper chose, to where they said last', async () => {
    const sku = await stockedSku(lane(), 5);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const checkoutSessionId = await openCheckout(guest);
    const offered = await guest.client.mutate(CheckoutSessionUpdateDocument, {
      input: { checkoutSessionId, email: 'ada@example.com' },
    });
    const session = offered.checkoutSessionUpdate.session;
    const other = session?.shippingOptions.find(({ id }) => id !== session.selectedShippingOptionId);
    expect(other).toBeDefined();
    const chosen = await guest.client.mutate(CheckoutSessionUpdateDocument, {
      input: { checkoutSessionId, shippingOptionId: other?.id ?? '' },
    });
    const total = chosen.checkoutSessionUpdate.session?.total;
    const { order, userErrors } = await pay(guest, checkoutSessionId);
    expect([userErrors, order?.total]).toEqual([[], total]);
    const moved = await guest.client.mutate(OrderUpdateDocument, {
      input: { orderId: order?.id ?? '', shippingAddress: { ...SHIPPING_ADDRESS, line1: '2 Mill Lane' } },
    });
    expect(moved.orderUpdate).toMatchObject({ userErrors: [], order: { total } });
  });

  it('is changed by nobody but its owner and staff', async () => {
    const { orderId, seen } = await buy(lane(), 'tok_ok');
    const stranger = await arriveAsGuest(lane());
    await expect(stranger.client.mutate(OrderCancelDocument, { input: { orderId } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      stranger.client.mutate(OrderTransitionDocument, { input: { orderId, to: 'FULFILLED' } }),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^(FORBIDDEN|UNAUTHENTICATED)$/) as string });
    seen.stop();
  });
}

const TAKE_AWAY = `WITH gone AS (
    UPDATE hold_line l SET quantity = 0 FROM hold h, (SELECT l.hold_id, l.sku, l.location, l.quantity FROM hold_line l) old
    WHERE h.id = l.hold_id AND h.owner_id = $1::uuid AND old.hold_id = l.hold_id AND old.sku = l.sku AND old.location = l.location
    RETURNING l.sku, l.location, old.quantity)
  UPDATE stock s SET held = s.held - gone.quantity, available = s.available + gone.quantity FROM gone
  WHERE s.sku = gone.sku AND s.location = gone.location RETURNING 1`;
