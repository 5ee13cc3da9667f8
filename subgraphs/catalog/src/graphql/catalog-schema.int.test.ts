import { createCategory } from '../application/create-category';
import { createProduct } from '../application/create-product';
import { REQUEST, STAFF, openCatalog } from '../catalog-fixture.suite';
import type { CatalogFixture } from '../catalog-fixture.suite';

let catalog: CatalogFixture;
let lighting: string;

beforeAll(async () => {
  catalog = await openCatalog();
  const home = await categoryId('home', null);
  lighting = await categoryId('lighting', home);
  for (let n = 1; n <= 5; n += 1) await addLamp(n, n === 5 ? 'DRAFT' : 'ACTIVE');
});
afterAll(() => catalog.close());

async function categoryId(slug: string, parentId: string | null): Promise<string> {
  const outcome = await createCategory(catalog.deps, { slug, title: slug, parentId }, REQUEST);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

async function addLamp(n: number, status: 'ACTIVE' | 'DRAFT'): Promise<void> {
  catalog.clock.advance(1_000);
  const variants = ['Red', 'Blue'].map((value) => ({
    sku: `LAMP-${String(n)}-${value.toUpperCase()}`,
    options: [{ name: 'Colour', value }],
  }));
  const draft = {
    title: `Lamp ${String(n)}`,
    status,
    variants,
    categoryIds: [lighting],
    tags: [n % 2 === 0 ? 'even' : 'odd'],
  };
  await createProduct(catalog.deps, draft, REQUEST);
}

async function data(
  document: string,
  variables?: Record<string, unknown>,
  viewer?: typeof STAFF,
): Promise<Record<string, unknown>> {
  const result = await catalog.run(document, variables, viewer);
  expect(result.errors).toBeUndefined();
  return JSON.parse(JSON.stringify(result.data)) as Record<string, unknown>;
}

async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const before = catalog.database.statements;
  await work();
  return catalog.database.statements - before;
}

