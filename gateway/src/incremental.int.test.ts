import { meros } from 'meros/browser';
import { bearer, eventually, startTestGateway } from './testing/test-gateway';
import type { TestGateway } from './testing/test-gateway';

const ACCEPT = 'multipart/mixed;deferSpec=20220824,application/graphql-response+json,application/json;q=0.9';
const STARS = '{ products(first: 2) { id ... @defer(label: "stars") { stars } } }';

describe('an operation with @defer', () => {
  let shop: TestGateway;
  beforeAll(async () => {
    shop = await startTestGateway({ env: { MAX_COST: '1000' }, config: { subgraphTimeoutMs: 2_000 } });
  });
  afterAll(() => shop.stop());
  afterEach(() => {
    shop.reviews.answer = undefined;
    shop.reviews.isDown = false;
  });

  const ask = (
    query: string,
    { accept = ACCEPT, ...more }: { accept?: string; variables?: object; signal?: AbortSignal } = {},
    headers: Record<string, string> = {},
  ): Promise<Response> => {
    const { signal = null, variables } = more;
    return fetch(`${shop.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...headers },
      body: JSON.stringify({ query, variables }),
      signal,
    });
  };
  const merged = {
    data: {
      products: [
        { id: '1', stars: 2 },
        { id: '2', stars: 3 },
      ],
    },
  };

  test('is answered in parts, each complete with the boundary after it', async () => {
    const response = await ask(STARS);
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('cache-control'),
    ]).toEqual([200, 'multipart/mixed; boundary="-"; deferSpec=20220824', 'no-store']);
    expect(response.headers.get('x-correlation-id')).toMatch(/./);
    const head = 'content-type: application/json; charset=utf-8\r\n\r\n';
    expect(await response.text()).toBe(
      `\r\n---\r\n${head}{"data":{"products":[{"id":"1"},{"id":"2"}]},"hasNext":true}\r\n---\r\n` +
        `${head}{"incremental":[{"data":{"stars":2},"path":["products",0],"label":"stars"},` +
        `{"data":{"stars":3},"path":["products",1],"label":"stars"}],"hasNext":false}\r\n-----\r\n`,
    );
  });

  test('is read part by part by a client, the first while the rest is not there yet', async () => {
    let goOn = (): void => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    shop.reviews.answer = async () => {
      await held;
      return { data: { _entities: [{ stars: 5 }, { stars: 4 }] } };
    };
    const parts = await meros<{ hasNext: boolean; data?: unknown; incremental?: unknown[] }>(
      await ask(STARS),
    );
    if (!(Symbol.asyncIterator in parts)) throw new Error('The answer is in one piece.');
    const seen: unknown[] = [];
    for await (const { body, json } of parts) {
      expect(json).toBe(true);
      seen.push(body);
      goOn();
    }
    expect(seen).toEqual([
      { data: { products: [{ id: '1' }, { id: '2' }] }, hasNext: true },
      {
        incremental: [
          { data: { stars: 5 }, path: ['products', 0], label: 'stars' },
          { data: { stars: 4 }, path: ['products', 1], label: 'stars' },
        ],
        hasNext: false,
      },
    ]);
  });

  test.each([
    ['says nothing of parts', 'application/json'],
    ['takes anything', '*/*'],
    ['takes parts of another form only', 'multipart/mixed;incrementalSpec=v0.2,application/json'],
    ['takes parts of subscriptions only', 'multipart/mixed;subscriptionSpec=1.0,application/json'],
    ['refuses parts', 'multipart/mixed;q=0,application/json'],
  ])('is answered in one piece when the client %s', async (_, accept) => {
    const response = await ask(STARS, { accept });
    expect(response.headers.get('content-type')).toContain('application/json');
    expect(await response.json()).toEqual(merged);
  });

  test.each([
    ['leaves the form open', 'application/json, multipart/mixed'],
    ['takes a stream of events too', 'application/json, text/event-stream, multipart/mixed'],
  ])('is answered in parts when the client %s', async (_, accept) => {
    expect((await ask(STARS, { accept })).headers.get('content-type')).toContain('deferSpec');
  });

  test('is answered in one piece where nothing is deferred, over GET and in a batch', async () => {
    const conditional = STARS.replace('label: "stars"', 'if: $d').replace('{', 'query ($d: Boolean!) {');
    const off = await ask(conditional, { variables: { d: false } });
    expect(off.headers.get('content-type')).toContain('json');
    expect(await off.json()).toEqual(merged);
    const on = await ask(conditional, { variables: { d: true } });
    expect(on.headers.get('content-type')).toContain('deferSpec');
    const headers = { accept: ACCEPT, 'apollo-require-preflight': 'true' };
    const get = await fetch(`${shop.url}/graphql?query=${encodeURIComponent(STARS)}`, { headers });
    expect(await get.json()).toEqual(merged);
    expect((await shop.post([{ query: STARS }], { accept: ACCEPT })).json).toEqual([merged]);
  });

  test('tells a failure in the part it belongs to, without what is hidden from clients', async () => {
    shop.reviews.isDown = true;
    const text = await (await ask(STARS)).text();
    expect(text).toContain('{"data":{"products":[{"id":"1"},{"id":"2"}]},"hasNext":true}');
    expect(text).toContain(
      '{"data":{"stars":null},"path":["products",0],"label":"stars","errors":[{"message"',
    );
    expect(text).toContain('"code":"DOWNSTREAM_UNAVAILABLE"');
    expect(text).not.toContain('10.0.0.7');
  });

  test('can be a mutation, which runs once', async () => {
    const before = shop.renames.count;
    const text = await (
      await ask('mutation { productRename(id: "1", title: "x") { product { title ... @defer { stars } } } }')
    ).text();
    expect(text).toContain('{"data":{"productRename":{"product":{"title":"x"}}},"hasNext":true}');
    expect(text).toContain('{"data":{"stars":2},"path":["productRename","product"]}');
    expect(shop.renames.count).toBe(before + 1);
  });

  test.each([
    ['@stream', '{ products @stream { id } }', 'GRAPHQL_VALIDATION_FAILED', /Unknown directive "@stream"/],
    [
      '@defer on a field',
      '{ products @defer { id } }',
      'GRAPHQL_VALIDATION_FAILED',
      /may not be used on FIELD/,
    ],
    [
      'two equal labels',
      '{ ... @defer(label: "a") { best { id } } ... @defer(label: "a") { products { id } } }',
      'GRAPHQL_VALIDATION_FAILED',
      /label "a"/,
    ],
    [
      '@defer on the fields of a mutation',
      'mutation { ... @defer { productRename(id: "1", title: "x") { product { id } } } }',
      'GRAPHQL_VALIDATION_FAILED',
      /mutation itself/,
    ],
    [
      'a subscription',
      'subscription { productChanged(id: "1") { ... @defer { id } } }',
      'GRAPHQL_VALIDATION_FAILED',
      /A subscription cannot have @defer/,
    ],
    [
      'what the viewer may not see',
      '{ best { id } ... @defer { favourites { id } } }',
      'UNAUTHENTICATED',
      /favourites/,
    ],
    [
      'too much',
      '{ ... @defer { products(first: 900) { related { related { id } } } } }',
      'OPERATION_TOO_COMPLEX',
      /objects/,
    ],
  ])('is refused as ever for %s', async (_, query, code, message) => {
    const before = shop.shop.requests.length;
    const response = await ask(query);
    expect(response.headers.get('content-type')).toContain('json');
    const { errors, data } = (await response.json()) as {
      errors: { message: string; extensions: object }[];
      data?: unknown;
    };
    expect(data).toBeUndefined();
    expect(errors[0]).toMatchObject({
      message: expect.stringMatching(message) as string,
      extensions: { code },
    });
    expect(shop.shop.requests.length).toBe(before);
  });

  test('is open to who may see what is deferred', async () => {
    const text = await (
      await ask('{ best { id } ... @defer { favourites { id } } }', {}, await bearer('customer'))
    ).text();
    expect(text).toContain('{"data":{"favourites":[{"id":"1"}]},"path":[]}');
  });

  test('is given up when the client goes away: the fetch under way is ended, and it is reported once', async () => {
    const ended = new Promise<void>((resolve) => {
      shop.reviews.answer = ({ signal }) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            resolve();
            reject(new Error('aborted'));
          });
        });
    });
    const leaving = new AbortController();
    const name = 'LeavesEarly';
    const response = await ask(STARS.replace('{', `query ${name} {`), { signal: leaving.signal });
    const reader = response.body?.getReader();
    await reader?.read();
    leaving.abort();
    await ended;
    const reports = await eventually(
      () => Promise.resolve(shop.logLines.filter((line) => line.includes(name))),
      (lines) => lines.length > 0,
    );
    expect(reports).toHaveLength(1);
    expect(JSON.parse(reports[0] ?? '{}')).toMatchObject({ outcome: 'DEADLINE_EXCEEDED', kind: 'query' });
  });

  test('is answered in one piece in a stream of events, where a subscription with it is refused', async () => {
    const accept = 'text/event-stream';
    const text = await (await ask(STARS, { accept })).text();
    expect(text).toContain(`data: ${JSON.stringify(merged)}`);
    const subscription = 'subscription { productChanged(id: "1") { ... @defer { id } } }';
    expect(await (await ask(subscription, { accept })).text()).toContain(
      'A subscription cannot have @defer.',
    );
  });

  test('shows in the schema that tools read', async () => {
    const { json } = await shop.query('{ __schema { directives { name args { name } } } }');
    expect(JSON.stringify(json)).toContain('{"name":"defer","args":[{"name":"if"},{"name":"label"}]}');
  });
});
