import { newId } from '@agora/platform/ids';
import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { createCheckoutWorld } from './checkout-world.suite';
import type { CheckoutWorld } from './checkout-world.suite';
import type { PaymentNewsItem } from './payment-news';
import { wakeOnPaymentNews } from './wake-on-payment-news';

let world: CheckoutWorld;
beforeAll(async () => {
  world = await createCheckoutWorld();
}, 60_000);
afterAll(() => world.close());

const hear = (orderId: string, news: Partial<PaymentNewsItem> = {}): Promise<void> =>
  wakeOnPaymentNews(world).heard({
    eventId: newId(),
    orderId,
    intentId: 'pi_said',
    type: 'payment.authorized.v1',
    version: 1,
    amountMinor: 1n,
    refundedMinor: null,
    reason: null,
    ...news,
  });
const statusOf = async (orderId: string): Promise<string | undefined> =>
  (await world.orders.find(orderId))?.order.status;

async function orderPaidWith(paymentToken: string): Promise<string> {
  const { guest, completion } = await world.openSession();
  const { orderId } = await world.checkout.complete(completion(paymentToken), guest);
  if (orderId == null) throw new Error('no order was made');
  return orderId;
}

/** What an operator of the party does at its own desk. */
async function atTheDesk(orderId: string, operation: 'decide' | 'refund', input: object): Promise<void> {
  const found = await fetch(`${world.paymentUrl}/intents?idempotencyKey=${orderId}`);
  const { id } = (await found.json()) as { id: string };
  const body = JSON.stringify(input);
  const answer = await fetch(`${world.paymentUrl}/intents/${id}/${operation}`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`the party answered ${String(answer.status)}`);
}

const decide = (orderId: string, decision: 'approve' | 'decline'): Promise<void> =>
  atTheDesk(orderId, 'decide', { decision });

describe('news of a payment', () => {
  test.each([
    ['tok_timeout', 'PENDING', 'approve', 'CONFIRMED'],
    ['tok_timeout', 'PENDING', 'decline', 'CANCELLED'],
    ['tok_review', 'PENDING_REVIEW', 'approve', 'CONFIRMED'],
    ['tok_review', 'PENDING_REVIEW', 'decline', 'CANCELLED'],
  ] as const)('about %s, whose order is %s, on %s makes it %s before its time', async (...row) => {
    const [token, before, decision, after] = row;
    const orderId = await orderPaidWith(token);
    await decide(orderId, decision);
    await world.lookAfterSagas();
    expect(await statusOf(orderId)).toBe(before);
    await hear(orderId);
    await world.lookAfterSagas();
    expect(await statusOf(orderId)).toBe(after);
  });

  test('that is not true changes nothing, nor does news of an order that is done or is not there', async () => {
    const [waiting, done] = [await orderPaidWith('tok_timeout'), await orderPaidWith('tok_ok')];
    for (const orderId of [waiting, done, newId()]) await hear(orderId);
    await world.lookAfterSagas();
    expect([await statusOf(waiting), await statusOf(done)]).toEqual(['PENDING', 'CONFIRMED']);
  });
});

