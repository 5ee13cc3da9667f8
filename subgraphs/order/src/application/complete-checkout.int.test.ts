import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import { createCheckoutWorld } from './checkout-world.suite';
import type { CheckoutWorld, OpenedSession } from './checkout-world.suite';
import type { CompleteCheckoutResult } from './complete-checkout';

let world: CheckoutWorld;
beforeAll(async () => {
  world = await createCheckoutWorld();
}, 60_000);
afterAll(async () => {
  await world.close();
});

const orderIdOf = (result: CompleteCheckoutResult): string => {
  if (result.orderId === null)
    throw new Error(`no order: ${JSON.stringify(result.refusals, (_key, value: unknown) => String(value))}`);
  return result.orderId;
};
const complete = (opened: OpenedSession, token: string, key?: string): Promise<CompleteCheckoutResult> =>
  world.checkout.complete(opened.completion(token, key), opened.guest);
const statusOf = async (sessionId: string): Promise<string | undefined> =>
  (await world.sessions.find(sessionId))?.status;
const ordersOf = (sessionId: string): Promise<{ id: string; status: string; orderNumber: string }[]> =>
  world.prisma.order.findMany({
    where: { checkoutSessionId: sessionId },
    select: { id: true, status: true, orderNumber: true },
  });

describe('completing a checkout', () => {
  test('a payment that goes through confirms the order, closes the session and leaves history and events', async () => {
    const opened = await world.openSession();
    const result = await complete(opened, 'tok_ok');
    const orderId = orderIdOf(result);
    const found = await world.orders.find(orderId);
    expect(result).toEqual({ orderId, replayed: false, refusals: [] });
    expect(found?.order).toMatchObject({
      status: 'CONFIRMED',
      paymentStatus: 'CAPTURED',
      version: 3,
      currency: 'EUR',
    });
    expect(found?.order.orderNumber).toMatch(/^AG-\d{4}-[0-9A-HJKMNP-TV-Z]{6}$/);
    expect(found?.order.totals.totalMinor).toBe(5_098n);
    expect(found?.payment).toMatchObject({ status: 'CAPTURED', capturedMinor: 5_098n });
    expect(await statusOf(opened.sessionId)).toBe('COMPLETED');
    expect(world.carts.statusOf(opened.cartId)).toBe('LOCKED');
    expect(world.inventory.allocations.get(orderId)?.lines).toEqual([
      { sku: 'MUG-BLUE', quantity: 2 },
      { sku: 'SHIRT-M', quantity: 1 },
    ]);
    const events = await world.eventsOf(orderId);
    expect(events.map(({ type, version }) => [type, version])).toEqual([
      ['order.created.v1', 1],
      ['order.status.changed.v1', 2],
      ['order.updated.v1', 3],
    ]);
    expect(events[0]?.payload).toMatchObject({
      cart_id: opened.cartId,
      total_minor: '5098',
      customer_id: null,
    });
    expect(JSON.stringify(events)).not.toContain('Berlin');
    const history = await world.prisma.orderStatusChange.findMany({
      where: { orderId },
      orderBy: { version: 'asc' },
    });
    expect(history.map(({ fromStatus, toStatus, reasonCode }) => [fromStatus, toStatus, reasonCode])).toEqual(
      [
        [null, 'PENDING', 'CHECKOUT_COMPLETED'],
        ['PENDING', 'CONFIRMED', 'PAYMENT_AUTHORIZED'],
        ['CONFIRMED', 'CONFIRMED', 'PAYMENT_CAPTURED'],
      ],
    );
  });

  test('a declined payment cancels the order and gives cart and session back; another key then succeeds', async () => {
    const opened = await world.openSession();
    const declined = await complete(opened, 'tok_declined', 'first');
    const cancelledId = orderIdOf(declined);
    expect(declined.refusals).toEqual([{ kind: 'paymentDeclined', reason: 'card_declined' }]);
    expect((await world.orders.find(cancelledId))?.order).toMatchObject({
      status: 'CANCELLED',
      paymentStatus: 'FAILED',
    });
    expect(await statusOf(opened.sessionId)).toBe('OPEN');
    expect(world.carts.statusOf(opened.cartId)).toBe('ACTIVE');
    expect((await world.eventsOf(cancelledId)).at(-1)?.payload).toMatchObject({
      to: 'CANCELLED',
      reason_code: 'PAYMENT_DECLINED',
    });
    expect(await complete(opened, 'tok_declined', 'first')).toEqual({ ...declined, replayed: true });
    const second = orderIdOf(await complete(opened, 'tok_ok', 'second'));
    expect((await world.orders.find(second))?.order.status).toBe('CONFIRMED');
  });

  test.each([
    ['tok_timeout', 'PENDING'],
    ['tok_review', 'PENDING_REVIEW'],
  ])('with %s the order stays %s and keeps the cart', async (token, status) => {
    const opened = await world.openSession();
    const orderId = orderIdOf(await complete(opened, token, 'k'));
    expect((await world.orders.find(orderId))?.order).toMatchObject({ status, paymentStatus: 'PENDING' });
    expect((await world.orders.find(orderId))?.payment.intentId).toMatch(/^pi_/);
    expect(world.carts.statusOf(opened.cartId)).toBe('LOCKED');
    expect(await complete(opened, token, 'k')).toEqual({ orderId, replayed: true, refusals: [] });
  });

  test('stock that is gone cancels the order, names what is left and frees the key for a retry after a restock', async () => {
    const opened = await world.openSession();
    world.inventory.available.set('SHIRT-M', 0);
    const refused = await complete(opened, 'tok_ok', 'k');
    expect(refused).toEqual({
      orderId: null,
      replayed: false,
      refusals: [{ kind: 'outOfStock', sku: 'SHIRT-M', availableQuantity: 0 }],
    });
    expect((await ordersOf(opened.sessionId)).map(({ status }) => status)).toEqual(['CANCELLED']);
    expect([await statusOf(opened.sessionId), world.carts.statusOf(opened.cartId)]).toEqual([
      'OPEN',
      'ACTIVE',
    ]);
    world.inventory.available.set('SHIRT-M', 1_000);
    expect((await complete(opened, 'tok_ok', 'k')).refusals).toEqual([]);
  });
});

