import { createInProcessSupergraph } from './comparison/in-process-subgraphs.suite';
import { answerOf, executeBy, runOwn } from './comparison/own-answer.suite';
import { differences, runStock } from './comparison/stock-answer.suite';
import { SupergraphExecutor } from './executor';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])';
const STAFF = ['1', '2', '3', '4', '5', '6'];
/** All of them have the same two products. */
const productOf = (id: string) => ({ __typename: 'Product', upc: Number(id) % 2 === 0 ? 'even' : 'odd' });

const supergraph = createInProcessSupergraph(
  {
    reviews: {
      sdl: `${LINK}
type Query { reviews: [Review!]! byOwner: [Review!]! }
type Review @key(fields: "id") { id: ID! product: Product! @shareable }
type Product @key(fields: "upc") { upc: ID! kind: String }`,
      resolvers: {
        Query: {
          reviews: () => STAFF.map((id) => ({ id, product: { ...productOf(id), kind: 'good' } })),
          // Here a product says something else wherever it stands.
          byOwner: () => STAFF.map((id) => ({ id, product: { ...productOf(id), kind: id } })),
        },
      },
    },
    remarks: {
      sdl: `${LINK}
type Review @key(fields: "id") { id: ID! product: Product! @shareable remark: String }
type Product @key(fields: "upc", resolvable: false) { upc: ID! remark: String }`,
      resolvers: {
        Review: {
          __resolveReference: ({ id }: { id: string }) => ({
            id,
            remark: `of ${id}`,
            product: { ...productOf(id), remark: `said by ${id}` },
          }),
        },
      },
    },
    prices: {
      sdl: `${LINK}
type Product @key(fields: "upc") { upc: ID! price: Int tags: [Tag!] }
type Tag @key(fields: "name") { name: String! }`,
      resolvers: {
        Product: {
          __resolveReference: ({ upc }: { upc: string }) => ({
            upc,
            price: upc.length,
            tags: ['new', upc].map((name) => ({ name })),
          }),
        },
      },
    },
    tags: {
      sdl: `${LINK}
type Tag @key(fields: "name") { name: String! size: Int }`,
      resolvers: {
        Tag: { __resolveReference: ({ name }: { name: string }) => ({ name, size: name.length }) },
      },
    },
  },
  () => ({}),
);
const executor = new SupergraphExecutor(supergraph.sdl, supergraph.apiSchema);

const answered = async (query: string) => {
  const own = await runOwn(supergraph, executor, { query });
  expect(differences(await runStock(supergraph, query, {}), own)).toEqual([]);
  expect(own.errors).toEqual([]);
  return own;
};
const representations = (own: Awaited<ReturnType<typeof answered>>, subgraph: string) =>
  own.fetches
    .filter((fetch) => fetch.subgraph === subgraph)
    .map(({ variables }) => (Object.values(variables)[0] as unknown[]).length);

test('equal entities get what was answered for one of them, at all their places and below', async () => {
  const own = await answered('{ reviews { id product { upc kind price tags { size } } } }');
  const odd = { upc: 'odd', kind: 'good', price: 3, tags: [{ size: 3 }, { size: 3 }] };
  expect(own.data?.['reviews']).toEqual(
    STAFF.map((id) => ({
      id,
      product:
        Number(id) % 2 === 1
          ? odd
          : { upc: 'even', kind: 'good', price: 4, tags: [{ size: 3 }, { size: 4 }] },
    })),
  );
  expect(representations(own, 'tags')).toEqual([3]);
});

test('entities with one key that are not equal keep what each of them says', async () => {
  const own = await answered('{ byOwner { id product { kind price } } }');
  expect(own.data?.['byOwner']).toEqual(
    STAFF.map((id) => ({ id, product: { kind: id, price: Number(id) % 2 === 0 ? 4 : 3 } })),
  );
  expect(representations(own, 'prices')).toEqual([2]);
});

test('equal entities stay apart where another fetch says something of each by what is around it', async () => {
  const own = await answered('{ reviews { remark product { kind remark price } } }');
  expect(own.data?.['reviews']).toEqual(
    STAFF.map((id) => ({
      remark: `of ${id}`,
      product: { kind: 'good', remark: `said by ${id}`, price: Number(id) % 2 === 0 ? 4 : 3 },
    })),
  );
});

describe('what is asked of entities at several places', () => {
  const QUERY = '{ reviews { product { price } } byOwner { product { price } } }';

  test('is asked once, and stands at all of them', async () => {
    const own = await answered(QUERY);
    expect(representations(own, 'prices')).toEqual([2]);
    expect(own.data?.['byOwner']).toEqual(own.data?.['reviews']);
    expect(own.data?.['byOwner']).toHaveLength(STAFF.length);
  });

  test.each([
    ['an outage', 'DOWNSTREAM_UNAVAILABLE', 1],
    ['a fault', 'INTERNAL', 3],
  ])(
    'after %s that takes all it is asked again place by place only where that may help',
    async (_, code, times) => {
      const run = supergraph.begin();
      let asked = 0;
      const executed = await executeBy(executor, { query: QUERY }, (subgraph, request) => {
        if (subgraph !== 'prices')
          return supergraph.sources[subgraph]?.answer(run, request) ?? Promise.reject(new Error('unknown'));
        asked += 1;
        const error = { message: 'no price', path: ['_entities', 0], extensions: { code } };
        return Promise.resolve({ data: null, errors: [error] });
      });
      const { data, errors } = answerOf(executed);
      expect(asked).toBe(times);
      expect(JSON.stringify(data)).not.toMatch(/"price":\d/);
      const places = errors.map(({ path }) => path?.filter((step) => typeof step === 'string').join('.'));
      expect(new Set(places)).toEqual(new Set(['reviews.product', 'byOwner.product']));
    },
  );
});
