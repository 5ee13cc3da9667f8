// What may happen to an order after it was made, on the real database and the real payment party.
import { newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import { ADDRESS, createCheckoutWorld } from '../checkout-world.suite';
import type { CheckoutWorld } from '../checkout-world.suite';
import type { OrderOutcome } from './order-outcome';

let world: CheckoutWorld;
let support: OperationContext;
beforeAll(async () => {
  world = await createCheckoutWorld();
  support = world.as({ role: 'support', subject: 'sam' });
}, 60_000);
afterAll(async () => {
  await world.close();
});

interface Made {
  readonly orderId: string;
  readonly cartId: string;
  readonly guest: OperationContext;
}

async function made(token: string): Promise<Made> {
  const opened = await world.openSession();
  const { orderId } = await world.checkout.complete(opened.completion(token), opened.guest);
  return { orderId: orderId ?? '', cartId: opened.cartId, guest: opened.guest };
}
async function fulfilled(): Promise<Made> {
  const order = await made('tok_ok');
  expect(await transition(order.orderId, 'FULFILLED')).toMatchObject({ kind: 'changed' });
  return order;
}
const orderOf = async (id: string) => (await world.orders.find(id))?.order;
const paymentOf = async (id: string) => (await world.orders.find(id))?.payment;
const orders = (): CheckoutWorld['checkout']['orders'] => world.checkout.orders;
const cancel = (
  orderId: string,
  as: OperationContext,
  over: { expectedVersion?: number; idempotencyKey?: string; reasonCode?: string; comment?: string } = {},
): Promise<OrderOutcome> => {
  const none = { reasonCode: null, comment: null, expectedVersion: null, idempotencyKey: null };
  return world.checkout.orders.cancel({ ...none, ...over, orderId }, as);
};
const transition = (
  orderId: string,
  to: 'FULFILLED' | 'CONFIRMED' | 'PENDING_REVIEW',
): Promise<OrderOutcome> => {
  const none = { reasonCode: null, comment: null, expectedVersion: null, idempotencyKey: null };
  return world.checkout.orders.transition({ ...none, orderId, to }, support);
};
const giveBack = async (
  orderId: string,
  quantities: readonly [sku: string, quantity: number][],
  key: string = newId(),
): Promise<OrderOutcome> => {
  const lines = await world.orders.linesOf(orderId);
  const wanted = quantities.map(([sku, quantity]) => ({
    ...{ lineId: lines.find((line) => line.sku === sku)?.id ?? newId(), quantity, reasonCode: 'TOO_SMALL' },
  }));
  const command = { orderId, lines: wanted, restock: true, idempotencyKey: key };
  return world.checkout.orders.returnItems(command, support);
};
const audited = async (orderId: string): Promise<string[]> =>
  (
    await world.prisma.auditLog.findMany({ where: { entity: `order:${orderId}` }, orderBy: { at: 'asc' } })
  ).map(({ actor, action }) => `${actor} ${action}`);

describe('cancelling an order', () => {
  test('that waits for its payment voids the intent and gives cart and stock back', async () => {
    const before = world.inventory.available.get('SHIRT-M');
    const { orderId, guest, cartId } = await made('tok_timeout');
    expect(await cancel(orderId, guest)).toEqual({ kind: 'changed', orderId, replayed: false });
    expect(await orderOf(orderId)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'VOIDED' });
    expect(await world.payments.find(orderId)).toMatchObject({ kind: 'voided' });
    expect([world.carts.statusOf(cartId), world.inventory.available.get('SHIRT-M')]).toEqual([
      'ACTIVE',
      before,
    ]);
    expect(await world.sagas.find(orderId)).toMatchObject({
      state: 'COMPENSATED',
      reason: 'CANCELLED_BY_CUSTOMER',
    });
  });

  test('that was confirmed gives its money back, once, and says so by a version of its own', async () => {
    const { orderId, guest } = await made('tok_ok');
    const asked = { reasonCode: 'CHANGED_MIND', comment: 'Too blue.', idempotencyKey: 'k' };
    const answers = [await cancel(orderId, guest, asked), await cancel(orderId, guest, asked)];
    expect(answers).toEqual([
      { kind: 'changed', orderId, replayed: false },
      { kind: 'changed', orderId, replayed: true },
    ]);
    expect(await orderOf(orderId)).toMatchObject({
      status: 'CANCELLED',
      paymentStatus: 'REFUNDED',
      version: 5,
    });
    expect(await paymentOf(orderId)).toMatchObject({ capturedMinor: 5_098n, refundedMinor: 5_098n });
    expect(await world.payments.find(orderId)).toMatchObject({ kind: 'refunded', refundedMinor: 5_098n });
    const history = await world.prisma.orderStatusChange.findMany({
      where: { orderId },
      orderBy: { version: 'asc' },
    });
    expect(
      history.slice(3).map(({ toStatus, reasonCode, comment }) => [toStatus, reasonCode, comment]),
    ).toEqual([
      ['CANCELLED', 'CHANGED_MIND', 'Too blue.'],
      ['CANCELLED', 'PAYMENT_REFUNDED', null],
    ]);
    expect((await world.eventsOf(orderId)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5]);
  });

  test('while the party is away stands, and the money is given back when it is there again', async () => {
    const { orderId, guest } = await made('tok_ok');
    const away = world.rewire({
      payments: { ...world.payments, find: () => Promise.reject(new Error('away')) },
    });
    const none = { reasonCode: null, comment: null, expectedVersion: null, idempotencyKey: null };
    expect(await away.orders.cancel({ ...none, orderId }, guest)).toMatchObject({ kind: 'changed' });
    expect(await orderOf(orderId)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'CAPTURED' });
    world.clock.advance(3_000);
    await world.lookAfterSagas();
    expect(await orderOf(orderId)).toMatchObject({ paymentStatus: 'REFUNDED' });
  });

  test('by a process that dies right afterwards is given back at once by the next, not when the payment was to be asked about', async () => {
    const { orderId, guest } = await made('tok_timeout');
    const dies = world.rewire({
      sagas: { ...world.sagas, lease: () => Promise.reject(new Error('killed')) },
    });
    const none = { reasonCode: null, comment: null, expectedVersion: null, idempotencyKey: null };
    expect(await dies.orders.cancel({ ...none, orderId }, guest)).toMatchObject({ kind: 'changed' });
    world.clock.advance(1_000);
    expect(await world.sagas.due(world.clock.now(), 100)).toContain(orderId);
  });

  test('before any money was asked for leaves no payment open', async () => {
    const opened = await world.openSession();
    let isDead = false;
    const whileAlive = <T>(work: () => Promise<T>): Promise<T> =>
      isDead ? Promise.reject(new Error('killed')) : work();
    const dies = world.rewire({
      sagas: {
        ...world.sagas,
        note: (note) => {
          isDead ||= note.begun?.step === 'create-intent';
          return whileAlive(() => world.sagas.note(note));
        },
      },
      orders: { ...world.orders, settle: (commit) => whileAlive(() => world.orders.settle(commit)) },
    });
    await expect(dies.complete(opened.completion('tok_ok'), opened.guest)).rejects.toThrow('killed');
    const where = { checkoutSessionId: opened.sessionId };
    const { id: orderId } = await world.prisma.saga.findFirstOrThrow({ where });
    expect(await orderOf(orderId)).toMatchObject({ status: 'PENDING', paymentStatus: 'PENDING' });
    expect(await cancel(orderId, opened.guest)).toMatchObject({ kind: 'changed' });
    world.clock.advance(61_000);
    await world.lookAfterSagas();
    expect(await orderOf(orderId)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'VOIDED' });
    expect(await paymentOf(orderId)).toMatchObject({ status: 'VOIDED', intentId: null });
    expect(await world.payments.find(orderId)).toBeUndefined();
    expect((await world.eventsOf(orderId)).at(-1)).toMatchObject({
      type: 'order.updated.v1',
      payload: { payment_status: 'VOIDED' },
    });
    expect(await world.sagas.find(orderId)).toMatchObject({ state: 'COMPENSATED' });
  });

  test('at once by ten gives the money back once', async () => {
    const { orderId, guest } = await made('tok_ok');
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => cancel(orderId, guest)));
    expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(1);
    expect(await world.payments.find(orderId)).toMatchObject({ kind: 'refunded', refundedMinor: 5_098n });
  });

  test('that is fulfilled, of another version, or with a reason that is no code changes nothing', async () => {
    const { orderId, guest } = await fulfilled();
    expect(await cancel(orderId, guest)).toMatchObject({
      refusals: [{ kind: 'illegalTransition', from: 'FULFILLED', allowed: ['RETURNED'] }],
    });
    const open = await made('tok_ok');
    expect(await cancel(open.orderId, open.guest, { expectedVersion: 1 })).toMatchObject({
      refusals: [{ kind: 'versionConflict', expected: 1, current: 3 }],
    });
    for (const bad of [
      { reasonCode: 'because' },
      { reasonCode: 'A'.repeat(33) },
      { comment: 'x'.repeat(501) },
    ])
      await expect(cancel(open.orderId, open.guest, bad)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(await orderOf(open.orderId)).toMatchObject({ status: 'CONFIRMED', version: 3 });
  });

  test('of somebody else finds nothing; by staff it is audited', async () => {
    const { orderId } = await made('tok_ok');
    await expect(cancel(orderId, world.as({ sessionId: newId() }))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await cancel(orderId, support)).toMatchObject({ kind: 'changed' });
    expect(await audited(orderId)).toEqual(['support:sam orderCancel']);
  });
});

