import type { Order } from './order';
import type { OrderStatus } from './order-status';
import type { Payment, PaymentVerdict } from './payment';
import { isAttemptDead, isPaymentOverdue } from './payment-schedule';
import { placeOrder } from './place-order';
import { NOW, openedSession } from './session-fixture.suite';
import { cancelUnpaid, settleBySilence, settleByVerdict } from './settlement';

const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const placed = placeOrder(openedSession(), {
  orderId: 'o-1',
  orderNumber: 'AG-2026-7K3F9Q',
  changeId: 'c-1',
  lineIds: ['n-1', 'n-2'],
  actor: 'session:guest-1',
  now: NOW,
  paymentDueAt: later(15 * 60_000),
  paymentCheckAt: later(90_000),
});
const pending: Order = placed.order;
const payment: Payment = placed.payment;
const stamp = { changeId: 'c-2', actor: 'service:order', at: later(1_000) };
const verdict = (kind: 'authorized' | 'pending' | 'review' | 'voided'): PaymentVerdict => ({
  kind,
  intentId: 'pi_1',
});
const declined: PaymentVerdict = { kind: 'declined', intentId: 'pi_1', reason: 'card_declined' };

test('a placed order is PENDING, owes the total and has lines of its own', () => {
  expect(pending).toMatchObject({
    status: 'PENDING',
    version: 1,
    checkoutSessionId: 'session-1',
    sessionId: 'guest-1',
    currency: 'EUR',
  });
  expect(payment).toMatchObject({
    status: 'PENDING',
    amountMinor: 4_000n,
    authorizedMinor: 0n,
    intentId: null,
  });
  expect(placed.lines.map(({ id, orderId }) => [id, orderId])).toEqual([
    ['n-1', 'o-1'],
    ['n-2', 'o-1'],
  ]);
  expect(placed.creation).toMatchObject({ version: 1, from: null, to: 'PENDING' });
});

describe('a verdict on the payment', () => {
  test.each([
    [
      verdict('authorized'),
      { status: 'CONFIRMED', paymentStatus: 'AUTHORIZED' },
      { status: 'AUTHORIZED', authorizedMinor: 4_000n },
      'PAYMENT_AUTHORIZED',
    ],
    [
      declined,
      { status: 'CANCELLED', paymentStatus: 'FAILED' },
      { status: 'FAILED', failureCode: 'card_declined' },
      'PAYMENT_DECLINED',
    ],
    [
      verdict('voided'),
      { status: 'CANCELLED', paymentStatus: 'VOIDED' },
      { status: 'VOIDED' },
      'PAYMENT_VOIDED',
    ],
    [
      verdict('review'),
      { status: 'PENDING_REVIEW', paymentStatus: 'PENDING' },
      { status: 'PENDING' },
      'PAYMENT_REVIEW',
    ],
  ])('%j settles the order and ends the follow-up', (given, order, paid, reasonCode) => {
    expect(settleByVerdict(pending, payment, given, stamp)).toMatchObject({
      kind: 'settled',
      settlement: {
        order: { ...order, version: 2, paymentCheckAt: null },
        payment: { ...paid, intentId: 'pi_1' },
        change: { reasonCode },
      },
    });
  });

  test('that is not there yet remembers the intent and asks again within a minute, at the latest when time is up', () => {
    expect(settleByVerdict(pending, payment, verdict('pending'), stamp)).toMatchObject({
      settlement: {
        order: { status: 'PENDING', version: 1, paymentCheckAt: later(61_000) },
        payment: { intentId: 'pi_1' },
        change: undefined,
      },
    });
    const late = settleByVerdict(pending, payment, verdict('pending'), {
      ...stamp,
      at: later(14.5 * 60_000),
    });
    expect(late).toMatchObject({ settlement: { order: { paymentCheckAt: later(15 * 60_000) } } });
  });

  test('without an answer at all leaves everything open and asks soon', () => {
    expect(settleBySilence(pending, payment, stamp)).toMatchObject({
      settlement: {
        order: { status: 'PENDING', paymentCheckAt: later(11_000) },
        payment: { intentId: null },
        change: undefined,
      },
    });
  });

  test('repeated for an order under review changes nothing', () => {
    const reviewed: Order = { ...pending, status: 'PENDING_REVIEW', version: 2 };
    expect(settleByVerdict(reviewed, payment, verdict('review'), stamp)).toMatchObject({
      settlement: { order: reviewed, change: undefined },
    });
  });

  test.each<[OrderStatus]>([['CANCELLED'], ['CONFIRMED'], ['FULFILLED'], ['RETURNED']])(
    'comes too late for an order that is %s',
    (status) => {
      expect(settleByVerdict({ ...pending, status }, payment, verdict('authorized'), stamp)).toEqual({
        kind: 'tooLate',
        status,
      });
    },
  );
});

describe('giving up an unpaid order', () => {
  test('that never asked for money closes its payment', () => {
    expect(
      cancelUnpaid(pending, payment, { reason: 'OUT_OF_STOCK', isIntentPossible: false }, stamp),
    ).toMatchObject({
      settlement: {
        order: { status: 'CANCELLED', paymentStatus: 'VOIDED', paymentCheckAt: null },
        change: { reasonCode: 'OUT_OF_STOCK' },
      },
    });
  });

  test('that may have asked keeps its payment under observation', () => {
    expect(
      cancelUnpaid(pending, payment, { reason: 'PAYMENT_TIMEOUT', isIntentPossible: true }, stamp),
    ).toMatchObject({
      settlement: { order: { status: 'CANCELLED', paymentStatus: 'PENDING', paymentCheckAt: stamp.at } },
    });
  });

  test('is too late once it is confirmed and sent', () => {
    const sent: Order = { ...pending, status: 'FULFILLED' };
    expect(cancelUnpaid(sent, payment, { reason: 'PAYMENT_TIMEOUT', isIntentPossible: true }, stamp)).toEqual(
      { kind: 'tooLate', status: 'FULFILLED' },
    );
  });
});

test('time to pay and time to ask for it end on the millisecond', () => {
  expect([
    isPaymentOverdue(pending, later(15 * 60_000 - 1)),
    isPaymentOverdue(pending, later(15 * 60_000)),
  ]).toEqual([false, true]);
  expect([isAttemptDead(pending, later(89_999)), isAttemptDead(pending, later(90_000))]).toEqual([
    false,
    true,
  ]);
  expect(isPaymentOverdue({ ...pending, paymentDueAt: null }, later(1e9))).toBe(false);
});