describe('a completion with an idempotency key', () => {
  test('asked for ten times at once makes one order and ten equal answers', async () => {
    const opened = await world.openSession();
    const patient = world.rewire({ waitMs: 20_000 });
    const results = await Promise.all(
      Array.from({ length: 10 }, () => patient.complete(opened.completion('tok_ok', 'same'), opened.guest)),
    );
    const [{ id } = { id: '' }, ...others] = await ordersOf(opened.sessionId);
    expect(others).toEqual([]);
    expect(results.map((result) => result.orderId)).toEqual(Array.from({ length: 10 }, () => id));
    expect(results.every((result) => result.refusals.length === 0)).toBe(true);
    expect(results.filter((result) => !result.replayed)).toHaveLength(1);
  });

  test('and another key for the same session at once make one order and one refusal', async () => {
    const opened = await world.openSession();
    const results = await Promise.all([complete(opened, 'tok_ok', 'a'), complete(opened, 'tok_ok', 'b')]);
    expect(results.filter((result) => result.orderId !== null)).toHaveLength(1);
    const [refused] = results.filter((result) => result.orderId === null);
    expect(['sessionBusy', 'sessionClosed', 'cartLocked']).toContain(refused?.refusals[0]?.kind);
    expect(await ordersOf(opened.sessionId)).toHaveLength(1);
  });

  test('used for another input is refused', async () => {
    const opened = await world.openSession();
    await complete(opened, 'tok_ok', 'k');
    expect((await complete(opened, 'tok_declined', 'k')).refusals).toEqual([{ kind: 'keyReused' }]);
  });

  test('whose first request takes long is answered with "in progress" after the wait', async () => {
    const opened = await world.openSession();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = world.rewire({
      payments: {
        ...world.payments,
        authorize: (...args) => held.then(() => world.payments.authorize(...args)),
      },
    });
    const first = slow.complete(opened.completion('tok_ok', 'k'), opened.guest);
    await eventually(async () => (await ordersOf(opened.sessionId)).length > 0);
    const second = await world
      .rewire({ waitMs: 120 })
      .complete(opened.completion('tok_ok', 'k'), opened.guest);
    expect(second.refusals).toEqual([{ kind: 'keyInProgress' }]);
    release();
    expect((await first).refusals).toEqual([]);
  });
});

