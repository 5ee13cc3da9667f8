import { OrderDocument } from '@agora/client/generated/graphql';
import { WEBHOOK_SIGNATURE_HEADER, signWebhook } from '@agora/contracts/payment/webhook-signature';
import { readSecret } from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane, PartyName } from '../../lanes/lane';
import { openCheckout, pay } from '../../lanes/paying';
import { arriveAsGuest, stockedSku } from '../../lanes/shopping';

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

const LATE_PAYMENTS = [
  { paymentToken: 'tok_timeout', status: 'pending', before: 'PENDING' },
  { paymentToken: 'tok_review', status: 'review', before: 'PENDING_REVIEW' },
] as const;

type LatePayment = (typeof LATE_PAYMENTS)[number];

/** Sooner than the order would be looked after without news of its payment, which is after a minute. */
const SOON = { withinMs: 50_000, everyMs: 100 };

/** Payment by news, shipment, mails and figures. */
export function outsideParties(lane: () => Lane): void {
  const ask = async (party: PartyName, path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${lane().partyUrl(party)}${path}`, init);
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const webhook = async (body: string, signature: string): Promise<Answer> => {
    const url = new URL('/webhooks/payment', lane().url);
    const headers = { [WEBHOOK_SIGNATURE_HEADER]: signature };
    const response = await fetch(url, { method: 'POST', body, headers });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const secret = readSecret({}, 'PAYMENT_WEBHOOK_SECRET');

  const decideLate = async (late: LatePayment): Promise<void> => {
    const sku = await stockedSku(lane(), 10);
    const guest = await arriveAsGuest(lane());
    await guest.add(sku);
    const { order } = await pay(guest, await openCheckout(guest), 'decided late', late.paymentToken);
    const id = order?.id ?? '';
    expect(order?.status).toBe(late.before);
    const { body } = await ask('payment', `/intents?status=${late.status}&limit=1000`);
    const intents = body['intents'] as { id: string; orderId: string }[];
    const intent = intents.find(({ orderId }) => orderId === id);
    const decide = { method: 'POST', body: JSON.stringify({ decision: 'approve' }) };
    expect((await ask('payment', `/intents/${intent?.id ?? ''}/decide`, decide)).status).toBe(200);
    await eventually(
      async () => (await guest.client.query(OrderDocument, { id })).order?.status !== late.before,
      { ...SOON, what: `the order to hear of its payment (${late.status})` },
    );
    await eventually(
      async () => {
        const { body: found } = await ask('notification', `/messages?orderId=${id}`);
        const kinds = (found['messages'] as { kind: string }[]).map(({ kind }) => kind).sort();
        expect(kinds).toEqual(['ORDER_CONFIRMED', 'ORDER_SHIPPED']);
        return true;
      },
      { ...SOON, what: `the mails about the order (${late.status})` },
    );
  };

  // At the same time: each waits for its shipment.
  it('tell of payments that are pending or under review and decided late, ship the orders, write to their buyers', () =>
    Promise.all(LATE_PAYMENTS.map(decideLate)));

  it('count for staff alone', async () => {
    const token = await lane().token('support');
    const report = await ask('analytics', '/report', { headers: { authorization: `Bearer ${token}` } });
    expect(report.status).toBe(200);
    expect((await ask('analytics', '/report')).status).toBe(401);
  });

  it('cannot be played by somebody else: a webhook needs the secret and the present', async () => {
    const news = {
      id: newId(),
      type: 'payment.captured.v1',
      occurred_at: new Date().toISOString(),
      data: {
        payment_intent_id: 'pi_none',
        order_id: newId(),
        version: 2,
        amount_minor: '1',
        currency_code: 'USD',
        captured_minor: '1',
      },
    };
    const body = JSON.stringify(news);
    const now = new Date();
    expect(await webhook(body, signWebhook(`${secret}x`, body, now))).toEqual({
      status: 400,
      body: { accepted: false, code: 'WEBHOOK_FORGED' },
    });
    const old = new Date(now.getTime() - 400_000);
    expect(await webhook(body, signWebhook(secret, body, old))).toEqual({
      status: 400,
      body: { accepted: false, code: 'WEBHOOK_EXPIRED' },
    });
    // True, but about an order nobody knows: taken, and twice as well as once.
    for (let n = 0; n < 2; n += 1)
      expect(await webhook(body, signWebhook(secret, body, now))).toEqual({
        status: 200,
        body: { accepted: true },
      });
  });
}
