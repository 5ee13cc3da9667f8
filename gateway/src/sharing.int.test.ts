import type { SubgraphResponse } from '@agora/platform/subgraph-transport';
import { bearer, startTestGateway } from './testing/test-gateway';
import type { TestGateway } from './testing/test-gateway';

const TITLES = '{ products { id title } }';
const answered = { data: { products: [{ __typename: 'Product', id: '1', title: 'One' }] } };

/** Holds every answer of the shop back until it is let go. */
function held(test: TestGateway): { letGo(): void; until(requests: number): Promise<void> } {
  const waiting: (() => void)[] = [];
  let isHeld = true;
  test.shop.requests.length = 0;
  test.shop.answer = ({ query }) =>
    new Promise<SubgraphResponse>((resolve) => {
      const data = query.startsWith('mutation') ? { productRename: { product: { id: '1' } } } : answered.data;
      const json = JSON.stringify({ data });
      const end = (): void => resolve({ ...(JSON.parse(json) as SubgraphResponse), json });
      if (isHeld && !query.startsWith('mutation')) waiting.push(end);
      else end();
    });
  return {
    letGo: () => {
      isHeld = false;
      for (const end of waiting.splice(0)) end();
    },
    until: async (requests) => {
      while (test.shop.requests.length < requests) await new Promise((resolve) => setTimeout(resolve, 5));
      // Long enough for one that should not come.
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
  };
}

describe.each(['lean', 'apollo'])('equal queries that meet, on the %s road', (front) => {
  let test: TestGateway;
  const start = async (env: NodeJS.ProcessEnv = {}): Promise<void> => {
    test = await startTestGateway({ env: { GATEWAY_FRONT: front, ...env } });
    await test.query(TITLES);
  };
  afterEach(() => test.stop());

  it('are asked of the subgraph once, and all are answered', async () => {
    await start();
    const shop = held(test);
    const answers = Array.from({ length: 20 }, () => test.query(TITLES));
    await shop.until(1);
    expect(test.shop.requests).toHaveLength(1);
    shop.letGo();
    for (const { json } of await Promise.all(answers))
      expect(json).toEqual({ data: { products: [{ id: '1', title: 'One' }] } });
  });

  it('of different clients, regions or sessions are not shared', async () => {
    await start();
    const shop = held(test);
    const others = [
      {},
      await bearer('customer'),
      await bearer('support'),
      { 'x-region': 'eu' },
      { 'x-currency': 'EUR' },
    ];
    const answers = others.map((headers) => test.query(TITLES, headers));
    await shop.until(others.length);
    expect(test.shop.requests).toHaveLength(others.length);
    shop.letGo();
    await Promise.all(answers);
  });

  it('after a mutation do not join one from before it', async () => {
    await start();
    const shop = held(test);
    const before = test.query(TITLES);
    await shop.until(1);
    await test.query('mutation { productRename(id: "1", title: "New") { product { id } } }');
    const after = test.query(TITLES);
    await shop.until(3);
    expect(test.shop.requests.map(({ query }) => query.slice(0, 8))).toEqual([
      expect.not.stringContaining('mutation'),
      'mutation',
      expect.not.stringContaining('mutation'),
    ]);
    shop.letGo();
    await Promise.all([before, after]);
  });

  it('with other variables are not shared, and mutations never are', async () => {
    await start();
    const shop = held(test);
    const query = 'query ($n: Int) { products(first: $n) { id } }';
    const answers = [1, 2].map((n) => test.post({ query, variables: { n } }));
    await shop.until(2);
    expect(test.shop.requests).toHaveLength(2);
    shop.letGo();
    await Promise.all(answers);
    const rename = 'mutation { productRename(id: "1", title: "New") { product { id } } }';
    await Promise.all([1, 2, 3].map(() => test.query(rename)));
    expect(test.shop.requests).toHaveLength(5);
  });

  it('that are different operations share the fetches they have in common', async () => {
    await start({ GATEWAY_DEDUPLICATION: 'fetches' });
    const shop = held(test);
    const answers = ['query A { products { id title } }', TITLES, TITLES].map((query) => test.query(query));
    await shop.until(1);
    // The operation's name is a part of the fetch.
    expect(test.shop.requests).toHaveLength(2);
    shop.letGo();
    for (const { json } of await Promise.all(answers))
      expect(json).toEqual({ data: { products: [{ id: '1', title: 'One' }] } });
  });

  it('are each given what a subgraph said, in the form that is read of it', async () => {
    await start({ GATEWAY_DEDUPLICATION: 'fetches' });
    const waiting: (() => void)[] = [];
    test.shop.requests.length = 0;
    test.shop.answer = () =>
      new Promise((resolve) => {
        const json = JSON.stringify({ ...answered, errors: null });
        waiting.push(() => resolve({ ...structuredClone(answered), json }));
      });
    const answers = [1, 2, 3].map(() => test.query(TITLES));
    while (waiting.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 100));
    for (const end of waiting) end();
    for (const { json } of await Promise.all(answers))
      expect(json).toEqual({ data: { products: [{ id: '1', title: 'One' }] } });
  });

  it.each<[NodeJS.ProcessEnv, string]>([
    [{ GATEWAY_DEDUPLICATION: 'off' }, 'nothing'],
    [{ GATEWAY_DEDUPLICATION_EXCEPT: 'shop' }, 'no fetch of that subgraph'],
    [{ GATEWAY_DEDUPLICATION_EXCEPT: 'Product.title' }, 'nothing that asks for that field'],
  ])('with %j share %s', async (env) => {
    await start(env);
    const shop = held(test);
    const answers = [1, 2, 3].map(() => test.query(TITLES));
    await shop.until(3);
    expect(test.shop.requests).toHaveLength(3);
    shop.letGo();
    await Promise.all(answers);
  });

  it('go on for the others when one client leaves, and end when all have left', async () => {
    await start();
    const shop = held(test);
    const leaving = [new AbortController(), new AbortController()];
    const send = ({ signal }: AbortController): Promise<unknown> =>
      fetch(`${test.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: TITLES }),
        signal,
      }).catch(() => 'left');
    const [one, other] = leaving.map(send);
    await shop.until(1);
    leaving[0]?.abort();
    expect(await one).toBe('left');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(test.shop.requests[0]?.signal?.aborted).toBe(false);
    leaving[1]?.abort();
    expect(await other).toBe('left');
    while (test.shop.requests[0]?.signal?.aborted !== true)
      await new Promise((resolve) => setTimeout(resolve, 5));
    shop.letGo();
  });
});
