import { createClient } from 'graphql-ws';
import type { Client, FormattedExecutionResult } from 'graphql-ws';
import { WebSocket } from 'ws';
import { bearer, eventually, startTestGateway, tokenFor } from './testing/test-gateway';
import type { TestGateway } from './testing/test-gateway';

const FIELDS = '(id: "2") { madeFor product { title stars } }';
const ONE = `subscription { productChanged${FIELDS} }`;
const FOR_ALL = `subscription { productChangedForAll${FIELDS} }`;

describe.each([
  ['in process', false],
  ['over HTTP', true],
])('subscriptions of subgraphs that are reached %s', (_, overHttp) => {
  let test: TestGateway;
  const clients: Client[] = [];
  beforeAll(async () => {
    test = await startTestGateway({ overHttp });
  });
  afterAll(async () => {
    for (const client of clients) await client.dispose();
    await test.stop();
  });

  interface Watched {
    readonly results: FormattedExecutionResult[];
    readonly errors: unknown[];
  }
  const watch = (query: string, connectionParams: Record<string, string> = {}): Watched => {
    const url = `${test.url.replace('http', 'ws')}/graphql`;
    const client = createClient({ url, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0 });
    clients.push(client);
    const watched: Watched = { results: [], errors: [] };
    client.subscribe(
      { query },
      {
        next: (result) => void watched.results.push(result as FormattedExecutionResult),
        error: (error) => void watched.errors.push(error),
        complete: () => undefined,
      },
    );
    return watched;
  };
  const has = (watched: Watched, count: number): Promise<number> =>
    eventually(
      () => Promise.resolve(watched.results.length),
      (length) => length >= count,
    );
  const rename = (title: string): Promise<unknown> =>
    test.query(`mutation { productRename(id: "2", title: "${title}") { product { id } } }`);

  it('carry the viewer and the service token, and are completed from another subgraph', async () => {
    const token = await tokenFor({ subject: 'ann', role: 'customer' });
    const watched = watch(ONE, { authorization: `Bearer ${token}` });
    await has(watched, 1);
    await rename('Lamp');
    await has(watched, 2);
    const product = (title: string): object => ({
      data: { productChanged: { madeFor: 'ann by gateway', product: { title, stars: 3 } } },
    });
    expect(watched.results).toEqual([product('Product 2'), product('Lamp')]);
  });

  it('that are the same for everybody are made for nobody', async () => {
    const watched = await Promise.all(
      ['ann', 'eve'].map(async (subject) =>
        watch(FOR_ALL, { authorization: `Bearer ${await tokenFor({ subject, role: 'customer' })}` }),
      ),
    );
    await Promise.all(watched.map((each) => has(each, 1)));
    for (const { results } of watched)
      expect(results[0]).toMatchObject({ data: { productChangedForAll: { madeFor: 'nobody by gateway' } } });
    expect(test.gateway.isReady).toBe(true);
  });

  it('keep the policy of the gateway', async () => {
    const refused = watch('subscription { marginChanged { id } }');
    await eventually(
      () => Promise.resolve(refused.errors.length),
      (length) => length > 0,
    );
    expect(refused.errors).toMatchObject([[{ extensions: { code: 'UNAUTHENTICATED' } }]]);
  });

  it('a document the owner could not run is no fault of the client', async () => {
    const watched = watch('subscription { marginChanged { id } }', await bearer('support'));
    await eventually(
      () => Promise.resolve(watched.errors.length),
      (length) => length > 0,
    );
    // The tiny shop has no source for this field.
    expect(watched.errors).toMatchObject([[{ extensions: { code: 'INTERNAL' } }]]);
    expect(watched.results).toEqual([]);
  });
});

it('a subgraph that goes away and comes back begins anew for the client, whose stream stays open', async () => {
  const test = await startTestGateway({ overHttp: true });
  const client = createClient({
    url: `${test.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const results: unknown[] = [];
  const endings: unknown[] = [];
  client.subscribe(
    { query: 'subscription { productChanged(id: "3") { product { title } } }' },
    {
      next: ({ data }) => void results.push(data?.['productChanged']),
      error: (error) => void endings.push(error),
      complete: () => void endings.push('complete'),
    },
  );
  const has = (count: number): Promise<number> =>
    eventually(
      () => Promise.resolve(results.length),
      (length) => length >= count,
    );
  await has(1);
  for (const subgraph of test.served) await subgraph.stop();
  for (const subgraph of test.served) await subgraph.start();
  await has(2);
  await test.query('mutation { productRename(id: "3", title: "Chair") { product { id } } }');
  await has(3);
  expect(results).toEqual(['Product 3', 'Product 3', 'Chair'].map((title) => ({ product: { title } })));
  expect(endings).toEqual([]);
  await client.dispose();
  await test.stop();
});
