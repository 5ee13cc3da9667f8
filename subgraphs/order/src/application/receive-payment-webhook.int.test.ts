import { signWebhook } from '@agora/contracts/payment/webhook-signature';
import { paymentCapturedV1 } from '@agora/contracts/payment/captured';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { AppError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import { handleOnce } from '@agora/platform/inbox';
import { createLogger } from '@agora/platform/logging';
import { MovableClock } from '@agora/test-kit/clock';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { createHeardEvents } from '../persistence/heard-events';
import type { PaymentNews, PaymentNewsItem } from './payment-news';
import { receivePaymentWebhook } from './receive-payment-webhook';
import type { ReceivePaymentWebhook } from './receive-payment-webhook';

const SECRET = 'a secret of the tests, long enough to be one';
const GROUP = 'order-service-events';
let test_: TestDatabase;
let database: Database;
const clock = new MovableClock(new Date('2026-01-15T12:00:00.000Z'));

class RecordingNews implements PaymentNews {
  readonly items: PaymentNewsItem[] = [];
  fault: Error | undefined;
  heard(item: PaymentNewsItem): Promise<void> {
    if (this.fault !== undefined) return Promise.reject(this.fault);
    this.items.push(item);
    return Promise.resolve();
  }
}

let news: RecordingNews;
let logged: string[];
let receive: ReceivePaymentWebhook;

beforeAll(async () => {
  test_ = await createTestDatabase('order');
  database = createDatabase({ url: test_.url, name: 'order-test' });
});
beforeEach(() => {
  news = new RecordingNews();
  logged = [];
  receive = receivePaymentWebhook({
    secret: SECRET,
    heard: createHeardEvents(database, GROUP),
    news,
    clock,
    logger: createLogger({
      name: 'test',
      level: 'info',
      destination: { write: (line) => void logged.push(line) },
    }),
  });
});
afterAll(async () => {
  await database.close();
  await test_.drop();
});

function webhook(over: Record<string, unknown> = {}): { signature: string; body: string } {
  const { type, sample: data } = paymentCapturedV1;
  const body = JSON.stringify({ id: newId(), type, occurred_at: '2026-01-15T12:00:00.000Z', data, ...over });
  return { body, signature: signWebhook(SECRET, body, clock.now()) };
}
const handledEvents = async (): Promise<number> => (await database.query('SELECT 1 FROM inbox')).length;

describe('a webhook of the payment party', () => {
  test('is heard once, however often it comes', async () => {
    const id = newId();
    for (let n = 0; n < 3; n += 1) expect(await receive(webhook({ id }))).toEqual({ kind: 'accepted' });
    const { sample } = paymentCapturedV1;
    expect(news.items).toEqual([
      {
        eventId: id,
        type: 'payment.captured.v1',
        orderId: sample.order_id,
        intentId: sample.payment_intent_id,
        version: sample.version,
        amountMinor: 4_197n,
        refundedMinor: null,
        reason: null,
      },
    ]);
  });

  test('that came as an event before is not heard again', async () => {
    const id = newId();
    await handleOnce(database, { consumer: GROUP, eventId: id }, () => Promise.resolve());
    expect(await receive(webhook({ id }))).toEqual({ kind: 'accepted' });
    expect(news.items).toEqual([]);
  });

  test('that cannot be looked into now is not remembered, and is heard when it comes again', async () => {
    const message = webhook();
    news.fault = new AppError('DOWNSTREAM_UNAVAILABLE', 'The payment party is away');
    await expect(receive(message)).rejects.toThrow('away');
    news.fault = undefined;
    expect(await receive(message)).toEqual({ kind: 'accepted' });
    expect(news.items).toHaveLength(1);
  });

  test('of a type nobody knows is accepted and changes nothing', async () => {
    expect(await receive(webhook({ type: 'payment.disputed.v1' }))).toEqual({ kind: 'accepted' });
    expect(news.items).toEqual([]);
  });

  test('with a forged or an old signature, or that is none, is refused, logged and changes nothing', async () => {
    const before = await handledEvents();
    const good = webhook();
    const forged = { ...good, body: good.body.replace('4197', '4198') };
    expect(await receive(forged)).toEqual({ kind: 'refused', reason: 'forged' });
    expect(await receive({ ...good, signature: '' })).toEqual({ kind: 'refused', reason: 'forged' });
    const old = webhook();
    clock.advance(301_000);
    expect(await receive(old)).toEqual({ kind: 'refused', reason: 'expired' });
    for (const body of ['not JSON', '{}', webhook({ data: { order_id: newId() } }).body]) {
      const signature = signWebhook(SECRET, body, clock.now());
      expect(await receive({ body, signature })).toEqual({ kind: 'refused', reason: 'malformed' });
    }
    expect(news.items).toEqual([]);
    expect(await handledEvents()).toBe(before);
    expect(logged).toHaveLength(6);
    for (const line of logged) {
      expect(line).toContain('payment webhook refused');
      expect(line).not.toContain('v1=');
      expect(line).not.toContain(SECRET);
    }
  });
});
