import type { Order } from './order';
import type { OrderStatus } from './order-status';
import type { Payment, PaymentVerdict } from './payment';
import { checkAtAfterSilence, isAttemptDead, isPaymentOverdue, nextCheckAt } from './payment-schedule';
import { draftOfSession } from './order-draft';
import { placeOrder } from './place-order';
import { NOW, openedSession } from './session-fixture.suite';
import {
  cancelUnpaid,
  confirmFree,
  followPayment,
  noteNoMoney,
  notePayment,
  reviewCapture,
  settleByVerdict,
} from './settlement';

const later = (ms: number): Date => new Date(NOW.getTime() + ms);
const placed = placeOrder(draftOfSession(openedSession()), {
  orderId: 'o-1',
  orderNumber: 'AG-2026-7K3F9Q',
  changeId: 'c-1',
  lineIds: ['n-1', 'n-2'],
  actor: 'session:guest-1',
  now: NOW,
  paymentDueAt: later(15 * 60_000),
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
  ])('%j settles the order', (given, order, paid, reasonCode) => {
    expect(settleByVerdict(pending, payment, given, stamp)).toMatchObject({
      kind: 'settled',
      settlement: {
        order: { ...order, version: 2 },
        payment: { ...paid, intentId: 'pi_1' },
        change: { reasonCode },
      },
    });
  });

  test('that is not there yet remembers the intent', () => {
    expect(settleByVerdict(pending, payment, verdict('pending'), stamp)).toMatchObject({
      settlement: {
        order: { status: 'PENDING', version: 1 },
        payment: { intentId: 'pi_1' },
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

describe('an order that staff holds', () => {
  const held: Order = { ...pending, status: 'PENDING_REVIEW', isHeld: true, version: 2 };

  test('has its money noted and stays under review', () => {
    expect(settleByVerdict(held, payment, verdict('authorized'), stamp)).toMatchObject({
      settlement: {
        order: { status: 'PENDING_REVIEW', isHeld: true, paymentStatus: 'AUTHORIZED', version: 3 },
        change: { from: 'PENDING_REVIEW', to: 'PENDING_REVIEW', reasonCode: 'PAYMENT_AUTHORIZED' },
      },
    });
  });

  test('is not confirmed because it costs nothing; one that nobody holds is', () => {
    expect(confirmFree(held, payment, stamp)).toMatchObject({
      settlement: { order: held, change: undefined },
    });
    expect(confirmFree(pending, payment, stamp)).toMatchObject({
      settlement: { order: { status: 'CONFIRMED', paymentStatus: 'CAPTURED' } },
    });
  });

  test('is cancelled without its money, and held no longer', () => {
    expect(settleByVerdict(held, payment, declined, stamp)).toMatchObject({
      settlement: { order: { status: 'CANCELLED', isHeld: false } },
    });
  });
});

describe('the payment of a cancelled order', () => {
  test('that nobody heard of is void; no other is touched', () => {
    const cancelled: Order = { ...pending, status: 'CANCELLED', version: 2 };
    expect(noteNoMoney(cancelled, payment, stamp)).toMatchObject({
      settlement: {
        order: { status: 'CANCELLED', paymentStatus: 'VOIDED', version: 3 },
        payment: { status: 'VOIDED' },
        change: { reasonCode: 'PAYMENT_VOIDED' },
      },
    });
    expect(noteNoMoney(pending, payment, stamp)).toEqual({ kind: 'tooLate', status: 'PENDING' });
    expect(noteNoMoney(cancelled, { ...payment, status: 'FAILED' }, stamp)).toMatchObject({
      kind: 'tooLate',
    });
  });
});

describe('giving up an unpaid order', () => {
  test('that never asked for money closes its payment', () => {
    expect(
      cancelUnpaid(pending, payment, { reason: 'OUT_OF_STOCK', isIntentPossible: false }, stamp),
    ).toMatchObject({
      settlement: {
        order: { status: 'CANCELLED', paymentStatus: 'VOIDED' },
        change: { reasonCode: 'OUT_OF_STOCK' },
      },
    });
  });

  test('that may have asked keeps its payment open', () => {
    expect(
      cancelUnpaid(pending, payment, { reason: 'PAYMENT_TIMEOUT', isIntentPossible: true }, stamp),
    ).toMatchObject({
      settlement: { order: { status: 'CANCELLED', paymentStatus: 'PENDING' } },
    });
  });

  test.each<[OrderStatus]>([['CONFIRMED'], ['FULFILLED']])('is too late once it is %s', (status) => {
    const sent: Order = { ...pending, status };
    expect(cancelUnpaid(sent, payment, { reason: 'PAYMENT_TIMEOUT', isIntentPossible: true }, stamp)).toEqual(
      { kind: 'tooLate', status },
    );
    expect(settleByVerdict(sent, payment, declined, stamp)).toEqual({ kind: 'tooLate', status });
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

test('the party is asked again within a minute, at the latest when time is up, and soon after silence', () => {
  expect(nextCheckAt(pending, later(1_000))).toEqual(later(61_000));
  expect(nextCheckAt(pending, later(14.5 * 60_000))).toEqual(later(15 * 60_000));
  expect(checkAtAfterSilence(later(1_000))).toEqual(later(11_000));
});

describe('what the party says of the money of an order that is decided', () => {
  const confirmed: Order = { ...pending, status: 'CONFIRMED', paymentStatus: 'AUTHORIZED', version: 2 };
  const authorized: Payment = { ...payment, intentId: 'pi_1', status: 'AUTHORIZED', authorizedMinor: 4_000n };
  const captured: Payment = { ...authorized, status: 'CAPTURED', capturedMinor: 4_000n };
  const refundOf = (refundedMinor: bigint): PaymentVerdict => ({
    kind: 'refunded',
    intentId: 'pi_1',
    refundedMinor,
  });

  test('is a version of its own, of which the status stays', () => {
    expect(notePayment(confirmed, authorized, { kind: 'captured', intentId: 'pi_1' }, stamp)).toMatchObject({
      settlement: {
        order: { status: 'CONFIRMED', paymentStatus: 'CAPTURED', version: 3 },
        payment: { capturedMinor: 4_000n },
        change: { from: 'CONFIRMED', to: 'CONFIRMED', reasonCode: 'PAYMENT_CAPTURED', version: 3 },
      },
    });
    expect(notePayment(confirmed, captured, refundOf(1_000n), stamp)).toMatchObject({
      settlement: { payment: { status: 'PARTIALLY_REFUNDED', refundedMinor: 1_000n } },
    });
    expect(notePayment(confirmed, captured, refundOf(4_000n), stamp)).toMatchObject({
      settlement: { payment: { status: 'REFUNDED' } },
    });
  });

  test('changes nothing when it is known, or when it was overtaken by newer words', () => {
    const unchanged = (given: Payment, word: PaymentVerdict): void => {
      expect(notePayment(confirmed, given, word, stamp)).toMatchObject({
        settlement: { order: confirmed, payment: given, change: undefined },
      });
    };
    unchanged(captured, { kind: 'captured', intentId: 'pi_1' });
    unchanged(captured, { kind: 'authorized', intentId: 'pi_1' });
    unchanged({ ...captured, status: 'PARTIALLY_REFUNDED', refundedMinor: 900n }, refundOf(100n));
    unchanged(
      { ...captured, status: 'REFUNDED', refundedMinor: 4_000n },
      { kind: 'captured', intentId: 'pi_1' },
    );
  });

  test('sends a confirmed order that has no money left to review, and no other', () => {
    const followed = (order: Partial<Order>, refundedMinor: bigint): unknown => {
      const decision = followPayment({ ...confirmed, ...order }, captured, refundOf(refundedMinor), stamp);
      if (decision.kind !== 'settled') return decision;
      const { status, paymentStatus, version } = decision.settlement.order;
      return [status, paymentStatus, version, decision.settlement.change?.reasonCode];
    };
    expect(followed({}, 4_000n)).toEqual(['PENDING_REVIEW', 'REFUNDED', 3, 'PAYMENT_REFUNDED']);
    expect(followed({}, 1n)).toEqual(['CONFIRMED', 'PARTIALLY_REFUNDED', 3, 'PAYMENT_PARTIALLY_REFUNDED']);
    expect(followed({ status: 'FULFILLED' }, 4_000n)).toEqual([
      ...['FULFILLED', 'REFUNDED', 3, 'PAYMENT_REFUNDED'],
    ]);
  });

  test('sends a confirmed order whose money is not given to review, and no other', () => {
    const void_: PaymentVerdict = { kind: 'voided', intentId: 'pi_1' };
    expect(reviewCapture(confirmed, authorized, void_, stamp)).toMatchObject({
      settlement: {
        order: { status: 'PENDING_REVIEW', paymentStatus: 'VOIDED' },
        change: { reasonCode: 'CAPTURE_REFUSED' },
      },
    });
    expect(reviewCapture({ ...confirmed, status: 'CANCELLED' }, authorized, void_, stamp)).toMatchObject({
      settlement: { order: { status: 'CANCELLED', paymentStatus: 'VOIDED' } },
    });
  });
});
