// The saga that makes an order, seen from its log: what a worker leaves behind that dies anywhere, and what the next
// one makes of it.
import { newId } from '@agora/platform/ids';
import { ADDRESS, createCheckoutWorld } from '../../checkout-world.suite';
import type { CheckoutWorld, OpenedSession } from '../../checkout-world.suite';
import type { CompleteCheckoutResult } from '../../complete-checkout';
import type { OrderStore, Payments } from '../../ports';
import { settleOrder } from '../../settle-order';
import { PLACE_ORDER_STEPS, reportSteps } from '../../../domain/saga';
import type { SagaAttempt, SagaStepName } from '../../../domain/saga';
import { cancelUnpaid } from '../../../domain/settlement';
import type { SagaNote } from '../saga-ports';

let world: CheckoutWorld;
beforeAll(async () => {
  world = await createCheckoutWorld();
}, 60_000);
afterAll(async () => {
  await world.close();
});
beforeEach(async () => {
  // What earlier tests left open gives its goods back now, and not in the middle of the next.
  for (let round = 0; round < 3; round += 1) {
    world.clock.advance(16 * 60_000);
    await world.lookAfterSagas();
  }
  world.inventory.available.set('MUG-BLUE', 2).set('SHIRT-M', 1);
  world.pricing.promotions = [{ promotionId: newId(), couponCode: 'ONCE', amountMinor: 100n }];
  world.pricing.redemptionsLeft = 1;
});

class Killed extends Error {}

const line = (sku: string, quantity: number) => ({ sku, quantity, unitPrice: null, attributes: [] });
/** What staff orders: as much as a cart of this world has. */
const DIRECT = {
  ...{ customerId: null, email: null, storeId: 'main', channel: 'support', region: 'EU', currency: 'EUR' },
  lines: [line('MUG-BLUE', 2), line('SHIRT-M', 1)],
  shippingAddress: ADDRESS,
  billingAddress: null,
  paymentToken: 'tok_ok',
  idempotencyKey: 'once',
};

const complete = (opened: OpenedSession, token: string): Promise<CompleteCheckoutResult> =>
  world.checkout.complete(opened.completion(token), opened.guest);
const orderOf = async (opened: OpenedSession): Promise<string> => {
  const [saga] = await world.prisma.saga.findMany({
    where: { checkoutSessionId: opened.sessionId },
    orderBy: { createdAt: 'desc' },
  });
  return saga?.id ?? '';
};
const logOf = async (id: string): Promise<readonly SagaAttempt[]> =>
  (await world.sagas.find(id))?.attempts ?? [];
const told = (log: readonly SagaAttempt[]): string[] =>
  log.map(({ step, direction, outcome }) => `${direction === 'DO' ? '' : 'undo '}${step} ${String(outcome)}`);
const left = (): unknown => ({
  mugs: world.inventory.available.get('MUG-BLUE'),
  shirts: world.inventory.available.get('SHIRT-M'),
  uses: world.pricing.redemptionsLeft,
});
const ALL = { mugs: 2, shirts: 1, uses: 1 };
const NONE = { mugs: 0, shirts: 0, uses: 0 };

describe('the log of a saga', () => {
  test('names every step of an order that went through, once', async () => {
    const { orderId } = await complete(await world.openSession(), 'tok_ok');
    expect(told(await logOf(orderId ?? ''))).toEqual(PLACE_ORDER_STEPS.map((step) => `${step} DONE`));
    expect(await world.sagas.find(orderId ?? '')).toMatchObject({ state: 'COMPLETED', reason: null });
  });

  test('of a decline says what was undone, the decision first', async () => {
    const opened = await world.openSession();
    const { orderId } = await complete(opened, 'tok_declined');
    expect(told(await logOf(orderId ?? '')).slice(6)).toEqual([
      'await-outcome REFUSED',
      'undo place-order DONE',
      'undo lock-cart DONE',
      'undo allocate-stock DONE',
      'undo hold-promotions DONE',
      'undo create-intent DONE',
      'undo verify-quote DONE',
    ]);
    expect(await world.sagas.find(orderId ?? '')).toMatchObject({
      state: 'COMPENSATED',
      reason: 'PAYMENT_DECLINED',
    });
    const [verified] = reportSteps({
      kind: 'PLACE_ORDER',
      checkoutSessionId: opened.sessionId,
      attempts: await logOf(orderId ?? ''),
    });
    expect(verified).toMatchObject({ name: 'verify-quote', status: 'COMPENSATED', attempts: 2, error: null });
  });

  test('of an order that waits says so, and its next worker goes on from there', async () => {
    const { orderId } = await complete(await world.openSession(), 'tok_timeout');
    expect(told(await logOf(orderId ?? '')).at(-1)).toBe('await-outcome WAITING');
    world.clock.advance(61_000);
    await world.lookAfterSagas();
    expect(told(await logOf(orderId ?? '')).slice(-2)).toEqual([
      'await-outcome WAITING',
      'await-outcome WAITING',
    ]);
  });
});

