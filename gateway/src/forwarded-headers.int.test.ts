import { readServiceToken } from '@agora/platform/auth';
import { authConfig, bearer, startTestGateway } from './testing/test-gateway';
import type { TestGateway } from './testing/test-gateway';

describe('what a subgraph gets to see of a request', () => {
  let test: TestGateway;
  beforeAll(async () => {
    test = await startTestGateway();
  });
  afterAll(() => test.stop());
  beforeEach(() => {
    test.shop.requests.length = 0;
  });

  const sent = async (headers: Record<string, string>): Promise<Readonly<Record<string, string>>> => {
    await test.query('{ products { id } }', headers);
    return test.shop.requests[0]?.headers ?? {};
  };

  it('identity, shop, idempotency and correlation headers arrive; every other one is dropped', async () => {
    const identity = await bearer('customer');
    const allowed = {
      ...identity,
      'x-idempotency-key': 'key-1',
      'x-store': 'main',
      'x-channel': 'web',
      'x-region': 'EU',
      'x-currency': 'EUR',
      'accept-language': 'de',
      'x-correlation-id': 'trace-me',
    };
    const headers = await sent({
      ...allowed,
      cookie: 'session=1',
      'x-forwarded-for': '6.6.6.6',
      'x-custom': '1',
    });
    expect(headers).toMatchObject(allowed);
    expect(Object.keys(headers).sort()).toEqual(
      [
        ...Object.keys(allowed),
        'traceparent',
        'x-agora-client-address',
        'x-agora-internal',
        'x-deadline-ms',
      ].sort(),
    );
  });

  it('a client cannot set the service token or the deadline', async () => {
    const headers = await sent({ 'x-agora-internal': 'forged', 'x-deadline-ms': '99999999' });
    expect(await readServiceToken(authConfig.internalSecret, 'shop', headers['x-agora-internal'] ?? '')).toBe(
      'gateway',
    );
    expect(Number(headers['x-deadline-ms'])).toBeLessThanOrEqual(5_000);
    expect(Number(headers['x-deadline-ms'])).toBeGreaterThan(4_000);
  });

  it('a service token is for one subgraph and is used again', async () => {
    await test.query('{ products { stars } }');
    await test.query('{ products { stars } }');
    const [first, second] = test.shop.requests.map(({ headers }) => headers['x-agora-internal']);
    expect(first).toBe(second);
    expect(first).not.toBe(test.reviews.requests[0]?.headers['x-agora-internal']);
  });

  it('a trace goes on when it is well-formed; else a new one begins', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect((await sent({ traceparent }))['traceparent']).toBe(traceparent);
    test.shop.requests.length = 0;
    expect((await sent({ traceparent: 'nonsense' }))['traceparent']).toMatch(
      /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/,
    );
  });

  it('a correlation id that is not safe to log is replaced', async () => {
    const headers = await sent({ 'x-correlation-id': 'a b "c"' });
    expect(headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});
