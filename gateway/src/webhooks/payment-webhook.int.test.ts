import { createServiceTokens, readServiceToken } from '@agora/platform/auth';
import { createLogger } from '@agora/platform/logging';
import { createSubgraphClient } from '@agora/platform/subgraph-transport';
import type {
  SubgraphRequest,
  SubgraphResponse,
  SubgraphTransport,
} from '@agora/platform/subgraph-transport';
import { createFormatError } from '../errors/format-error';
import { createHttpFront } from '../http/http-front';
import type { HttpFront } from '../http/http-front';
import { createOriginPolicy } from '../http/origin-policy';
import { SwitchableTransport } from '../testing/switchable-transport';
import { authConfig, startTestGateway } from '../testing/test-gateway';
import { paymentWebhookEndpoint } from './payment-webhook';

const logger = createLogger({ name: 'test', level: 'silent' });
const serviceTokens = createServiceTokens(authConfig.internalSecret, 'payment-webhook');
const noRoad: SubgraphTransport = {
  execute: () => Promise.reject(new Error('no answer was prepared')),
  subscribe: () => () => undefined,
  ping: () => Promise.resolve(),
  close: () => Promise.resolve(),
};

interface Answer {
  readonly status: number;
  readonly body: {
    readonly accepted?: boolean;
    readonly code?: string;
    readonly errors?: readonly unknown[];
  };
}

async function post(url: string, body: string, signature?: string): Promise<Answer> {
  const headers = signature === undefined ? {} : { 'x-agora-signature': signature };
  const response = await fetch(url, { method: 'POST', body, headers: new Headers(headers) });
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}

describe('POST /webhooks/payment', () => {
  let order: SwitchableTransport;
  let front: HttpFront;
  let url: string;
  const says = (accepted: boolean, code?: string): void => {
    const userErrors = code === undefined ? [] : [{ code }];
    const data = { paymentWebhookReceive: { accepted, userErrors } };
    order.answer = (): Promise<SubgraphResponse> => Promise.resolve({ data });
  };
  const inputOf = (request: SubgraphRequest | undefined): unknown => request?.variables?.['input'];

  beforeEach(async () => {
    order = new SwitchableTransport(noRoad);
    const client = createSubgraphClient({ transport: order, name: 'order', serviceTokens, timeoutMs: 300 });
    front = createHttpFront({
      routes: { '/webhooks/payment': { POST: paymentWebhookEndpoint(() => client) } },
      origins: createOriginPolicy([]),
      formatError: createFormatError(logger),
      onUpgrade: () => undefined,
    });
    url = `http://127.0.0.1:${String(await front.listen(0, '127.0.0.1'))}/webhooks/payment`;
  });
  afterEach(() => front.close(100));

  it('hands body and signature to order as they came, as a service and not as the gateway', async () => {
    says(true);
    const body = '{ "id" : "ä",\n"type":1}';
    expect(await post(url, body, 't=1,v1=00')).toEqual({ status: 200, body: { accepted: true } });
    const [request] = order.requests;
    expect(inputOf(request)).toEqual({ body, signature: 't=1,v1=00' });
    const token = request?.headers['x-agora-internal'] ?? '';
    expect(await readServiceToken(authConfig.internalSecret, 'order', token)).toBe('payment-webhook');
  });

  it('says with a stable code what order refuses', async () => {
    says(false, 'WEBHOOK_EXPIRED');
    expect(await post(url, '{}', 't=1,v1=00')).toEqual({
      status: 400,
      body: { accepted: false, code: 'WEBHOOK_EXPIRED' },
    });
  });

  it('hands on what is not signed at all, and bounds what it hands on', async () => {
    says(false, 'WEBHOOK_FORGED');
    expect((await post(url, '{}')).status).toBe(400);
    await post(url, '{}', 'x'.repeat(5_000));
    expect(order.requests.map(inputOf)).toEqual([
      { body: '{}', signature: '' },
      { body: '{}', signature: 'x'.repeat(200) },
    ]);
  });

  it('takes at most 16 KiB', async () => {
    says(true);
    expect((await post(url, 'x'.repeat(16_384))).status).toBe(200);
    expect((await post(url, 'x'.repeat(16_385))).status).toBe(413);
    expect(order.requests).toHaveLength(1);
  });

  it('asks to come again when order is away or does not answer in time', async () => {
    order.isDown = true;
    expect((await post(url, '{}', 't=1,v1=00')).status).toBe(503);
    order.isDown = false;
    order.answer = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('nobody waits', { cause: signal.reason })));
      });
    expect((await post(url, '{}', 't=1,v1=00')).status).toBeGreaterThanOrEqual(500);
  });
});

describe('a gateway', () => {
  it('takes no webhooks without proof of its own, and asks to come again while there is no order subgraph', async () => {
    for (const [deps, status] of [
      [{}, 404],
      [{ webhookTokens: serviceTokens }, 503],
    ] as const) {
      const test = await startTestGateway({ deps });
      expect((await post(`${test.url}/webhooks/payment`, '{}')).status).toBe(status);
      await test.stop();
    }
  });
});
