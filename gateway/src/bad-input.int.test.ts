import type { RateLimiter } from '@agora/platform/rate-limit';
import { createServiceTokens } from '@agora/platform/auth';
import { SignJWT } from 'jose';
import { authConfig, bearer, startTestGateway, tokenFor } from './testing/test-gateway';
import type { Answer, TestGateway } from './testing/test-gateway';

const codesOf = (answer: Answer): unknown[] =>
  (answer.json.errors ?? []).map((error) => error.extensions['code']);

describe('bad input', () => {
  let test: TestGateway;
  beforeAll(async () => {
    test = await startTestGateway();
  });
  afterAll(() => test.stop());

  const isRefused = (answer: Answer, status: number, code: string): void => {
    expect({ status: answer.status, codes: codesOf(answer) }).toEqual({ status, codes: [code] });
    expect(answer.json.errors?.[0]?.extensions['correlationId']).toBe(answer.headers.get('x-correlation-id'));
    expect(answer.text).not.toMatch(/stack|node_modules|\.ts:|10\.0\.0\.7/);
  };

  it('malformed GraphQL keeps its parse code', async () => {
    isRefused(await test.query('{ products {'), 400, 'GRAPHQL_PARSE_FAILED');
  });

  it('an unknown field keeps its validation code', async () => {
    isRefused(await test.query('{ products { price } }'), 400, 'GRAPHQL_VALIDATION_FAILED');
  });

  it('a variable of the wrong type is bad user input', async () => {
    const query = 'query ($n: Int) { products(first: $n) { id } }';
    isRefused(await test.post({ query, variables: { n: 'many' } }), 400, 'BAD_USER_INPUT');
  });

  it('a body that is not JSON is bad user input', async () => {
    isRefused(await test.post('{"query": '), 400, 'BAD_USER_INPUT');
  });

  it('a body without an operation is a bad request', async () => {
    expect(codesOf(await test.post({}))).toEqual(['BAD_REQUEST']);
    expect(codesOf(await test.post({ query: 7 }))).toEqual(['BAD_REQUEST']);
    expect(codesOf(await test.post([]))).toEqual(['BAD_REQUEST']);
  });

  it('a body of 2 MB is refused before it is read', async () => {
    isRefused(
      await test.post({ query: `{ products { id } } #${'x'.repeat(2_000_000)}` }),
      413,
      'PAYLOAD_TOO_LARGE',
    );
  });

  it('a body of 2 MB without a length is refused while it is read', async () => {
    const chunk = new Uint8Array(100_000).fill(32);
    let sent = 0;
    const body = new ReadableStream({
      pull: (controller) => {
        if (sent++ < 20) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const response = await fetch(`${test.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    await response.text();
  });

  it('10,000 aliases are too complex', async () => {
    const fields = Array.from({ length: 10_000 }, (_, index) => `a${String(index)}: __typename`).join(' ');
    isRefused(await test.query(`{ ${fields} }`), 400, 'OPERATION_TOO_COMPLEX');
  });

  it('a hundred aliases within the token limit are too complex', async () => {
    const fields = Array.from({ length: 100 }, (_, index) => `a${String(index)}: id`).join(' ');
    isRefused(await test.query(`{ products { ${fields} } }`), 400, 'OPERATION_TOO_COMPLEX');
  });

  it('a depth of 100 is too complex, also through fragments', async () => {
    const nested = `${'related { '.repeat(100)}id${' }'.repeat(100)}`;
    isRefused(await test.query(`{ products { ${nested} } }`), 400, 'OPERATION_TOO_COMPLEX');
    isRefused(
      await test.query(`query { products { ...A } } fragment A on Product { ${nested} }`),
      400,
      'OPERATION_TOO_COMPLEX',
    );
  });

  it('many root fields are too complex', async () => {
    const fields = Array.from({ length: 30 }, () => 'products { id }').join(' ');
    isRefused(await test.query(`{ ${fields} }`), 400, 'OPERATION_TOO_COMPLEX');
  });

  it('nested pages that multiply are too complex', async () => {
    isRefused(
      await test.query('{ products(first: 1000) { related { related { related { id } } } } }'),
      400,
      'OPERATION_TOO_COMPLEX',
    );
  });

  it('ten batched operations run, a hundred are refused as a whole', async () => {
    const batch = (size: number): object[] =>
      Array.from({ length: size }, () => ({ query: '{ best { id } }' }));
    const answers = (await test.post(batch(10))).json as unknown as Answer['json'][];
    expect(answers.map((answer) => answer.data)).toEqual(
      Array.from({ length: 10 }, () => ({ best: { id: '2' } })),
    );
    test.reviews.requests.length = 0;
    isRefused(await test.post(batch(100)), 400, 'OPERATION_TOO_COMPLEX');
    expect(test.reviews.requests).toHaveLength(0);
  });

  it('one operation of a batch over a limit refuses the batch', async () => {
    const deep = `{ products { ${'related { '.repeat(50)}id${' }'.repeat(50)} } }`;
    isRefused(await test.post([{ query: '{ best { id } }' }, { query: deep }]), 400, 'OPERATION_TOO_COMPLEX');
  });

  it('a fragment that contains itself is refused by validation, not by a stack overflow', async () => {
    const answer = await test.query('{ products { ...A } } fragment A on Product { related { ...A } }');
    expect(codesOf(answer)).toContain('GRAPHQL_VALIDATION_FAILED');
  });

  it('a subscription over plain HTTP is told where to go', async () => {
    isRefused(
      await test.query('subscription { productChanged(id: "1") { id } }'),
      400,
      'SUBSCRIPTION_OVER_HTTP',
    );
  });

  it('an expired, a forged, a foreign and a malformed token are never anonymous', async () => {
    const key = new TextEncoder().encode('another secret, at least thirty-two characters');
    const forged = await new SignJWT({ role: 'admin' })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject('x')
      .setIssuer(authConfig.issuer)
      .setAudience(authConfig.audience)
      .setExpirationTime('1h')
      .sign(key);
    const expired = await tokenFor({ subject: 'x', role: 'customer', lifetimeSeconds: -120 });
    const internal = await createServiceTokens(authConfig.internalSecret, 'gateway').issue('shop');
    for (const token of [forged, expired, internal, 'nonsense']) {
      isRefused(
        await test.query('{ products { id } }', { authorization: `Bearer ${token}` }),
        401,
        'UNAUTHENTICATED',
      );
    }
    isRefused(
      await test.query('{ products { id } }', { 'x-session-token': 'nonsense' }),
      401,
      'UNAUTHENTICATED',
    );
  });

  it('a fault of a subgraph is masked, and the log has it under the same correlation id', async () => {
    const answer = await test.query('{ broken { id } best { id } }');
    expect(answer.status).toBe(200);
    expect(answer.json.data).toEqual({ broken: null, best: { id: '2' } });
    expect(answer.json.errors).toHaveLength(1);
    expect(answer.json.errors?.[0]).toMatchObject({ path: ['broken'], extensions: { code: 'INTERNAL' } });
    expect(answer.text).not.toMatch(/secret_table|10\.0\.0\.7|serviceName|shop/);
    const id = String(answer.json.errors?.[0]?.extensions['correlationId']);
    expect(
      test.logLines.filter((line) => line.includes('a fault was hidden') && line.includes(id)),
    ).toHaveLength(1);
    expect(test.logLines.filter((line) => line.includes('a fault was hidden'))).toHaveLength(1);
  });

  it('a code of a subgraph passes with its path', async () => {
    const answer = await test.query('{ other: refused { id } }');
    expect(answer.json.errors).toMatchObject([
      { message: 'There is no such product', path: ['other'], extensions: { code: 'NOT_FOUND' } },
    ]);
  });

  it('an unknown path and a wrong method are refused with a code', async () => {
    const missing = await fetch(`${test.url}/nothing`);
    expect([
      missing.status,
      ((await missing.json()) as Answer['json']).errors?.[0]?.extensions['code'],
    ]).toEqual([404, 'NOT_FOUND']);
    const wrong = await fetch(`${test.url}/metrics`, { method: 'POST' });
    expect(wrong.status).toBe(400);
    await wrong.text();
  });

  it('nothing a client sends appears in the log besides the operation name', async () => {
    await test.post(
      { query: 'query Named($t: ID!) { product(id: $t) { id } }', variables: { t: 'very-private-value' } },
      await bearer('customer'),
    );
    const text = test.logLines.join('');
    expect(text).toContain('"operation":"Named"');
    expect(text).not.toMatch(/very-private-value|Bearer/);
  });
});

describe('the rate limit', () => {
  it('answers RATE_LIMITED with the time to wait, per identity', async () => {
    const taken = new Map<string, number>();
    const rateLimiter: RateLimiter = {
      take: (key, { limit }) => {
        const count = (taken.get(key) ?? 0) + 1;
        taken.set(key, count);
        return Promise.resolve({
          allowed: count <= limit,
          remaining: Math.max(0, limit - count),
          retryAfterMs: count <= limit ? 0 : 1_500,
        });
      },
      close: () => Promise.resolve(),
    };
    const test = await startTestGateway({
      isPrimed: false,
      env: { RATE_LIMIT_PER_MINUTE: '12' },
      deps: { rateLimiter },
    });
    const results = [
      await test.query('{ best { id } }'),
      await test.query('{ best { id } }'),
      await test.query('{ best { id } }'),
    ];
    expect(results.map((answer) => answer.status)).toEqual([200, 200, 429]);
    expect(results[2]?.json.errors?.[0]?.extensions).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfterMs: 1_500,
    });
    expect(results[2]?.headers.get('retry-after')).toBe('2');
    expect((await test.query('{ best { id } }', await bearer('customer'))).status).toBe(200);
    await test.stop();
  });
});
