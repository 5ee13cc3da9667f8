import { capture, openIntent, refund, voidIntent } from './payment-intent';
import type { IntentStatus, PaymentIntent } from './payment-intent';

const request = {
  idempotencyKey: 'key-1',
  orderId: 'order-1',
  amountMinor: 12_990n,
  currency: 'EUR',
  paymentToken: 'tok_ok',
};
const intent = (status: IntentStatus, over: Partial<PaymentIntent> = {}): PaymentIntent => ({
  ...openIntent('pi_1', request, 0),
  status,
  ...over,
});

describe('a payment intent', () => {
  test.each([
    ['tok_ok', 'authorized', undefined],
    ['tok_declined', 'declined', 'card_declined'],
    ['tok_timeout', 'pending', undefined],
    ['tok_review', 'review', undefined],
    ['tok_other', 'declined', 'unknown_payment_token'],
  ])('opened with %s is %s', (paymentToken, status, failureCode) => {
    expect(openIntent('pi_1', { ...request, paymentToken }, 0)).toMatchObject({ status, failureCode });
  });

  test('is captured whole and only when authorised', () => {
    expect(capture(intent('authorized'))).toMatchObject({
      kind: 'changed',
      intent: { status: 'captured', capturedMinor: 12_990n },
    });
    for (const status of ['pending', 'review', 'declined', 'voided', 'refunded'] as const) {
      expect(capture(intent(status))).toEqual({ kind: 'refused', code: 'not_capturable' });
    }
  });

  test('captured twice is taken once', () => {
    const captured = intent('captured', { capturedMinor: 12_990n });
    expect(capture(captured)).toEqual({ kind: 'changed', intent: captured });
  });

  test('is voided before its money is taken and not after', () => {
    for (const status of ['pending', 'review', 'authorized', 'voided'] as const) {
      expect(voidIntent(intent(status))).toMatchObject({ kind: 'changed', intent: { status: 'voided' } });
    }
    for (const status of ['captured', 'declined', 'refunded', 'partially_refunded'] as const) {
      expect(voidIntent(intent(status))).toEqual({ kind: 'refused', code: 'not_voidable' });
    }
  });

  test('is refunded once per key and never beyond what was captured', () => {
    const first = refund(intent('captured', { capturedMinor: 12_990n }), { key: 'r1', amountMinor: 10_000n });
    expect(first).toMatchObject({
      kind: 'changed',
      intent: { status: 'partially_refunded', refundedMinor: 10_000n },
    });
    if (first.kind !== 'changed') throw new Error('the first refund was refused');
    expect(refund(first.intent, { key: 'r1', amountMinor: 10_000n })).toEqual(first);
    expect(refund(first.intent, { key: 'r2', amountMinor: 2_991n })).toEqual({
      kind: 'refused',
      code: 'amount_too_large',
    });
    expect(refund(first.intent, { key: 'r2', amountMinor: 2_990n })).toMatchObject({
      intent: { status: 'refunded' },
    });
    expect(refund(intent('authorized'), { key: 'r3', amountMinor: 1n })).toEqual({
      kind: 'refused',
      code: 'not_refundable',
    });
  });
});