describe('promotions of a session', () => {
  const promotion = { promotionId: newId(), couponCode: 'SAVE', amountMinor: 100n };
  beforeEach(() => {
    world.pricing.promotions = [promotion];
  });
  afterEach(() => {
    world.pricing.promotions = [];
    world.pricing.redemptionsLeft = Infinity;
  });

  test('are redeemed by the order, once', async () => {
    const opened = await world.openSession({ couponCodes: ['save'] });
    const [first, again] = [await complete(opened, 'tok_ok', 'k'), await complete(opened, 'tok_ok', 'k')];
    expect(orderIdOf(again)).toBe(orderIdOf(first));
    expect(world.pricing.redeemed.has(orderIdOf(first))).toBe(true);
  });

  test('that can no longer be had cancel the order before anything is paid, and give cart and session back', async () => {
    world.pricing.redemptionsLeft = 0;
    const opened = await world.openSession();
    expect((await complete(opened, 'tok_ok')).refusals).toEqual([{ kind: 'promotionUnavailable' }]);
    expect(await ordersOf(opened.sessionId)).toMatchObject([{ status: 'CANCELLED' }]);
    expect(await statusOf(opened.sessionId)).toBe('OPEN');
    expect(world.carts.statusOf(opened.cartId)).toBe('ACTIVE');
  });

  test('that can no longer be had are no dead end: the session is priced without them and completed with consent', async () => {
    const opened = await world.openSession({ couponCodes: ['save'] });
    world.pricing.redemptionsLeft = 0;
    world.pricing.promotions = [];
    expect((await complete(opened, 'tok_ok', 'k')).refusals).toEqual([{ kind: 'promotionUnavailable' }]);
    expect((await complete(opened, 'tok_ok', 'k')).refusals).toEqual([
      { kind: 'priceChanged', acceptedMinor: 4_998n, currentMinor: 5_098n, currency: 'EUR' },
    ]);
    const acceptedTotal = { amountMinor: 5_098n, currency: 'EUR' };
    const consent = { ...opened.completion('tok_ok'), acceptedTotal };
    const orderId = orderIdOf(await world.checkout.complete(consent, opened.guest));
    expect((await world.orders.find(orderId))?.order).toMatchObject({
      status: 'CONFIRMED',
      totals: { totalMinor: 5_098n, discountMinor: 0n },
    });
  });

  test('whose last use is wanted by ten orders at once go to one', async () => {
    world.pricing.redemptionsLeft = 1;
    const opened = await Promise.all(Array.from({ length: 10 }, () => world.openSession()));
    const results = await Promise.all(opened.map((one) => complete(one, 'tok_ok')));
    expect(results.filter(({ refusals }) => refusals.length === 0)).toHaveLength(1);
  });

  test('while pricing does not answer, the order is cancelled and the fault is told', async () => {
    world.pricing.redeemFaults.before = 1;
    const opened = await world.openSession();
    await expect(complete(opened, 'tok_ok')).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
    expect(await ordersOf(opened.sessionId)).toMatchObject([{ status: 'CANCELLED' }]);
  });
});

