import { capture, decideIntent, openIntent, refund, voidIntent } from './payment-intent';
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

  test('that hangs or is under review is settled by an operator, once', () => {
    for (const status of ['pending', 'review'] as const) {
      expect(decideIntent(intent(status), 'approve')).toMatchObject({ intent: { status: 'authorized' } });
      expect(decideIntent(intent(status), 'decline')).toMatchObject({
        intent: { status: 'declined', failureCode: 'declined_by_operator' },
      });
    }
    const authorized = intent('authorized');
    expect(decideIntent(authorized, 'approve')).toEqual({ kind: 'changed', intent: authorized });
    expect(decideIntent(authorized, 'decline')).toEqual({ kind: 'refused', code: 'not_decidable' });
    for (const status of ['captured', 'voided', 'refunded', 'partially_refunded'] as const)
      expect(decideIntent(intent(status), 'approve')).toEqual({ kind: 'refused', code: 'not_decidable' });
  });

  test('counts its changes, beginning with its first verdict', () => {
    expect(openIntent('pi_1', { ...request, paymentToken: 'tok_timeout' }, 0).version).toBe(0);
    const opened = openIntent('pi_1', request, 0);
    expect(opened.version).toBe(1);
    const captured = capture(opened);
    if (captured.kind !== 'changed') throw new Error('the capture was refused');
    expect(captured.intent.version).toBe(2);
    expect(capture(captured.intent)).toEqual(captured);
    expect(refund(captured.intent, { key: 'r1', amountMinor: 1n })).toMatchObject({ intent: { version: 3 } });
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
