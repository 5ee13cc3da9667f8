import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { bearer, startTestGateway } from '../testing/test-gateway';
import type { Answer, TestGateway } from '../testing/test-gateway';
import { sha256 } from './sha256';

/** Another text for each test: what one registers is known to the next. */
let best: string;
let texts = 0;
const DATA = { data: { best: { id: '2' } } };

const named = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });
const codeOf = ({ json }: Answer): unknown => json.errors?.[0]?.extensions['code'];

describe('automatic persisted queries', () => {
  let test: TestGateway;
  const clients: Client[] = [];
  beforeAll(async () => {
    test = await startTestGateway({ env: { PLAN_WARM_UP_MS: '0' } });
  });
  beforeEach(() => {
    best = `{ best { id } } # ${String((texts += 1))}`;
  });
  afterAll(async () => {
    for (const client of clients.splice(0)) await client.dispose();
    await test.stop();
  });

  const register = (query: string): Promise<Answer> => test.post({ query, extensions: named(sha256(query)) });
  const ask = (query: string): Promise<Answer> => test.post({ extensions: named(sha256(query)) });
  const get = (parameters: Record<string, string>, headers = {}): Promise<Response> =>
    fetch(`${test.url}/graphql?${new URLSearchParams(parameters).toString()}`, {
      headers: { 'apollo-require-preflight': 'true', ...headers },
    });

  describe('over POST', () => {
    it('a hash is not known, then is registered with its text, then is enough', async () => {
      const unknown = await ask(best);
      expect([unknown.status, codeOf(unknown), unknown.json.errors?.[0]?.message]).toEqual([
        200,
        'PERSISTED_QUERY_NOT_FOUND',
        'PersistedQueryNotFound',
      ]);
      expect((await register(best)).json).toEqual(DATA);
      expect((await ask(best)).json).toEqual(DATA);
      expect((await test.post({ documentId: `sha256:${sha256(best)}` })).json).toEqual(DATA);
    });

    it('keeps variables and the name of the operation', async () => {
      const query = 'query One($id: ID!) { product(id: $id) { id } } query Two { best { id } }';
      await test.post({ query, operationName: 'Two', extensions: named(sha256(query)) });
      const extensions = named(sha256(query));
      expect((await test.post({ extensions, operationName: 'Two' })).json).toEqual(DATA);
      const one = await test.post({ extensions, operationName: 'One', variables: { id: '3' } });
      expect(one.json.data).toEqual({ product: { id: '3' } });
    });

    it('a hash that lies is refused, and nothing is registered or run', async () => {
      const before = test.shop.requests.length;
      const lie = await test.post({ query: '{ broken { id } }', extensions: named(sha256(best)) });
      expect([lie.status, codeOf(lie)]).toEqual([400, 'BAD_USER_INPUT']);
      expect(test.shop.requests).toHaveLength(before);
      expect(codeOf(await ask(best))).toBe('PERSISTED_QUERY_NOT_FOUND');
    });

    it.each([
      ['does not parse', '{ best { id '],
      ['is over a limit', `{ products { ${'related { '.repeat(50)}id${' }'.repeat(50)} } }`],
      ['is too large', `{ best { id } } # ${'x'.repeat(70_000)}`],
    ])('a text that %s is not registered', async (_, query) => {
      await register(query);
      expect(codeOf(await ask(query))).toBe('PERSISTED_QUERY_NOT_FOUND');
    });

    it('policy and limits hold for an operation that is only named', async () => {
      await test.post(
        { query: '{ margins { id } }', extensions: named(sha256('{ margins { id } }')) },
        await bearer('support'),
      );
      expect(codeOf(await ask('{ margins { id } }'))).toBe('UNAUTHENTICATED');
    });

    it('another version of the protocol and what is not a hash are refused by field', async () => {
      for (const persistedQuery of [{ version: 2, sha256Hash: sha256(best) }, { version: 1 }, 'x']) {
        const answer = await test.post({ query: best, extensions: { persistedQuery } });
        expect([answer.status, codeOf(answer)]).toEqual([400, 'BAD_USER_INPUT']);
      }
    });
  });

  it('in a batch an unknown hash refuses its own operation, in its place', async () => {
    await register(best);
    const known = { extensions: named(sha256(best)) };
    const unknown = { extensions: named(sha256('{ other }')) };
    const answers = (await test.post([unknown, known, unknown, { query: best }])).json as unknown as {
      data?: unknown;
      errors?: { extensions: { code: string; correlationId: string } }[];
    }[];
    expect(answers.map(({ data, errors }) => data ?? errors?.[0]?.extensions.code)).toEqual([
      'PERSISTED_QUERY_NOT_FOUND',
      DATA.data,
      'PERSISTED_QUERY_NOT_FOUND',
      DATA.data,
    ]);
    expect(answers[0]?.errors?.[0]?.extensions.correlationId).toEqual(expect.any(String));
    const none = await test.post([unknown]);
    expect([none.status, none.json]).toMatchObject([
      200,
      [{ errors: [{ message: 'PersistedQueryNotFound' }] }],
    ]);
  });

  describe('over GET', () => {
    let extensions: string;
    beforeEach(() => {
      extensions = JSON.stringify(named(sha256(best)));
    });

    it('a hash is registered and asked for, also by documentId', async () => {
      expect(await (await get({ extensions })).json()).toMatchObject({
        errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
      });
      expect(await (await get({ query: best, extensions })).json()).toEqual(DATA);
      expect(await (await get({ extensions })).json()).toEqual(DATA);
      expect(await (await get({ documentId: `sha256:${sha256(best)}` })).json()).toEqual(DATA);
    });

    it('a mutation that is only named is no more allowed than one that is sent', async () => {
      const rename = 'mutation { productRename(id: 1, title: "x") { product { id } } }';
      await register(rename);
      const before = test.renames.count;
      expect((await get({ documentId: `sha256:${sha256(rename)}` })).status).toBe(405);
      expect(test.renames.count).toBe(before);
    });

    it('what a foreign page could send is refused and registers nothing', async () => {
      const bare = await fetch(
        `${test.url}/graphql?${new URLSearchParams({ query: best, extensions }).toString()}`,
      );
      expect([bare.status, await bare.json()]).toMatchObject([
        400,
        { errors: [{ extensions: { code: 'BAD_REQUEST' } }] },
      ]);
      expect(codeOf(await ask(best))).toBe('PERSISTED_QUERY_NOT_FOUND');
    });
  });

  describe('over the WebSocket', () => {
    const WATCH = 'subscription { productChanged(id: "1") { id } }';
    const first = (payload: object): Promise<unknown> => {
      const client = createClient({
        url: `${test.url.replace('http', 'ws')}/graphql`,
        webSocketImpl: WebSocket,
        retryAttempts: 0,
      });
      clients.push(client);
      return new Promise((resolve, reject) => {
        client.subscribe(
          { query: '', ...payload },
          {
            next: resolve,
            error: (errors) => {
              if (Array.isArray(errors)) resolve({ errors });
              else reject(new Error('The connection is broken', { cause: errors }));
            },
            complete: () => undefined,
          },
        );
      });
    };

    it('subscriptions, queries and mutations may be named, and registered', async () => {
      const extensions = named(sha256(WATCH));
      expect(await first({ extensions })).toMatchObject({
        errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
      });
      const snapshot = { data: { productChanged: { id: '1' } } };
      expect(await first({ query: WATCH, extensions })).toEqual(snapshot);
      expect(await first({ extensions })).toEqual(snapshot);
      await register(best);
      expect(await first({ documentId: `sha256:${sha256(best)}` })).toEqual(DATA);
    });

    it('a hash that lies is refused and the socket survives', async () => {
      expect(await first({ query: best, extensions: named(sha256(WATCH)) })).toMatchObject({
        errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
      });
      expect(await first({ query: best })).toEqual(DATA);
    });
  });

  describe('over an event stream', () => {
    const stream = (body: object): Promise<Response> =>
      fetch(`${test.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
        body: JSON.stringify(body),
      });

    it('an operation may be named, and registered', async () => {
      const extensions = named(sha256(best));
      const unknown = await stream({ extensions });
      expect([unknown.status, await unknown.json()]).toMatchObject([
        200,
        { errors: [{ extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
      ]);
      for (const body of [{ query: best, extensions }, { extensions }])
        expect(await (await stream(body)).text()).toContain(JSON.stringify(DATA));
    });

    it('a GET, which a foreign page may send, is answered and registers nothing', async () => {
      const headers = { accept: 'text/event-stream' };
      const subscription = 'subscription { productChanged(id: "1") { madeFor id } }';
      const extensions = JSON.stringify(named(sha256(subscription)));
      const response = await get({ query: subscription, extensions }, headers);
      const { value } = (await response.body?.getReader().read()) ?? {};
      expect(new TextDecoder().decode(value)).toContain('"productChanged":{"madeFor"');
      expect(codeOf(await ask(subscription))).toBe('PERSISTED_QUERY_NOT_FOUND');
    });
  });
});

describe('persisted queries that are switched off', () => {
  let test: TestGateway;
  beforeAll(async () => {
    test = await startTestGateway({ env: { PERSISTED_QUERIES: 'false', PLAN_WARM_UP_MS: '0' } });
  });
  afterAll(() => test.stop());

  it('are not supported for a hash alone; with its text an operation runs', async () => {
    const extensions = named(sha256(best));
    const refused = await test.post({ extensions });
    expect([refused.status, codeOf(refused)]).toEqual([200, 'PERSISTED_QUERY_NOT_SUPPORTED']);
    expect((await test.post({ query: best, extensions })).json).toEqual(DATA);
    expect(codeOf(await test.post({ extensions }))).toBe('PERSISTED_QUERY_NOT_SUPPORTED');
  });
});
