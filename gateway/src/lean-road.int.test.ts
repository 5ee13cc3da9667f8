import { ApolloServer } from '@apollo/server';
import { bearer, startTestGateway } from './testing/test-gateway';
import type { TestGateway } from './testing/test-gateway';
import { reviewsSdl, shopSdl } from './testing/tiny-subgraphs';

const PRODUCTS = '{ products(first: 2) { id title stars } }';

/** What a client sees of an answer, without what is different for every request. */
interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | null>>;
  readonly body: unknown;
}

describe('the lean road', () => {
  let lean: TestGateway;
  let apollo: TestGateway;
  beforeAll(async () => {
    const config = { subgraphTimeoutMs: 300 };
    lean = await startTestGateway({ env: { GATEWAY_FRONT: 'lean', MAX_COST: '1000' }, config });
    apollo = await startTestGateway({ env: { GATEWAY_FRONT: 'apollo', MAX_COST: '1000' }, config });
  });
  afterAll(() => Promise.all([lean.stop(), apollo.stop()]));

  const asked = jest.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
  afterAll(() => asked.mockRestore());

  const ask = async (gateway: TestGateway, body: unknown, headers: Record<string, string>): Promise<Seen> => {
    const response = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const names = ['content-type', 'cache-control', 'content-length', 'allow', 'vary', 'retry-after'];
    return {
      status: response.status,
      headers: Object.fromEntries(names.map((name) => [name, response.headers.get(name)])),
      body: text.replace(/"correlationId":"[^"]*"/g, '"correlationId":"…"'),
    };
  };

  /** @returns how often Apollo Server was asked for the second of two equal requests. */
  const compare = async (body: unknown, headers: Record<string, string> = {}): Promise<number> => {
    await ask(
      lean,
      { query: '{ __typename }' },
      headers.accept === undefined ? {} : { accept: headers.accept },
    );
    const first = await ask(lean, body, headers);
    const before = asked.mock.calls.length;
    const second = await ask(lean, body, headers);
    const calls = asked.mock.calls.length - before;
    const stock = await ask(apollo, body, headers);
    expect(second).toEqual(stock);
    expect(first).toEqual(stock);
    return calls;
  };

  test.each([
    ['an operation', { query: PRODUCTS }],
    ['one of several', { query: `query A ${PRODUCTS} query B { best { id } }`, operationName: 'B' }],
    ['variables', { query: 'query ($n: Int = 1) { products(first: $n) { id } }', variables: { n: 2 } }],
    [
      'no variables where there is a default',
      { query: 'query ($n: Int = 1) { products(first: $n) { id } }' },
    ],
    ['nothing where null may be', { query: '{ product(id: "missing") { id } }', variables: null }],
    ['a field that fails', { query: '{ broken { id } refused { id } best { id } }' }],
    [
      'a fragment and a condition',
      {
        query:
          'query ($t: Boolean!) { products { ...P } } fragment P on Product { id title @include(if: $t) }',
        variables: { t: false },
      },
    ],
    [
      'a mutation',
      { query: 'mutation { productRename(id: "1", title: "a\\"\\\\ü") { product { title } } }' },
    ],
  ])('answers %s as Apollo Server does, without it', async (_, body) => {
    expect(await compare(body)).toBe(0);
  });

  test.each([
    'application/json',
    '*/*',
    'application/graphql-response+json',
    'application/graphql-response+json, application/json;q=0.9',
  ])('answers who accepts %s as Apollo Server does, without it', async (accept) => {
    expect(await compare({ query: PRODUCTS }, { accept })).toBe(0);
  });

  test('answers who may see what not everybody may, without it', async () => {
    const staff = await bearer('support');
    expect(await compare({ query: '{ margins { id } favourites { title } }' }, staff)).toBe(0);
  });

  test.each([
    ['what is not for this viewer', { query: '{ margins { id } }' }, {}],
    [
      'what may return too much',
      { query: '{ products { related { related { related { related { id } } } } } }' },
      {},
    ],
    [
      'variables that do not fit',
      { query: 'query ($n: Int!) { products(first: $n) { id } }', variables: { n: 'x' } },
      {},
    ],
    ['variables that are missing', { query: 'query ($n: Int!) { products(first: $n) { id } }' }, {}],
    ['variables that are no object', { query: PRODUCTS, variables: [1] }, {}],
    ['an operation that is not there', { query: `query A ${PRODUCTS}`, operationName: 'B' }, {}],
    ['an operation that is not named', { query: `query A ${PRODUCTS} query B { best { id } }` }, {}],
    ['a name that is no text', { query: PRODUCTS, operationName: 7 }, {}],
    ['what is no GraphQL', { query: '{ products {' }, {}],
    ['what is not in the schema', { query: '{ nothing }' }, {}],
    ['a subscription', { query: 'subscription { productChanged(id: "1") { id } }' }, {}],
    ['introspection', { query: '{ __schema { queryType { name } } }' }, {}],
    ['a batch', [{ query: PRODUCTS }, { query: '{ best { id } }' }], {}],
    ['nothing', {}, {}],
    ['an empty document', { query: '' }, {}],
    ['a client that accepts no JSON', { query: PRODUCTS }, { accept: 'image/png' }],
  ])('leaves %s to Apollo Server', async (_, body, headers) => {
    expect(await compare(body, headers)).toBe(1);
  });

  test('is not asked for what a page of another origin could have sent, nor is Apollo Server', async () => {
    expect(await compare({ query: PRODUCTS }, { 'content-type': 'text/plain' })).toBe(0);
  });

  test('tells of a subgraph that is away as Apollo Server does', async () => {
    for (const { reviews } of [lean, apollo]) reviews.isDown = true;
    expect(await compare({ query: '{ products { id stars } }' })).toBe(0);
    for (const { reviews } of [lean, apollo]) reviews.isDown = false;
  });

  test('reports each operation, by name', async () => {
    const body = { query: `query Shelf ${PRODUCTS}` };
    await compare(body);
    const lines = lean.logLines.filter((line) => line.includes('"operation":"Shelf"'));
    expect(lines).toHaveLength(2);
    const metrics = await (await fetch(`${lean.url}/metrics`)).text();
    expect(metrics).toMatch(/gateway_request_duration_seconds_count\{operation="Shelf",outcome="ok"\} 3/);
  });

  test('knows no document of a schema that is not served any more', async () => {
    const body = { query: '{ products(first: 1) { id stars } }' };
    expect(await compare(body)).toBe(0);
    await lean.publish({ shop: shopSdl, reviews: reviewsSdl.replace('stars: Int', 'grade: Int') });
    await lean.gateway.reload();
    const { status, body: text } = await ask(lean, body, {});
    expect([status, text]).toEqual([400, expect.stringContaining('GRAPHQL_VALIDATION_FAILED')]);
  });
});
