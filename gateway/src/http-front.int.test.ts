import { connect } from 'node:net';
import { MemorySnapshotCache } from '@agora/platform/cache';
import { getIntrospectionQuery } from 'graphql';
import { bearer, eventually, startTestGateway } from './testing/test-gateway';
import type { Answer, TestGateway } from './testing/test-gateway';

const SHOP = 'https://shop.example';

describe('the HTTP front', () => {
  let test: TestGateway;
  const snapshots = new MemorySnapshotCache();
  beforeAll(async () => {
    test = await startTestGateway({ env: { CORS_ORIGINS: SHOP }, deps: { snapshots } });
  });
  afterAll(() => test.stop());

  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${test.url}${path}`, { headers });
  const codeOf = async (response: Response): Promise<unknown> =>
    ((await response.json()) as Answer['json']).errors?.[0]?.extensions['code'];

  describe('pages', () => {
    it('GET /graphql in a browser is Apollo Sandbox', async () => {
      const response = await get('/graphql', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
      expect(response.headers.get('content-type')).toContain('text/html');
      expect(await response.text()).toContain('embeddable-sandbox');
    });

    it('/graphiql brings its scripts along and subscribes over server-sent events, which carry its headers', async () => {
      const html = await (await get('/graphiql')).text();
      expect(html).toMatch(/subscriptionsProtocol.{0,5}SSE/);
      expect(html).not.toMatch(/<(script|link)[^>]+(src|href)="https?:\/\//);
    });
  });

  it('the introspection query of every tool passes the limits', async () => {
    const query = getIntrospectionQuery({
      inputValueDeprecation: true,
      schemaDescription: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      oneOf: true,
    });
    const answer = await test.query(query);
    expect(answer.json.errors).toBeUndefined();
    expect(answer.json.data).toHaveProperty('__schema.queryType.name', 'Query');
    const mixed = await test.query('{ best { id } __type(name: "Product") { isOneOf } }');
    expect(mixed.json.errors?.[0]?.extensions['code']).toBe('GRAPHQL_VALIDATION_FAILED');
  });

  describe('CSRF prevention', () => {
    it('a form post and a bare GET are refused', async () => {
      const form = await fetch(`${test.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: '{"query":"{ best { id } }"}',
      });
      expect([form.status, await codeOf(form)]).toEqual([400, 'BAD_REQUEST']);
      const bare = await get(`/graphql?query=${encodeURIComponent('{ best { id } }')}`);
      expect(bare.status).toBe(400);
    });

    it('a GET with a preflighted header runs queries but no mutation', async () => {
      const headers = { 'apollo-require-preflight': 'true' };
      const query = await get(`/graphql?query=${encodeURIComponent('{ best { id } }')}`, headers);
      expect(await query.json()).toEqual({ data: { best: { id: '2' } } });
      const mutation = await get(
        `/graphql?query=${encodeURIComponent('mutation { productRename(id: 1, title: "x") { product { id } } }')}`,
        headers,
      );
      expect(mutation.status).toBe(405);
      expect(test.renames.count).toBe(0);
    });
  });

  describe('CORS', () => {
    const preflight = (origin: string): Promise<Response> =>
      fetch(`${test.url}/graphql`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      });

    it('a listed origin may call', async () => {
      const response = await preflight(SHOP);
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-origin')).toBe(SHOP);
      expect(response.headers.get('access-control-allow-headers')).toContain('x-session-token');
      const answer = await test.query('{ best { id } }', { origin: SHOP });
      expect(answer.headers.get('access-control-allow-origin')).toBe(SHOP);
    });

    it('another origin gets no permission', async () => {
      const response = await preflight('https://evil.example');
      expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null]);
      expect(
        (await test.query('{ best { id } }', { origin: 'https://evil.example' })).headers.get(
          'access-control-allow-origin',
        ),
      ).toBeNull();
    });
  });

  describe('operations', () => {
    it('/metrics shows requests by operation and subgraph', async () => {
      await test.query('query Metered { best { id } }');
      const text = await (await get('/metrics')).text();
      expect(text).toContain('gateway_request_duration_seconds_count{operation="Metered",outcome="ok"} 1');
      expect(text).toMatch(/gateway_subgraph_requests_total\{subgraph="reviews",result="ok"\} \d+/);
    });

    it('/health/detailed is for staff', async () => {
      expect(await codeOf(await get('/health/detailed'))).toBe('UNAUTHENTICATED');
      expect(await codeOf(await get('/health/detailed', await bearer('customer')))).toBe('FORBIDDEN');
      const details = (await (await get('/health/detailed', await bearer('support'))).json()) as Record<
        string,
        unknown
      >;
      expect(details).toMatchObject({
        status: 'ok',
        supergraph: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
      });
    });

    it('/admin needs an admin, checks its input and does what it says', async () => {
      const post = (path: string, body: unknown, headers: Record<string, string>): Promise<Response> =>
        fetch(`${test.url}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
      const admin = await bearer('admin');
      expect(await codeOf(await post('/admin/log-level', { level: 'warn' }, await bearer('support')))).toBe(
        'FORBIDDEN',
      );
      expect(await codeOf(await post('/admin/log-level', { level: 'loud' }, admin))).toBe('BAD_USER_INPUT');
      expect(await (await post('/admin/log-level', { level: 'warn' }, admin)).json()).toEqual({
        level: 'warn',
        previous: 'debug',
      });
      await snapshots.set('agora:cart:{1}:v1', 'x', 60);
      expect(await (await post('/admin/cache/clear', {}, admin)).json()).toEqual({ cleared: 1 });
    });

    it('a request that is not HTTP gets a short answer', async () => {
      const { port } = new URL(test.url);
      const text = await new Promise<string>((resolve) => {
        const socket = connect(Number(port), '127.0.0.1', () => socket.write('nonsense\r\n\r\n'));
        let received = '';
        socket.on('data', (chunk) => (received += chunk.toString()));
        socket.on('close', () => {
          resolve(received);
        });
      });
      expect(text).toMatch(/^HTTP\/1\.1 400/);
    });
  });
});

describe('a gateway that stops', () => {
  it('lets a running request end and takes no new one', async () => {
    const test = await startTestGateway();
    test.reviews.answer = () =>
      new Promise((resolve) => setTimeout(resolve, 300, { data: { best: { id: '2' } } }));
    const running = test.query('{ best { id } }');
    await eventually(() => Promise.resolve(test.reviews.requests.length), Boolean);
    const stopping = test.stop();
    expect((await running).json).toEqual({ data: { best: { id: '2' } } });
    await stopping;
    await expect(fetch(`${test.url}/health`)).rejects.toThrow();
  });
});