describe('a completion that is refused before anything is taken', () => {
  test('by a cart that changed leaves the session OPEN and no order', async () => {
    const opened = await world.openSession();
    const lines = [
      {
        sku: 'MUG-BLUE',
        variantId: null,
        title: 'Mug, blue',
        quantity: 3,
        attributes: [],
        heldUnitPriceMinor: null,
        agreedUnitPriceMinor: 1_299n,
      },
    ];
    world.carts.change(opened.cartId, { version: 5, lines });
    expect((await complete(opened, 'tok_ok')).refusals).toEqual([
      { kind: 'versionConflict', expected: 4, current: 5 },
    ]);
    expect(await statusOf(opened.sessionId)).toBe('OPEN');
    expect(await ordersOf(opened.sessionId)).toEqual([]);
  });

  test('is not refused by a cart whose version moved while its lines stayed', async () => {
    const opened = await world.openSession();
    world.carts.change(opened.cartId, { version: 9 });
    const orderId = orderIdOf(await complete(opened, 'tok_ok'));
    expect((await world.orders.find(orderId))?.order.cartVersion).toBe(9);
  });

  test('by a cart that another order holds says so', async () => {
    const opened = await world.openSession();
    world.carts.change(opened.cartId, { status: 'LOCKED' });
    expect((await complete(opened, 'tok_ok')).refusals).toEqual([{ kind: 'cartLocked' }]);
  });

  test('by a lower accepted total asks for consent and takes it', async () => {
    const opened = await world.openSession();
    const low = { ...opened.completion('tok_ok'), acceptedTotal: { amountMinor: 5_000n, currency: 'EUR' } };
    expect((await world.checkout.complete(low, opened.guest)).refusals).toEqual([
      { kind: 'priceChanged', acceptedMinor: 5_000n, currentMinor: 5_098n, currency: 'EUR' },
    ]);
    const enough = {
      ...low,
      acceptedTotal: { amountMinor: 5_098n, currency: 'EUR' },
      idempotencyKey: newId(),
    };
    expect((await world.checkout.complete(enough, opened.guest)).refusals).toEqual([]);
  });

  test('by a price that rose while the quote ran out keeps the new total for consent', async () => {
    world.pricing.validForMs = -1;
    const opened = await world.openSession();
    world.pricing.validForMs = 30 * 60_000;
    world.pricing.prices.set('SHIRT-M', 2_600n);
    const refused = await complete(opened, 'tok_ok');
    world.pricing.prices.set('SHIRT-M', 2_500n);
    expect(refused.refusals).toEqual([
      { kind: 'priceChanged', acceptedMinor: 5_098n, currentMinor: 5_198n, currency: 'EUR' },
    ]);
    expect(await world.sessions.find(opened.sessionId)).toMatchObject({
      status: 'OPEN',
      offeredTotalMinor: 5_098n,
      totals: { totalMinor: 5_198n },
    });
    const consent = {
      ...opened.completion('tok_ok'),
      acceptedTotal: { amountMinor: 5_198n, currency: 'EUR' },
    };
    const orderId = orderIdOf(await world.checkout.complete(consent, opened.guest));
    expect((await world.orders.find(orderId))?.order.totals.totalMinor).toBe(5_198n);
  });

  test('is not refused for a price that rose while the quote ran out, as long as the cart promises the old one', async () => {
    world.pricing.validForMs = -1;
    const opened = await world.openSession();
    world.pricing.validForMs = 30 * 60_000;
    const promised = world.carts.carts.get(opened.cartId)?.lines ?? [];
    const lines = promised.map((line) => ({ ...line, heldUnitPriceMinor: line.agreedUnitPriceMinor }));
    world.carts.change(opened.cartId, { version: 7, lines });
    world.pricing.prices.set('SHIRT-M', 2_600n);
    const result = await complete(opened, 'tok_ok');
    world.pricing.prices.set('SHIRT-M', 2_500n);
    expect((await world.orders.find(orderIdOf(result)))?.order.totals.totalMinor).toBe(5_098n);
  });

  test('by a unit that rose while the quote ran out, though the total did not, asks for consent and takes it', async () => {
    world.pricing.validForMs = -1;
    const opened = await world.openSession();
    world.pricing.validForMs = 30 * 60_000;
    world.pricing.prices.set('SHIRT-M', 2_600n).set('MUG-BLUE', 1_200n);
    const [refused, again] = [await complete(opened, 'tok_ok'), await complete(opened, 'tok_ok')];
    world.pricing.prices.set('SHIRT-M', 2_500n).set('MUG-BLUE', 1_299n);
    expect([refused.refusals, again.refusals]).toEqual([
      [{ kind: 'unitPriceRose' }],
      [{ kind: 'unitPriceRose' }],
    ]);
    const acceptedTotal = { amountMinor: 5_000n, currency: 'EUR' };
    const consent = { ...opened.completion('tok_ok'), acceptedTotal };
    const orderId = orderIdOf(await world.checkout.complete(consent, opened.guest));
    expect((await world.orders.find(orderId))?.order.totals.totalMinor).toBe(5_000n);
  });

  test("of somebody else's session finds nothing", async () => {
    const opened = await world.openSession();
    const stranger = world.as({ sessionId: newId() });
    await expect(world.checkout.complete(opened.completion('tok_ok'), stranger)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(world.checkout.complete(opened.completion('tok_ok'), world.as({}))).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

describe('a completion in which a part of the shop fails', () => {
  test('cart does not answer: the same key carries on, whether the lock had happened or not', async () => {
    for (const when of ['before', 'after'] as const) {
      const opened = await world.openSession();
      world.carts.faults[when] = 1;
      await expect(complete(opened, 'tok_ok', 'k')).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
      const orderId = orderIdOf(await complete(opened, 'tok_ok', 'k'));
      expect((await world.orders.find(orderId))?.order.status).toBe('CONFIRMED');
    }
  });

  test('cart does not answer and nobody comes back: the sweep unlocks it and opens the session again', async () => {
    const opened = await world.openSession();
    world.carts.faults.after = 1;
    await expect(complete(opened, 'tok_ok', 'k')).rejects.toBeInstanceOf(AppError);
    expect(world.carts.statusOf(opened.cartId)).toBe('LOCKED');
    world.clock.advance(61_000);
    await world.lookAfterSagas();
    expect([await statusOf(opened.sessionId), world.carts.statusOf(opened.cartId)]).toEqual([
      'OPEN',
      'ACTIVE',
    ]);
    expect((await complete(opened, 'tok_ok', 'other')).refusals).toEqual([]);
  });

  test('inventory does not answer: the order is cancelled, everything is given back and the key is free', async () => {
    const opened = await world.openSession();
    world.inventory.faults.after = 1;
    await expect(complete(opened, 'tok_ok', 'k')).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
    const [cancelled] = await ordersOf(opened.sessionId);
    expect(cancelled?.status).toBe('CANCELLED');
    expect([await statusOf(opened.sessionId), world.carts.statusOf(opened.cartId)]).toEqual([
      'OPEN',
      'ACTIVE',
    ]);
    expect((await world.eventsOf(cancelled?.id ?? '')).at(-1)?.payload).toMatchObject({
      to: 'CANCELLED',
      reason_code: 'INVENTORY_UNAVAILABLE',
    });
    expect((await complete(opened, 'tok_ok', 'k')).refusals).toEqual([]);
  });

  test('the payment party is down: the order is cancelled and its saga makes sure that no money is taken', async () => {
    const opened = await world.openSession();
    const lost: typeof world.payments = {
      ...world.payments,
      authorize: async (...args) => {
        await world.payments.authorize(...args);
        throw new AppError('DOWNSTREAM_UNAVAILABLE', 'the answer was lost');
      },
    };
    await expect(
      world.rewire({ payments: lost }).complete(opened.completion('tok_ok'), opened.guest),
    ).rejects.toBeInstanceOf(AppError);
    const [cancelled] = await ordersOf(opened.sessionId);
    const orderId = cancelled?.id ?? '';
    expect(cancelled?.status).toBe('CANCELLED');
    await world.lookAfterSagas();
    expect(await world.payments.find(orderId)).toMatchObject({ kind: 'voided' });
    expect((await world.orders.find(orderId))?.order).toMatchObject({
      paymentStatus: 'VOIDED',
    });
  });

  test('the payment party does not answer in time: the order waits and its saga learns the verdict', async () => {
    const opened = await world.openSession();
    const silent: typeof world.payments = {
      ...world.payments,
      authorize: async (...args) => {
        await world.payments.authorize(...args);
        throw new AppError('DEADLINE_EXCEEDED', 'no answer');
      },
    };
    const orderId = orderIdOf(
      await world.rewire({ payments: silent }).complete(opened.completion('tok_ok'), opened.guest),
    );
    expect((await world.orders.find(orderId))?.order.status).toBe('PENDING');
    world.clock.advance(11_000);
    await world.lookAfterSagas();
    expect((await world.orders.find(orderId))?.order.status).toBe('CONFIRMED');
    expect(await statusOf(opened.sessionId)).toBe('COMPLETED');
  });

  test('unlocking fails after a decline: the decline is told all the same, the event unlocks', async () => {
    const opened = await world.openSession();
    world.carts.unlockFaults.before = 1;
    expect((await complete(opened, 'tok_declined')).refusals[0]?.kind).toBe('paymentDeclined');
    expect(await statusOf(opened.sessionId)).toBe('OPEN');
  });
});

describe('an attempt whose process dies', () => {
  test('after the order was placed is carried on by the same key as the same order', async () => {
    const opened = await world.openSession();
    const key = newId();
    const dies = world.rewire({
      orders: { ...world.orders, settle: () => Promise.reject(new Error('killed')) },
    });
    await expect(dies.complete(opened.completion('tok_ok', key), opened.guest)).rejects.toThrow('killed');
    const [pending] = await ordersOf(opened.sessionId);
    expect(pending?.status).toBe('PENDING');
    const result = await complete(opened, 'tok_ok', key);
    expect(result.orderId).toBe(pending?.id);
    expect((await ordersOf(opened.sessionId)).map(({ status }) => status)).toEqual(['CONFIRMED']);
    expect((await world.eventsOf(result.orderId ?? '')).map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  test('and is late is fenced: the request that took over answers, the order is settled once', async () => {
    const opened = await world.openSession();
    const key = newId();
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const slow = world.rewire({
      payments: {
        ...world.payments,
        authorize: (...args) => held.then(() => world.payments.authorize(...args)),
      },
    });
    const first = slow.complete(opened.completion('tok_ok', key), opened.guest);
    while ((await ordersOf(opened.sessionId)).length === 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    await world.database.query(`UPDATE idempotency SET lease_until = now() - interval '1 s' WHERE key = $1`, [
      key,
    ]);
    const second = await complete(opened, 'tok_ok', key);
    release();
    expect(second.refusals).toEqual([]);
    expect(await first).toEqual({ orderId: null, replayed: false, refusals: [{ kind: 'keyInProgress' }] });
    expect((await world.eventsOf(orderIdOf(second))).map(({ version }) => version)).toEqual([1, 2, 3]);
  });
});

describe('an order that is not paid', () => {
  test('is cancelled when its time is over: intent voided, session open, cart given back, event sent', async () => {
    const opened = await world.openSession();
    const orderId = orderIdOf(await complete(opened, 'tok_timeout'));
    world.clock.advance(14 * 60_000);
    await world.lookAfterSagas();
    expect((await world.orders.find(orderId))?.order.status).toBe('PENDING');
    world.clock.advance(61_000);
    await world.lookAfterSagas();
    expect((await world.orders.find(orderId))?.order).toMatchObject({
      status: 'CANCELLED',
      paymentStatus: 'VOIDED',
    });
    expect(await world.payments.find(orderId)).toMatchObject({ kind: 'voided' });
    expect([await statusOf(opened.sessionId), world.carts.statusOf(opened.cartId)]).toEqual([
      'OPEN',
      'ACTIVE',
    ]);
    expect((await world.eventsOf(orderId)).slice(-2).map(({ payload }) => payload)).toMatchObject([
      { to: 'CANCELLED', reason_code: 'PAYMENT_TIMEOUT' },
      { status: 'CANCELLED', payment_status: 'VOIDED', reason_code: 'PAYMENT_VOIDED' },
    ]);
  });

  test('because its attempt died before the payment is given up as soon as that is certain', async () => {
    const opened = await world.openSession();
    const dies = world.rewire({
      payments: { ...world.payments, authorize: () => Promise.reject(new Error('killed')) },
      orders: { ...world.orders, settle: () => Promise.reject(new Error('killed')) },
    });
    await expect(dies.complete(opened.completion('tok_ok'), opened.guest)).rejects.toThrow('killed');
    world.clock.advance(91_000);
    await world.lookAfterSagas();
    expect((await ordersOf(opened.sessionId)).map(({ status }) => status)).toEqual(['CANCELLED']);
    expect([await statusOf(opened.sessionId), world.carts.statusOf(opened.cartId)]).toEqual([
      'OPEN',
      'ACTIVE',
    ]);
  });
});