describe('money that the party gives back at its own desk, after the saga of the order has ended', () => {
  const refundAtDesk = (orderId: string, amountMinor: number): Promise<void> =>
    atTheDesk(orderId, 'refund', { idempotencyKey: newId(), amountMinor: String(amountMinor) });
  const told = (refundedMinor: bigint, eventId: string = newId()): Partial<PaymentNewsItem> => ({
    ...{ type: 'payment.refunded.v1', refundedMinor, eventId },
  });
  const historyOf = async (orderId: string): Promise<string[]> => {
    const rows = await world.prisma.orderStatusChange.findMany({
      where: { orderId, version: { gt: 3 } },
      orderBy: { version: 'asc' },
    });
    return rows.map(({ toStatus, reasonCode }) => `${toStatus} ${String(reasonCode)}`);
  };
  const paymentOf = async (orderId: string) => (await world.orders.find(orderId))?.payment;

  test('is at the order, in its history and in an event, part by part, however often it is told', async () => {
    const orderId = await orderPaidWith('tok_ok');
    await refundAtDesk(orderId, 1_000);
    const first = told(1_000n);
    await hear(orderId, first);
    await world.lookAfterSagas();
    expect(await paymentOf(orderId)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 1_000n });
    await refundAtDesk(orderId, 4_098);
    const second = told(5_098n);
    for (const news of [second, first, second, told(1_000n)]) await hear(orderId, news);
    await world.lookAfterSagas();
    expect(await paymentOf(orderId)).toMatchObject({ status: 'REFUNDED', refundedMinor: 5_098n });
    expect(await historyOf(orderId)).toEqual([
      'CONFIRMED PAYMENT_PARTIALLY_REFUNDED',
      'PENDING_REVIEW PAYMENT_REFUNDED',
    ]);
    const events = await world.eventsOf(orderId);
    expect(events.slice(3).map(({ type, payload }) => [type, payload['reason_code']])).toEqual([
      ['order.updated.v1', 'PAYMENT_PARTIALLY_REFUNDED'],
      ['order.status.changed.v1', 'PAYMENT_REFUNDED'],
    ]);
    expect(await world.sagas.due(world.clock.now(), 100)).toEqual([]);
  });

  test('is noted as the party has it, in whatever order it is told', async () => {
    const orderId = await orderPaidWith('tok_ok');
    await refundAtDesk(orderId, 1_000);
    await refundAtDesk(orderId, 500);
    for (const refundedMinor of [1_500n, 1_000n]) await hear(orderId, told(refundedMinor));
    await world.lookAfterSagas();
    expect(await paymentOf(orderId)).toMatchObject({ status: 'PARTIALLY_REFUNDED', refundedMinor: 1_500n });
    expect(await historyOf(orderId)).toEqual(['CONFIRMED PAYMENT_PARTIALLY_REFUNDED']);
  });

  test('that was never given back changes nothing, nor does that of an order that is not there', async () => {
    const orderId = await orderPaidWith('tok_ok');
    for (const id of [orderId, newId()]) await hear(id, told(5_098n));
    await world.lookAfterSagas();
    expect(await paymentOf(orderId)).toMatchObject({ status: 'CAPTURED', refundedMinor: 0n });
    expect(await historyOf(orderId)).toEqual([]);
  });

  test('is not looked for while the party is away, but afterwards', async () => {
    const orderId = await orderPaidWith('tok_ok');
    await refundAtDesk(orderId, 1_000);
    await hear(orderId, told(1_000n));
    const find = () => Promise.reject(new Error('away'));
    const [due] = await world.sagas.due(world.clock.now(), 100);
    const away = world.rewire({ payments: { ...world.payments, find } });
    await expect(away.resume(due ?? '')).rejects.toThrow('away');
    expect(await paymentOf(orderId)).toMatchObject({ status: 'CAPTURED' });
    world.clock.advance(2_000);
    await world.lookAfterSagas();
    expect(await paymentOf(orderId)).toMatchObject({ status: 'PARTIALLY_REFUNDED' });
  });
});

