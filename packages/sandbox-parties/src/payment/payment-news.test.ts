import { CATALOG_OF_EVENTS } from '@agora/contracts/catalog-of-events';
import { capture, decideIntent, openIntent, refund, voidIntent } from './payment-intent';
import type { IntentDecision, PaymentIntent } from './payment-intent';
import { paymentNews } from './payment-news';

const NOW = Date.parse('2026-01-15T12:00:00.000Z');
const ORDER = '0192f0c1-0000-7000-8000-000000000020';

function opened(paymentToken: string, orderId = ORDER): PaymentIntent {
  const request = { idempotencyKey: orderId, orderId, amountMinor: 12_990n, currency: 'EUR', paymentToken };
  return openIntent('pi_1', request, NOW);
}
function intentOf(decision: IntentDecision): PaymentIntent {
  if (decision.kind !== 'changed') throw new Error(decision.code);
  return decision.intent;
}

interface Case {
  readonly what: string;
  readonly before?: PaymentIntent;
  readonly after: PaymentIntent;
  readonly type: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

describe('the news of a payment', () => {
  const authorized = opened('tok_ok');
  const captured = intentOf(capture(authorized));
  const refunded = intentOf(refund(captured, { key: 'r1', amountMinor: 990n }));
  const hanging = opened('tok_timeout');
  const refundedAgain = intentOf(refund(refunded, { key: 'r2', amountMinor: 12_000n }));
  const declined = opened('tok_declined');
  const approved = intentOf(decideIntent(hanging, 'approve'));
  const cases: readonly Case[] = [
    { what: 'authorised', after: authorized, type: 'payment.authorized.v1', fields: {} },
    {
      what: 'declined',
      after: declined,
      type: 'payment.failed.v1',
      fields: { reason_code: 'card_declined' },
    },
    { what: 'under review', after: opened('tok_review'), type: 'payment.review.required.v1', fields: {} },
    {
      ...{ what: 'captured', before: authorized, after: captured },
      ...{ type: 'payment.captured.v1', fields: { captured_minor: '12990', version: 2 } },
    },
    {
      ...{ what: 'voided', before: authorized, after: intentOf(voidIntent(authorized)) },
      ...{ type: 'payment.voided.v1', fields: { version: 2 } },
    },
    {
      ...{ what: 'refunded in part', before: captured, after: refunded },
      ...{ type: 'payment.refunded.v1', fields: { refund_minor: '990', version: 3 } },
    },
    {
      ...{ what: 'refunded again', before: refunded, after: refundedAgain, type: 'payment.refunded.v1' },
      fields: { refund_minor: '12000', refunded_minor: '12990', version: 4 },
    },
    {
      ...{ what: 'approved', before: hanging, after: approved },
      ...{ type: 'payment.authorized.v1', fields: { version: 1 } },
    },
  ];
  test.each(cases)('that was $what keeps its contract', ({ before, after, type, fields }) => {
    const news = paymentNews(before, after, NOW);
    const common = {
      payment_intent_id: 'pi_1',
      order_id: ORDER,
      amount_minor: '12990',
      currency_code: 'EUR',
    };
    expect(news).toMatchObject({ type, version: after.version, payload: { ...common, ...fields } });
    const contract = CATALOG_OF_EVENTS.find((known) => known.type === type);
    expect(contract?.schema.parse(news?.payload)).toEqual(news?.payload);
  });

  test('has an id that only intent and version decide', () => {
    const ids = [authorized, captured, refunded].map((after) => paymentNews(undefined, after, NOW)?.eventId);
    expect(new Set(ids).size).toBe(3);
    expect(paymentNews(authorized, captured, NOW + 1)?.eventId).toBe(ids[1]);
  });

  test('is not there when nothing changed, nothing is decided, or the order is none of the shop’s', () => {
    expect(paymentNews(captured, intentOf(capture(captured)), NOW)).toBeUndefined();
    expect(paymentNews(undefined, hanging, NOW)).toBeUndefined();
    expect(paymentNews(undefined, opened('tok_ok', 'order-1'), NOW)).toBeUndefined();
  });
});
