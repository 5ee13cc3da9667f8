import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { paymentWebhookBody } from '@agora/contracts/payment/webhook-body';
import { verifyWebhook } from '@agora/contracts/payment/webhook-signature';
import { createLogger } from '@agora/platform/logging';
import { eventually } from '@agora/test-kit/eventually';
import { createIntentStore } from './intent-store';
import type { IntentStore } from './intent-store';
import { createPaymentService } from './payment-service';
import type { IntentRequest } from './payment-intent';
import { createWebhookOutlet } from './webhook-outlet';

const SECRET = 'a secret of the tests, long enough to be one';
const logger = createLogger({ name: 'test', level: 'silent' });

interface Received {
  readonly signature: string;
  readonly body: string;
}

/** A shop that takes webhooks, or answers with what it is told to. */
class Shop {
  readonly received: Received[] = [];
  answer: (count: number) => number = () => 200;
  private readonly server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const signature = String(request.headers['x-agora-signature']);
      this.received.push({ signature, body: Buffer.concat(chunks).toString('utf8') });
      response.writeHead(this.answer(this.received.length)).end();
    });
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/webhooks/payment`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const request = (orderId: string, paymentToken = 'tok_ok'): IntentRequest => ({
  idempotencyKey: orderId,
  orderId,
  amountMinor: 12_990n,
  currency: 'EUR',
  paymentToken,
});
const ORDER = '0192f0c1-0000-7000-8000-000000000020';

describe('webhooks of the payment party', () => {
  let shop: Shop;
  let url: string;
  let store: IntentStore;
  let stopOutlet: (() => Promise<void>) | undefined;
  const startOutlet = async (options: { giveUpAfterMs?: number } = {}): Promise<void> => {
    const outlet = createWebhookOutlet({
      ...{ store, logger, secret: SECRET, url: () => url, retryMs: [5, 20], ...options },
    });
    await outlet.start?.();
    stopOutlet = outlet.stop?.bind(outlet);
  };

  beforeEach(async () => {
    shop = new Shop();
    url = await shop.start();
    store = await createIntentStore({ outlets: ['webhook'] });
  });
  afterEach(async () => {
    await stopOutlet?.();
    await shop.stop();
    await store.close();
  });

  test('each change is posted once it is taken, signed over the body as it is sent', async () => {
    await startOutlet();
    const service = createPaymentService(store);
    const created = await service.create(request(ORDER));
    if (!('intent' in created)) throw new Error(created.code);
    await service.capture(created.intent.id);
    await eventually(() => shop.received.length === 2);
    for (const message of shop.received) expect(verifyWebhook(SECRET, message, new Date())).toBe('valid');
    const bodies = shop.received.map(({ body }) => paymentWebhookBody.parse(JSON.parse(body)));
    expect(bodies.map(({ type }) => type).sort()).toEqual(['payment.authorized.v1', 'payment.captured.v1']);
    expect(bodies[0]?.data).toMatchObject({ order_id: ORDER, payment_intent_id: created.intent.id });
    await eventually(() => store.news.waiting('webhook', 10).length === 0);
  });

  test('one that is not taken is sent again, signed anew, until it is', async () => {
    shop.answer = (count) => (count < 4 ? 503 : 204);
    await startOutlet();
    await createPaymentService(store).create(request(ORDER));
    await eventually(() => store.news.waiting('webhook', 10).length === 0);
    expect(shop.received).toHaveLength(4);
    expect(new Set(shop.received.map(({ body }) => body)).size).toBe(1);
  });

  test('neither a shop that is away nor one that redirects takes news, and the party answers all the same', async () => {
    shop.answer = () => 302;
    await startOutlet();
    const service = createPaymentService(store);
    expect(await service.create(request(ORDER))).toMatchObject({ status: 201 });
    await eventually(() => shop.received.length > 1);
    expect(store.news.waiting('webhook', 10)).toHaveLength(1);
  });

  test('after its time it is given up', async () => {
    shop.answer = () => 500;
    await startOutlet({ giveUpAfterMs: 0 });
    await createPaymentService(store).create(request(ORDER));
    await eventually(() => store.news.waiting('webhook', 10).length === 0);
    expect(shop.received).toHaveLength(1);
  });

  test('news waits while the address is not known', async () => {
    const known = url;
    url = '';
    const outlet = createWebhookOutlet({
      ...{ store, logger, secret: SECRET, retryMs: [5, 20], url: () => (url === '' ? undefined : url) },
    });
    await outlet.start?.();
    stopOutlet = outlet.stop?.bind(outlet);
    await createPaymentService(store).create(request(ORDER));
    expect(shop.received).toHaveLength(0);
    url = known;
    await eventually(() => shop.received.length === 1);
  });
});