describe('moving an order by hand', () => {
  test('to FULFILLED ends it and says so to those who wait for the end', async () => {
    const { orderId } = await made('tok_ok');
    expect(await transition(orderId, 'FULFILLED')).toMatchObject({ kind: 'changed' });
    expect(await orderOf(orderId)).toMatchObject({ status: 'FULFILLED', fulfillmentStatus: 'FULFILLED' });
    expect((await world.eventsOf(orderId)).slice(-2).map(({ type }) => type)).toEqual([
      'order.status.changed.v1',
      'order.completed.v1',
    ]);
  });

  test('to CONFIRMED is refused without its money', async () => {
    const { orderId } = await made('tok_timeout');
    expect(await transition(orderId, 'CONFIRMED')).toMatchObject({
      refusals: [{ kind: 'paymentNotAuthorized' }],
    });
    expect(await orderOf(orderId)).toMatchObject({ status: 'PENDING', version: 1 });
  });

  test('to CONFIRMED says who approved, also when the news of that approval is faster', async () => {
    const { orderId } = await made('tok_review');
    const overtaken = world.rewire({
      payments: {
        ...world.payments,
        approve: async (intentId) => {
          const verdict = await world.payments.approve(intentId);
          await world.checkout.resume(orderId);
          return verdict;
        },
      },
    });
    const { version } = (await orderOf(orderId)) ?? {};
    const command = {
      ...{ orderId, to: 'CONFIRMED' as const, reasonCode: 'KNOWN_BUYER', comment: 'Called back' },
      ...{ expectedVersion: version ?? null, idempotencyKey: newId() },
    };
    for (const replayed of [false, true])
      expect(await overtaken.orders.transition(command, support)).toEqual({
        ...{ kind: 'changed', orderId, replayed },
      });
    expect(await orderOf(orderId)).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'CAPTURED' });
    expect(await audited(orderId)).toEqual(['support:sam orderTransition']);
    const rows = await world.prisma.orderStatusChange.findMany({ where: { orderId, actor: 'support:sam' } });
    expect(rows).toMatchObject([
      { toStatus: 'CONFIRMED', reasonCode: 'KNOWN_BUYER', comment: 'Called back' },
    ]);
  });

  describe('to PENDING_REVIEW', () => {
    const approveAtParty = async (orderId: string): Promise<void> => {
      const intentId = (await world.payments.find(orderId))?.intentId ?? '';
      const init = { method: 'POST', body: JSON.stringify({ decision: 'approve' }) };
      expect((await fetch(`${world.paymentUrl}/intents/${intentId}/decide`, init)).ok).toBe(true);
    };
    const held = async (): Promise<Made> => {
      const order = await made('tok_timeout');
      expect(await transition(order.orderId, 'PENDING_REVIEW')).toMatchObject({ kind: 'changed' });
      await approveAtParty(order.orderId);
      world.clock.advance(61_000);
      await world.lookAfterSagas();
      return order;
    };

    test('holds it against its money, which is noted and not taken', async () => {
      const { orderId, cartId } = await held();
      expect(await orderOf(orderId)).toMatchObject({
        status: 'PENDING_REVIEW',
        paymentStatus: 'AUTHORIZED',
        version: 3,
      });
      world.clock.advance(61_000);
      await world.lookAfterSagas();
      expect(await orderOf(orderId)).toMatchObject({ status: 'PENDING_REVIEW', version: 3 });
      expect(await world.payments.find(orderId)).toMatchObject({ kind: 'authorized' });
      expect(world.carts.statusOf(cartId)).toBe('LOCKED');
    });

    test('is over when staff approves: confirmed and charged', async () => {
      const { orderId } = await held();
      expect(await transition(orderId, 'CONFIRMED')).toMatchObject({ kind: 'changed' });
      expect(await orderOf(orderId)).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'CAPTURED' });
    });

    test('is over when staff rejects: cancelled, nothing is taken, the cart is free', async () => {
      const { orderId, cartId } = await held();
      expect(await cancel(orderId, support)).toMatchObject({ kind: 'changed' });
      expect(await orderOf(orderId)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'VOIDED' });
      expect(await world.payments.find(orderId)).toMatchObject({ kind: 'voided' });
      expect(world.carts.statusOf(cartId)).toBe('ACTIVE');
    });

    test('and cancelled while its saga is looked at: undone as soon as that look is over', async () => {
      const { orderId } = await made('tok_review');
      const now = world.clock.now();
      const later = new Date(now.getTime() + 60_000);
      expect(await world.sagas.lease(orderId, now, later)).toBeDefined();
      expect(await cancel(orderId, support)).toMatchObject({ kind: 'changed' });
      // What the look had come to before it was cancelled: nothing new, again in a minute.
      await world.sagas.note({ sagaId: orderId, at: now, next: { kind: 'due', at: later } });
      await world.lookAfterSagas();
      expect(await orderOf(orderId)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'VOIDED' });
    });

    test('while the shopper still waits answers the shopper with it', async () => {
      const opened = await world.openSession();
      const slow = world.rewire({
        payments: {
          ...world.payments,
          authorize: async (asked, waitMs) => {
            const verdict = await world.payments.authorize(asked, waitMs);
            expect(await transition(asked.orderId, 'PENDING_REVIEW')).toMatchObject({ kind: 'changed' });
            return verdict;
          },
        },
      });
      const { orderId, refusals } = await slow.complete(opened.completion('tok_ok'), opened.guest);
      expect(refusals).toEqual([]);
      expect(await orderOf(orderId ?? '')).toMatchObject({
        status: 'PENDING_REVIEW',
        paymentStatus: 'AUTHORIZED',
      });
      expect(await transition(orderId ?? '', 'CONFIRMED')).toMatchObject({ kind: 'changed' });
      expect(await orderOf(orderId ?? '')).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'CAPTURED' });
    });

    test('of one that is confirmed holds it until it is confirmed again; its money is taken once', async () => {
      const { orderId } = await made('tok_ok');
      expect(await transition(orderId, 'PENDING_REVIEW')).toMatchObject({ kind: 'changed' });
      world.clock.advance(61_000);
      await world.lookAfterSagas();
      expect(await orderOf(orderId)).toMatchObject({ status: 'PENDING_REVIEW', paymentStatus: 'CAPTURED' });
      expect(await transition(orderId, 'CONFIRMED')).toMatchObject({ kind: 'changed' });
      expect(await orderOf(orderId)).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'CAPTURED' });
    });
  });

  test('where it cannot go names where it can', async () => {
    const { orderId } = await made('tok_timeout');
    expect(await transition(orderId, 'FULFILLED')).toMatchObject({
      refusals: [
        { kind: 'illegalTransition', from: 'PENDING', allowed: ['CONFIRMED', 'PENDING_REVIEW', 'CANCELLED'] },
      ],
    });
  });
});