describe('an order of more than is on hand', () => {
  afterEach(() => {
    world.inventory.backordered = [];
  });

  test('says which units wait, by a version and an event of its own, once', async () => {
    world.inventory.backordered = [{ sku: 'MUG-BLUE', units: 1 }];
    const { orderId } = await complete(await world.openSession(), 'tok_ok');
    const id = orderId ?? '';
    const lines = await world.orders.linesOf(id);
    expect(lines.map(({ sku, backorderedQuantity }) => [sku, backorderedQuantity])).toEqual([
      ['MUG-BLUE', 1],
      ['SHIRT-M', 0],
    ]);
    const events = await world.eventsOf(id);
    expect(events.map(({ type, version }) => [type, version])).toEqual([
      ['order.created.v1', 1],
      ['order.updated.v1', 2],
      ['order.item.backordered.v1', 2],
      ['order.status.changed.v1', 3],
      ['order.updated.v1', 4],
    ]);
    expect(events[2]?.payload).toMatchObject({
      items: [{ sku: 'MUG-BLUE', quantity: 2, backordered: 1, expected_at: null }],
    });
  });
});

describe('the money of an order', () => {
  const withPayments = (parts: Partial<Payments>): CheckoutWorld['checkout'] =>
    world.rewire({ payments: { ...world.payments, ...parts } });

  test('is taken later when the party does not answer at once; the order stands', async () => {
    const opened = await world.openSession();
    const { orderId } = await withPayments({ capture: () => Promise.reject(new Error('away')) }).complete(
      opened.completion('tok_ok'),
      opened.guest,
    );
    const find = () => world.orders.find(orderId ?? '');
    expect((await find())?.order).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'AUTHORIZED' });
    world.clock.advance(2_000);
    await world.lookAfterSagas();
    expect((await find())?.order).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'CAPTURED' });
    expect(await world.sagas.find(orderId ?? '')).toMatchObject({ state: 'COMPLETED', failures: 0 });
  });

  test('that the party does not give any more sends the order to people', async () => {
    const opened = await world.openSession();
    const { orderId } = await withPayments({
      capture: async (intentId) => {
        await world.payments.void(intentId);
        return world.payments.capture(intentId);
      },
    }).complete(opened.completion('tok_ok'), opened.guest);
    expect((await world.orders.find(orderId ?? ''))?.order).toMatchObject({
      status: 'PENDING_REVIEW',
      paymentStatus: 'VOIDED',
    });
  });
});

describe('a saga', () => {
  test('has one worker at a time; who comes meanwhile makes it due again', async () => {
    const { orderId } = await complete(await world.openSession(), 'tok_timeout');
    const id = orderId ?? '';
    const now = world.clock.now();
    const until = new Date(now.getTime() + 60_000);
    const leases = await Promise.all([1, 2, 3].map(() => world.sagas.lease(id, now, until)));
    expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
    await world.sagas.wake(id, now);
    expect(await world.sagas.due(now, 100)).not.toContain(id);
    await world.sagas.note({ sagaId: id, at: now, next: { kind: 'due', at: until } });
    expect(await world.sagas.due(now, 100)).toContain(id);
  });

  test('reads nothing again of an order that nobody else touches', async () => {
    let reads = 0;
    const find: OrderStore['find'] = (id) => {
      reads += 1;
      return world.orders.find(id);
    };
    const opened = await world.openSession();
    const checkout = world.rewire({ orders: { ...world.orders, find } });
    const { orderId, refusals } = await checkout.complete(opened.completion('tok_ok'), opened.guest);
    expect({ reads, refusals }).toEqual({ reads: 0, refusals: [] });
    expect((await world.orders.find(orderId ?? ''))?.order.paymentStatus).toBe('CAPTURED');
  });

  test('whose order somebody cancels while its payment is asked for gives everything back', async () => {
    const opened = await world.openSession();
    const authorize: Payments['authorize'] = async (asked, waitMs) => {
      const verdict = await world.payments.authorize(asked, waitMs);
      await settleOrder({ orders: world.orders, clock: world.clock })({
        orderId: asked.orderId,
        decide: ({ order, payment }, stamp) =>
          cancelUnpaid(order, payment, { reason: 'CANCELLED_BY_STAFF', isIntentPossible: true }, stamp),
        origin: { actor: 'staff', correlationId: undefined, traceparent: undefined },
      });
      return verdict;
    };
    const checkout = world.rewire({ payments: { ...world.payments, authorize } });
    await checkout.complete(opened.completion('tok_ok'), opened.guest);
    await world.lookAfterSagas();
    const id = await orderOf(opened);
    expect((await world.orders.find(id))?.order.status).toBe('CANCELLED');
    expect(await world.payments.find(id)).toMatchObject({ kind: 'voided' });
    expect(left()).toEqual(ALL);
  });

  test('that has ended stays so, whoever is late', async () => {
    const { orderId } = await complete(await world.openSession(), 'tok_ok');
    const id = orderId ?? '';
    const now = world.clock.now();
    await world.sagas.wake(id, now);
    await world.sagas.note({ sagaId: id, at: now, next: { kind: 'due', at: now } });
    expect(await world.sagas.due(now, 100)).not.toContain(id);
    expect(await world.sagas.lease(id, now, now)).toBeUndefined();
  });
});