describe('reading', () => {
  const LIST = `{ products(first: 10) { nodes { slug options { name values } variants { sku media { url } product { title } } categories { slug path { slug } } media { url } } } }`;

  test('a list with everything below it costs a statement per kind, not per product', async () => {
    expect(await statementsOf(() => data(LIST))).toBeLessThanOrEqual(7);
  });

  test('a product shows options, variants, pictures and the path of its categories', async () => {
    const { product } =
      await data(`{ product(slug: "lamp-1") { status options { name values } variants { sku options { value } } media { kind status url width }
      categories { path { slug } parent { slug } children { slug } } } }`);
    expect(product).toEqual({
      status: 'ACTIVE',
      options: [{ name: 'Colour', values: ['Red', 'Blue'] }],
      variants: [
        { sku: 'LAMP-1-RED', options: [{ value: 'Red' }] },
        { sku: 'LAMP-1-BLUE', options: [{ value: 'Blue' }] },
      ],
      media: [{ kind: 'IMAGE', status: 'READY', url: '/media/lamp-1.svg', width: 800 }],
      categories: [
        { path: [{ slug: 'home' }, { slug: 'lighting' }], parent: { slug: 'home' }, children: [] },
      ],
    });
  });

  test('variants by sku keep the order asked, with null for what is not there', async () => {
    const { productVariants } = await data(
      `{ productVariants(skus: ["LAMP-2-RED", "NOPE", "LAMP-1-RED"]) { sku } }`,
    );
    expect(productVariants).toEqual([{ sku: 'LAMP-2-RED' }, null, { sku: 'LAMP-1-RED' }]);
  });

  test('neither or both of id and slug is bad input', async () => {
    const result = await catalog.run('{ product { id } }');
    expect(result.errors?.[0]?.originalError).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  test('drafts are there for staff only, by every road', async () => {
    const document = `{ product(slug: "lamp-5") { id } productVariant(sku: "LAMP-5-RED") { id } products(filter: { status: [DRAFT] }) { totalCount } }`;
    expect(await data(document)).toEqual({
      product: null,
      productVariant: null,
      products: { totalCount: 0 },
    });
    expect(await data(document, {}, STAFF)).toEqual({
      product: { id: expect.any(String) },
      productVariant: { id: expect.any(String) },
      products: { totalCount: 1 },
    });
  });
});

describe('paging products', () => {
  const PAGE = `query ($first: Int, $after: String, $last: Int, $before: String, $sort: ProductSort, $query: String) {
    products(first: $first, after: $after, last: $last, before: $before, sort: $sort, query: $query) { nodes { title } pageInfo { endCursor startCursor hasNextPage hasPreviousPage } } }`;
  interface Listed {
    products: {
      nodes: { title: string }[];
      pageInfo: { endCursor: string; startCursor: string; hasNextPage: boolean; hasPreviousPage: boolean };
    };
  }
  const page = async (variables: Record<string, unknown>) =>
    ((await data(PAGE, variables)) as unknown as Listed).products;

  test.each(['RELEVANCE', 'TITLE_ASC', 'TITLE_DESC', 'CREATED_AT_ASC', 'CREATED_AT_DESC', 'UPDATED_AT_DESC'])(
    'walks all of %s forwards and back again',
    async (sort) => {
      const whole = (await page({ first: 10, sort })).nodes;
      const first = await page({ first: 3, sort });
      const second = await page({ first: 3, sort, after: first.pageInfo.endCursor });
      expect([...first.nodes, ...second.nodes]).toEqual(whole);
      expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
      const back = await page({ last: 3, sort, before: second.pageInfo.startCursor });
      expect(back.nodes).toEqual(first.nodes);
    },
  );

  test('a cursor of another order is bad input', async () => {
    const { pageInfo } = await page({ first: 1, sort: 'TITLE_ASC' });
    const result = await catalog.run(PAGE, { after: pageInfo.endCursor, sort: 'CREATED_AT_ASC' });
    expect(result.errors?.[0]?.originalError).toMatchObject({
      code: 'BAD_USER_INPUT',
      details: [{ field: 'after' }],
    });
  });

  test('search wants every word and takes wildcards literally', async () => {
    expect((await page({ query: 'lamp red 3' })).nodes).toEqual([{ title: 'Lamp 3' }]);
    expect((await page({ query: '%' })).nodes).toEqual([]);
    expect((await page({ query: '_amp' })).nodes).toEqual([]);
  });

  test('filters by tag, sku and the categories above count together', async () => {
    const { category } = await data(
      `{ category(slug: "home") { id products(first: 2) { totalCount nodes { title } pageInfo { hasNextPage } } } }`,
    );
    expect(category).toMatchObject({
      products: {
        totalCount: 4,
        nodes: [{ title: 'Lamp 1' }, { title: 'Lamp 2' }],
        pageInfo: { hasNextPage: true },
      },
    });
    const { id } = category as { id: string };
    const filter = { tags: ['even'], categoryIds: [id], skus: ['LAMP-2-RED', 'LAMP-1-RED'] };
    const { products } = await data(
      `query ($filter: ProductFilter) { products(filter: $filter) { totalCount nodes { title } } }`,
      { filter },
    );
    expect(products).toEqual({ totalCount: 1, nodes: [{ title: 'Lamp 2' }] });
  });

  test('the total is counted only when selected', async () => {
    const without = await statementsOf(() => data('{ products { nodes { id } } }'));
    expect(await statementsOf(() => data('{ products { nodes { id } totalCount } }'))).toBe(without + 1);
  });

  test('pages of many categories are one statement', async () => {
    const document =
      '{ categories { nodes { children { slug products(first: 2) { nodes { title } } } products(first: 1) { nodes { title } } } } }';
    expect(await statementsOf(() => data(document))).toBe(4);
  });
});

describe('references', () => {
  const ENTITIES = `query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename ... on ProductVariant { id sku } ... on Product { slug } ... on Category { slug } } }`;
  const entities = async (representations: readonly object[]) =>
    (await data(ENTITIES, { representations }))['_entities'];

  test('by id and by sku are batched and keep their order; missing, hidden and malformed ones are null', async () => {
    const { productVariant, product } = (await data(
      `{ productVariant(sku: "LAMP-1-RED") { id } product(slug: "lamp-2") { id } }`,
    )) as Record<string, { id: string }>;
    const representations = [
      { __typename: 'ProductVariant', sku: 'LAMP-3-BLUE' },
      { __typename: 'ProductVariant', id: productVariant?.id },
      { __typename: 'ProductVariant', sku: 'LAMP-5-RED' },
      { __typename: 'ProductVariant', id: 'not-a-uuid' },
      { __typename: 'Product', id: product?.id },
      { __typename: 'Category', id: lighting },
      { __typename: 'ProductVariant', sku: 'LAMP-2-BLUE' },
    ];
    const cost = await statementsOf(async () => {
      expect(await entities(representations)).toMatchObject([
        { sku: 'LAMP-3-BLUE' },
        { sku: 'LAMP-1-RED' },
        null,
        null,
        { slug: 'lamp-2' },
        { slug: 'lighting' },
        { sku: 'LAMP-2-BLUE' },
      ]);
    });
    expect(cost).toBe(4);
  });
});

describe('changing', () => {
  const CREATE = `mutation ($input: ProductCreateInput!) { productCreate(input: $input) { product { id slug version variants { sku } } userErrors { code field } } }`;
  const input = { title: 'Desk', variants: [{ sku: 'DESK', options: [{ name: 'Wood', value: 'Oak' }] }] };

  test('needs a member of staff', async () => {
    const asGuest = await catalog.run(CREATE, { input });
    expect(asGuest.errors?.[0]?.originalError).toMatchObject({ code: 'UNAUTHENTICATED' });
    const asCustomer = await catalog.run(CREATE, { input }, { ...STAFF, role: 'customer', customerId: 's1' });
    expect(asCustomer.errors?.[0]?.originalError).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('answers with the new state, and a refusal with the current one', async () => {
    const { productCreate } = await data(CREATE, { input }, STAFF);
    expect(productCreate).toMatchObject({
      product: { slug: 'desk', version: 1, variants: [{ sku: 'DESK' }] },
      userErrors: [],
    });
    const { id } = (productCreate as { product: { id: string } }).product;
    const update = `mutation ($input: ProductUpdateInput!) { productUpdate(input: $input) { product { title version } userErrors { code field ... on VersionConflictError { expectedVersion currentVersion } } } }`;
    expect(await data(update, { input: { id, title: 'Table', expectedVersion: 3 } }, STAFF)).toEqual({
      productUpdate: {
        product: { title: 'Desk', version: 1 },
        userErrors: [
          {
            code: 'VERSION_CONFLICT',
            field: ['input', 'expectedVersion'],
            expectedVersion: 3,
            currentVersion: 1,
          },
        ],
      },
    });
  });

  test('two mutations of one document see each other', async () => {
    const upsert = (alias: string, sku: string) =>
      `${alias}: productVariantUpsert(input: { productId: $id, variant: { sku: "${sku}" } }) { product { version variants { sku } } userErrors { code } }`;
    const { product } = (await data('{ product(slug: "lamp-4") { id } }')) as { product: { id: string } };
    const answer = await data(
      `mutation ($id: ID!) { ${upsert('a', 'LAMP-4-X')} ${upsert('b', 'LAMP-4-Y')} }`,
      { id: product.id },
      STAFF,
    );
    expect(answer).toMatchObject({ a: { product: { version: 2 } }, b: { product: { version: 3 } } });
    const { b } = answer as { b: { product: { variants: { sku: string }[] } } };
    expect(b.product.variants.map(({ sku }) => sku)).toEqual([
      'LAMP-4-RED',
      'LAMP-4-BLUE',
      'LAMP-4-X',
      'LAMP-4-Y',
    ]);
  });
});