describe('an order that the warehouse has sent', () => {
  const origin = { correlationId: 'c', traceparent: undefined, actor: 'service:fulfillment' };

  test('is FULFILLED, once, with the code to follow it by', async () => {
    const { orderId } = await made('tok_ok');
    for (let n = 0; n < 3; n += 1) await orders().fulfillShipped({ orderId, trackingCode: 'AGX1', origin });
    expect(await orderOf(orderId)).toMatchObject({ status: 'FULFILLED', version: 4 });
    const rows = await world.prisma.orderStatusChange.findMany({ where: { orderId, toStatus: 'FULFILLED' } });
    expect(rows).toMatchObject([{ reasonCode: 'SHIPPED', comment: 'Tracking code AGX1' }]);
  });

  test('after it was cancelled stays cancelled', async () => {
    const { orderId, guest } = await made('tok_ok');
    await cancel(orderId, guest);
    await orders().fulfillShipped({ orderId, trackingCode: 'AGX1', origin });
    expect(await orderOf(orderId)).toMatchObject({ status: 'CANCELLED', paymentStatus: 'REFUNDED' });
  });
});

describe('changing where an order goes', () => {
  const none = {
    email: null,
    shippingAddress: null,
    billingAddress: null,
    expectedVersion: null,
    idempotencyKey: null,
  };

  test('keeps what it costs and leaves a row in the history', async () => {
    const { orderId, guest } = await made('tok_ok');
    const shippingAddress = { ...ADDRESS, line1: 'Nebenstrasse 2' };
    expect(
      await orders().update({ ...none, orderId, shippingAddress, email: 'b@example.org' }, guest),
    ).toMatchObject({
      kind: 'changed',
    });
    expect(await orderOf(orderId)).toMatchObject({
      email: 'b@example.org',
      version: 4,
      shippingAddress: { line1: 'Nebenstrasse 2', city: 'Berlin' },
    });
    expect((await world.eventsOf(orderId)).at(-1)).toMatchObject({
      type: 'order.updated.v1',
      payload: { reason_code: 'CONTACT_CHANGED' },
    });
    expect(JSON.stringify(await world.eventsOf(orderId))).not.toContain('Nebenstrasse');
  });

  test('is refused when it is on its way, with nothing to change, or with what cannot be an address', async () => {
    const { orderId, guest } = await fulfilled();
    expect(await orders().update({ ...none, orderId, email: 'b@example.org' }, guest)).toMatchObject({
      refusals: [{ kind: 'notEditable' }],
    });
    for (const bad of [{}, { email: 'nobody' }, { shippingAddress: { line1: '' } }])
      await expect(orders().update({ ...none, ...bad, orderId }, guest)).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
  });
});