const NAMES: readonly SagaStepName[] = PLACE_ORDER_STEPS;

function isBehind({ begun, next }: SagaNote, step: SagaStepName): boolean {
  const place = NAMES.indexOf(begun?.step ?? step);
  return next.kind === 'ended' || place > NAMES.indexOf(step);
}

// A worker that dies writes nothing any more: neither how its step ended nor what comes next.
function dyingAt(step: SagaStepName, when: 'before' | 'after'): CheckoutWorld['checkout'] {
  let isDead = false;
  const whileAlive = async <T>(work: () => Promise<T>): Promise<T> => {
    if (isDead) throw new Killed();
    return work();
  };
  return world.rewire({
    sagas: {
      ...world.sagas,
      note: (note: SagaNote) =>
        whileAlive(async () => {
          // What follows the step is noted by the first statement after its effect.
          isDead = when === 'after' && isBehind(note, step);
          if (isDead) throw new Killed();
          await world.sagas.note(note);
          isDead = when === 'before' && note.begun?.step === step && note.begun.direction === 'DO';
          if (isDead) throw new Killed();
        }),
    },
    orders: {
      ...world.orders,
      settle: (commit) => whileAlive(() => world.orders.settle(commit)),
      place: (commit) => whileAlive(() => world.orders.place(commit)),
    },
  });
}

describe('a process that dies', () => {
  const deaths = PLACE_ORDER_STEPS.slice(1).flatMap((step) => [
    [step, 'before'] as const,
    [step, 'after'] as const,
  ]);

  test.each(deaths)('at %s, %s its effect, leaves an order that is decided by itself', async (step, when) => {
    const opened = await world.openSession({ couponCodes: ['ONCE'] });
    await dyingAt(step, when)
      .complete(opened.completion('tok_ok'), opened.guest)
      .catch(() => undefined);
    for (let round = 0; round < 20; round += 1) {
      world.clock.advance(61_000);
      await world.lookAfterSagas();
    }
    const id = await orderOf(opened);
    const saga = await world.sagas.find(id);
    const order = (await world.orders.find(id))?.order;
    const intent = await world.payments.find(id);
    if (saga?.state === 'COMPLETED') {
      expect(order).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'CAPTURED' });
      expect([intent?.kind, world.carts.statusOf(opened.cartId), left()]).toEqual([
        'captured',
        'LOCKED',
        NONE,
      ]);
    } else {
      expect(saga?.state).toBe('COMPENSATED');
      expect([undefined, 'CANCELLED']).toContain(order?.status);
      expect([undefined, 'voided']).toContain(intent?.kind);
      expect([world.carts.statusOf(opened.cartId), left()]).toEqual(['ACTIVE', ALL]);
      expect((await world.sessions.find(opened.sessionId))?.status).toBe('OPEN');
    }
  });

  const ofStaff = deaths.filter(([step]) => step !== 'lock-cart');

  test.each(ofStaff)(
    'at %s, %s its effect, leaves an order of staff that is decided by itself',
    async (step, when) => {
      await dyingAt(step, when)
        .createOrder(DIRECT, world.as({ role: 'support', subject: newId() }))
        .catch(() => undefined);
      const newest = await world.prisma.saga.findFirst({ orderBy: { id: 'desc' } });
      const id = newest?.id ?? '';
      for (let round = 0; round < 20; round += 1) {
        world.clock.advance(61_000);
        await world.lookAfterSagas();
      }
      const order = (await world.orders.find(id))?.order;
      const intent = await world.payments.find(id);
      if ((await world.sagas.find(id))?.state === 'COMPLETED') {
        expect(order).toMatchObject({ status: 'CONFIRMED', paymentStatus: 'CAPTURED' });
        expect([intent?.kind, left()]).toEqual(['captured', NONE]);
      } else {
        expect((await world.sagas.find(id))?.state).toBe('COMPENSATED');
        expect([undefined, 'CANCELLED']).toContain(order?.status);
        expect([undefined, 'voided']).toContain(intent?.kind);
        expect(left()).toEqual(ALL);
      }
    },
  );
});