describe('one trace leads from the click to the confirmed order', () => {
  const TRACE = '0af7651916cd43dd8448eb211c80319c';
  const CLICK = 'b7ad6b7169203331';
  const traceparent = `00-${TRACE}-${CLICK}-01`;
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  beforeAll(() => provider.register());
  beforeEach(() => exporter.reset());
  afterAll(async () => {
    await provider.shutdown();
    trace.disable();
    context.disable();
    propagation.disable();
  });

  /** `name outcome` of every step, as its trace tells it. */
  const stepsOfTrace = (): string[] => {
    const spans = exporter.getFinishedSpans();
    for (const span of spans) expect([span.spanContext().traceId, span.parentSpanId]).toEqual([TRACE, CLICK]);
    return spans.map(({ name, attributes }) => `${name} ${String(attributes['agora.saga.outcome'])}`);
  };

  async function click(paymentToken: string, correlationId: string): Promise<string> {
    const { guest, completion } = await world.openSession();
    const { orderId } = await world.checkout.complete(completion(paymentToken), {
      ...guest,
      traceparent,
      correlationId,
    });
    return orderId ?? '';
  }

  async function headersOf(orderId: string): Promise<unknown[]> {
    const rows = await world.database.query<{ headers: Record<string, unknown> }>(
      'SELECT headers FROM outbox WHERE aggregate_id = $1 ORDER BY seq',
      [orderId],
    );
    return rows.map(({ headers }) => [headers['traceparent'], headers['correlation_id']]);
  }

  test.each([
    ['news of the payment', hear],
    [
      'the job, when its time comes',
      async () => {
        await Promise.resolve();
        world.clock.advance(61_000);
      },
    ],
  ])('also when %s carries its saga on', async (_what, wake) => {
    const correlationId = newId();
    const orderId = await click('tok_timeout', correlationId);
    const inRequest = ['verify-quote', 'lock-cart', 'place-order', 'allocate-stock', 'hold-promotions'];
    const waiting = [
      ...[...inRequest, 'create-intent'].map((step) => `saga ${step} DONE`),
      'saga await-outcome WAITING',
    ];
    expect(stepsOfTrace()).toEqual(waiting);
    await decide(orderId, 'approve');
    await wake(orderId);
    // As another process does: nothing of the request is left but what is stored.
    const elsewhere = world.rewire({});
    for (const id of await world.sagas.due(world.clock.now(), 100)) await elsewhere.resume(id);
    expect(await statusOf(orderId)).toBe('CONFIRMED');
    const own = exporter.getFinishedSpans().filter((span) => span.attributes['agora.order.id'] === orderId);
    expect(own.slice(waiting.length).map(({ name }) => name)).toEqual([
      'saga await-outcome',
      'saga confirm-order',
      'saga capture-payment',
    ]);
    for (const span of own) expect([span.spanContext().traceId, span.parentSpanId]).toEqual([TRACE, CLICK]);
    expect(own.at(-1)?.attributes).toEqual({
      'agora.order.id': orderId,
      'agora.saga.id': orderId,
      'agora.saga.kind': 'PLACE_ORDER',
      'agora.saga.step': 'capture-payment',
      'agora.saga.direction': 'DO',
      'agora.saga.outcome': 'DONE',
      'agora.correlation_id': correlationId,
    });
    const told = await headersOf(orderId);
    expect(told).toEqual(told.map(() => [traceparent, correlationId]));
    expect(told).toHaveLength(3);
  });

  test('and what a cancellation gives back belongs to the trace of that', async () => {
    const orderId = await click('tok_timeout', newId());
    exporter.reset();
    const other = traceparent.replace(TRACE, TRACE.replace('0', '1'));
    const staff = { ...world.as({ role: 'support', subject: 'sam' }), traceparent: other };
    const command = { orderId, reasonCode: null, comment: null, expectedVersion: null, idempotencyKey: null };
    await world
      .rewire({ payments: { ...world.payments, void: () => Promise.reject(new Error('away')) } })
      .orders.cancel(command, staff);
    world.clock.advance(61_000);
    await world.lookAfterSagas();
    const undone = exporter
      .getFinishedSpans()
      .filter(({ attributes }) => attributes['agora.order.id'] === orderId);
    expect(
      undone.map(({ name, attributes }) => `${name} ${String(attributes['agora.saga.outcome'])}`),
    ).toEqual([
      ...['place-order', 'lock-cart', 'allocate-stock', 'hold-promotions'].map(
        (step) => `saga undo ${step} DONE`,
      ),
      'saga undo create-intent FAILED',
      'saga undo verify-quote DONE',
      'saga undo create-intent DONE',
    ]);
    for (const span of undone) expect(span.spanContext().traceId).toBe(TRACE.replace('0', '1'));
  });
});