describe('goods that come back', () => {
  test('in parts give back exactly what was paid, and end the order with the last one', async () => {
    const { orderId } = await fulfilled();
    await giveBack(orderId, [['MUG-BLUE', 1]]);
    expect(await orderOf(orderId)).toMatchObject({
      status: 'FULFILLED',
      paymentStatus: 'PARTIALLY_REFUNDED',
    });
    expect(await paymentOf(orderId)).toMatchObject({ refundedMinor: 1_299n });
    await giveBack(orderId, [
      ['MUG-BLUE', 1],
      ['SHIRT-M', 1],
    ]);
    expect(await orderOf(orderId)).toMatchObject({
      status: 'RETURNED',
      fulfillmentStatus: 'RETURNED',
      paymentStatus: 'REFUNDED',
    });
    expect(await paymentOf(orderId)).toMatchObject({ refundedMinor: 5_098n });
    const told = (await world.eventsOf(orderId)).filter(({ type }) => type === 'order.items.returned.v1');
    expect(
      told.map(({ payload }) => [payload['restock'], payload['items'], payload['refund_minor']]),
    ).toEqual([
      [true, [{ sku: 'MUG-BLUE', quantity: 1 }], '1299'],
      [
        true,
        [
          { sku: 'MUG-BLUE', quantity: 1 },
          { sku: 'SHIRT-M', quantity: 1 },
        ],
        '3799',
      ],
    ]);
    expect((await audited(orderId)).filter((entry) => entry.endsWith('orderReturn'))).toHaveLength(2);
  });

  test('give back no more than the party has not given back by itself', async () => {
    const { orderId } = await fulfilled();
    const intentId = (await world.payments.find(orderId))?.intentId ?? '';
    await world.payments.refund({ intentId, key: 'at the desk', amountMinor: 5_000n });
    expect(await giveBack(orderId, [['SHIRT-M', 1]])).toMatchObject({ kind: 'changed' });
    expect(await paymentOf(orderId)).toMatchObject({ status: 'REFUNDED', refundedMinor: 5_098n });
    expect(await giveBack(orderId, [['MUG-BLUE', 2]])).toMatchObject({ kind: 'changed' });
    expect(await orderOf(orderId)).toMatchObject({ status: 'RETURNED', paymentStatus: 'REFUNDED' });
    const sagas = await world.prisma.saga.findMany({ where: { orderId, kind: 'RETURN_ITEMS' } });
    expect(sagas.map(({ state }) => state)).toEqual(['COMPLETED', 'COMPLETED']);
  });

  test('at once are never more than were sold', async () => {
    const { orderId } = await fulfilled();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => giveBack(orderId, [['MUG-BLUE', 1]])));
    expect(outcomes.filter(({ kind }) => kind === 'changed')).toHaveLength(2);
    expect(outcomes.find(({ kind }) => kind === 'refused')).toMatchObject({
      refusals: [{ kind: 'notReturnable', returnable: 0 }],
    });
    world.clock.advance(5_000);
    await world.lookAfterSagas();
    expect(await paymentOf(orderId)).toMatchObject({ refundedMinor: 2_598n });
  });

  test('with one key come back once', async () => {
    const { orderId } = await fulfilled();
    const key = newId();
    await giveBack(orderId, [['MUG-BLUE', 1]], key);
    expect(await giveBack(orderId, [['MUG-BLUE', 1]], key)).toMatchObject({
      kind: 'changed',
      replayed: true,
    });
    expect(await giveBack(orderId, [['MUG-BLUE', 2]], key)).toMatchObject({
      refusals: [{ kind: 'keyReused' }],
    });
    expect(await paymentOf(orderId)).toMatchObject({ refundedMinor: 1_299n });
  });

  test('of an order that is not fulfilled, or that never had them, change nothing', async () => {
    const { orderId } = await made('tok_ok');
    expect(await giveBack(orderId, [['MUG-BLUE', 1]])).toMatchObject({
      refusals: [{ kind: 'illegalTransition', from: 'CONFIRMED' }],
    });
    const sent = await fulfilled();
    expect(await giveBack(sent.orderId, [['ELSE', 1]])).toMatchObject({
      refusals: [{ kind: 'notReturnable' }],
    });
    await expect(giveBack(sent.orderId, [['MUG-BLUE', 0]])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await expect(giveBack(sent.orderId, [])).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});
