import type { AgoraClient } from '@agora/client/create-agora-client';
import {
  CheckoutSessionUpdateDocument,
  OrderCancelDocument,
  OrderCreateDocument,
  OrderReturnDocument,
  OrderStoryDocument,
  OrderTransitionDocument,
  OrderUpdateDocument,
  StockSetDocument,
} from '@agora/client/generated/graphql';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { SHIPPING_ADDRESS, openCheckout, pay } from '../../lanes/paying';
import { arriveAsGuest, expectBalanced, stockedSku } from '../../lanes/shopping';
import type { Guest } from '../../lanes/shopping';
import { cartWhen, expectGapless, move, storyWhen, support, told } from './order-story';
import { atTheDesk } from './party-desk';
import { watchCart } from './watch-order';
import type { Watched } from './watch-order';

interface Bought {
  readonly sku: string;
  readonly guest: Guest;
  readonly seen: Watched;
  readonly orderId: string;
  /** Units on hand before. */
  readonly before: number;
  readonly paid: Awaited<ReturnType<typeof pay>>;
}

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

async function onHand(lane: Lane, sku: string): Promise<number> {
  const [row] = await lane.rows<{ units: number }>(
    'inventory',
    'SELECT sum(on_hand)::int AS units FROM stock WHERE sku = $1',
    [sku],
  );
  return row?.units ?? 0;
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

  it('refunded at the payment party’s own desk: the order follows, part by part, live', async () => {
    const { orderId, seen, sku } = await buy(lane(), 'tok_ok');
    const { total } = await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'CAPTURED');
    await atTheDesk(lane(), orderId, { refundMinor: 100 });
    const part = await storyWhen(
      lane(),
      orderId,
      ({ paymentStatus }) => paymentStatus === 'PARTIALLY_REFUNDED',
    );
    expect(Number(part.payment?.refunded?.minorUnits)).toBe(100);
    await atTheDesk(lane(), orderId, { refundMinor: Number(total.minorUnits) - 100 });
    const whole = await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'REFUNDED');
    expect(whole.payment?.refunded).toEqual(total);
    // Nobody shall send goods that are not paid any more without having looked.
    expect(whole.status).toBe('PENDING_REVIEW');
    await told(seen, 'CONFIRMED PAYMENT_PARTIALLY_REFUNDED');
    await told(seen, 'PENDING_REVIEW PAYMENT_REFUNDED');
    expectGapless(seen);
    await move(lane(), orderId, 'CANCELLED');
    seen.stop();
    await expectBalanced(lane(), sku);
  });

  it('held by staff: its payment does not confirm it, staff does', async () => {
    const { orderId, seen } = await buy(lane(), 'tok_timeout');
    await move(lane(), orderId, 'PENDING_REVIEW');
    await atTheDesk(lane(), orderId, { decision: 'approve' });
    const held = await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'AUTHORIZED');
    expect(held.status).toBe('PENDING_REVIEW');
    await told(seen, 'PENDING_REVIEW PAYMENT_AUTHORIZED');
    await move(lane(), orderId, 'CONFIRMED');
    await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'CAPTURED');
    await told(seen, 'CONFIRMED PAYMENT_CAPTURED');
    expectGapless(seen);
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

  it('made by staff without a cart: priced, paid and shipped like any other, and cancelled like any other', async () => {
    const sku = await stockedSku(lane(), 5);
    const [before, subject] = [await onHand(lane(), sku), 'support-on-the-phone'];
    const staff = lane().client({ token: await lane().token('support', subject) });
    const input = {
      ...{ region: 'US', currencyCode: 'USD', email: 'grace@example.com', paymentToken: 'tok_ok' },
      ...{ lines: [{ sku, quantity: 2 }], shippingAddress: SHIPPING_ADDRESS, idempotencyKey: newId() },
    };
    const { orderCreate } = await staff.mutate(OrderCreateDocument, { input });
    expect([orderCreate.userErrors, orderCreate.order?.status]).toEqual([[], 'CONFIRMED']);
    const orderId = orderCreate.order?.id ?? '';
    expect((await staff.mutate(OrderCreateDocument, { input })).orderCreate).toMatchObject({
      ...{ replayed: true, order: { id: orderId } },
    });
    const story = await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'CAPTURED');
    expect(story.lines).toMatchObject([{ sku, quantity: 2, title: expect.stringMatching(/./) as string }]);
    expect(story.history[0]).toMatchObject({ to: 'PENDING', reasonCode: 'CREATED_BY_STAFF' });
    expect(story.saga?.map(({ name }) => name)).not.toContain('lock-cart');
    expect(story.saga?.every(({ status }) => status === 'DONE')).toBe(true);
    const log = 'SELECT actor FROM audit_log WHERE action = $1 AND entity = $2';
    expect(await lane().rows('order', log, ['orderCreate', `order:${orderId}`])).toEqual([
      { actor: `support:${subject}` },
    ]);
    const onHandIs = (units: number, what: string): Promise<unknown> =>
      eventually(async () => (await onHand(lane(), sku)) === units, { withinMs: 20_000, what });
    await onHandIs(before - 2, 'the goods to leave');
    await staff.mutate(OrderCancelDocument, { input: { orderId, idempotencyKey: newId() } });
    await storyWhen(lane(), orderId, ({ paymentStatus }) => paymentStatus === 'REFUNDED');
    await onHandIs(before, 'the goods to be back');
    await expectBalanced(lane(), sku);
  });

  it('that staff cannot make takes nothing, and nobody else may make one', async () => {
    const sku = await stockedSku(lane(), 2);
    const staff = await support(lane());
    const ask = (client: AgoraClient, over: object) => {
      const goods = { lines: [{ sku, quantity: 1 }], shippingAddress: SHIPPING_ADDRESS };
      const input = { region: 'US', currencyCode: 'USD', paymentToken: 'tok_ok', idempotencyKey: newId() };
      return client.mutate(OrderCreateDocument, { input: { ...input, ...goods, ...over } });
    };
    const refused = async (over: object) => (await ask(staff, over)).orderCreate;
    expect(await refused({ paymentToken: 'tok_declined' })).toMatchObject({
      ...{ order: { status: 'CANCELLED' }, userErrors: [{ code: 'PAYMENT_DECLINED' }] },
    });
    expect(await refused({ lines: [{ sku, quantity: 3 }] })).toMatchObject({
      ...{ order: null, userErrors: [{ code: 'OUT_OF_STOCK', field: null }] },
    });
    expect(await refused({ lines: [{ sku: 'NO-SUCH-SKU', quantity: 1 }] })).toMatchObject({
      userErrors: [{ code: 'VARIANT_NOT_FOUND', field: ['input', 'lines', '0', 'sku'] }],
    });
    const badInput = expect.objectContaining({ code: 'BAD_USER_INPUT' }) as object;
    await expect(ask(staff, { region: 'MARS' })).rejects.toEqual(badInput);
    await expect(ask(staff, { currencyCode: 'XXX' })).rejects.toEqual(badInput);
    const shopper = await arriveAsGuest(lane());
    await expect(ask(shopper.client, {})).rejects.toMatchObject({
      code: expect.stringMatching(/^(FORBIDDEN|UNAUTHENTICATED)$/) as string,
    });
    const taken = async (): Promise<number | undefined> => {
      const text = 'SELECT sum(held + allocated)::int AS units FROM stock WHERE sku = $1';
      return (await lane().rows<{ units: number }>('inventory', text, [sku]))[0]?.units;
    };
    await eventually(async () => (await taken()) === 0, { withinMs: 20_000, what: 'everything to be free' });
    await expectBalanced(lane(), sku);
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
