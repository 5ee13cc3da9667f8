import { archiveProduct } from './archive-product';
import { createProduct } from './create-product';
import { republishProducts } from './republish-products';
import { updateProduct } from './update-product';
import { upsertProductVariant } from './upsert-product-variant';
import { REQUEST, openCatalog } from '../catalog-fixture.suite';
import type { CatalogFixture } from '../catalog-fixture.suite';
import type { ProductDraft } from '../domain/create-product';

let catalog: CatalogFixture;
let serial = 0;

beforeAll(async () => {
  catalog = await openCatalog();
});
afterAll(() => catalog.close());

function draft(change: Partial<ProductDraft> = {}): ProductDraft {
  serial += 1;
  const n = String(serial);
  return {
    title: `Lamp ${n}`,
    status: 'ACTIVE',
    tags: ['light'],
    variants: [{ sku: `LAMP-${n}` }],
    ...change,
  };
}

async function created(change: Partial<ProductDraft> = {}): Promise<string> {
  const outcome = await createProduct(catalog.deps, draft(change), REQUEST);
  if (outcome.kind !== 'done') throw new Error(JSON.stringify(outcome));
  return outcome.id;
}

async function eventsOf(id: string): Promise<Record<string, unknown>[]> {
  return (await catalog.events()).filter((event) => event.aggregate_id === id).map(({ payload }) => payload);
}

describe('creating a product', () => {
  test('stores it with variant and picture, announces every variant and leaves an audit entry', async () => {
    const id = await created({
      variants: [
        { sku: 'TWIN-A', options: [{ name: 'Side', value: 'A' }], weightGrams: 5 },
        { sku: 'TWIN-B' },
      ],
    });
    expect(await catalog.reader.variantsOf([id])).toMatchObject([
      {
        sku: 'TWIN-A',
        title: 'A',
        options: [{ name: 'Side', value: 'A' }],
        weightGrams: 5,
        status: 'ACTIVE',
        taxCategory: 'standard',
      },
      { sku: 'TWIN-B', title: 'TWIN-B' },
    ]);
    expect(await catalog.reader.picturesOf([id])).toMatchObject([
      { url: expect.stringMatching(/^\/media\/lamp-\d+\.svg$/) },
    ]);
    expect(await eventsOf(id)).toMatchObject([
      {
        product_id: id,
        version: 1,
        status: 'ACTIVE',
        changed: ['created'],
        variants: [{ sku: 'TWIN-A', weight_grams: 5 }, { sku: 'TWIN-B' }],
      },
    ]);
    const audit = await catalog.database.query(
      'SELECT actor, action, correlation_id FROM audit_log WHERE entity = $1',
      [`product:${id}`],
    );
    expect(audit).toEqual([{ actor: 'support:s1', action: 'productCreate', correlation_id: 'c1' }]);
  });

  test('with a slug or sku that is taken is refused and leaves nothing', async () => {
    await created({ slug: 'taken', variants: [{ sku: 'TAKEN' }] });
    const before = await catalog.events();
    expect(await createProduct(catalog.deps, draft({ slug: 'taken' }), REQUEST)).toMatchObject({
      code: 'SLUG_TAKEN',
    });
    expect(
      await createProduct(catalog.deps, draft({ slug: 'free', variants: [{ sku: 'TAKEN' }] }), REQUEST),
    ).toMatchObject({ code: 'SKU_TAKEN' });
    expect(await catalog.reader.productsBySlug(['free'], true)).toEqual([]);
    expect(await catalog.events()).toEqual(before);
  });

  test('in a category that does not exist is refused', async () => {
    const outcome = await createProduct(catalog.deps, draft({ categoryIds: ['nowhere'] }), REQUEST);
    expect(outcome).toMatchObject({ code: 'NOT_FOUND', field: ['input', 'categoryIds', '0'] });
  });

  test('ten times in parallel with one key makes one product', async () => {
    const wanted = draft();
    const request = { ...REQUEST, idempotencyKey: 'once' };
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => createProduct(catalog.deps, wanted, request)),
    );
    const done = outcomes.filter((outcome) => outcome.kind === 'done');
    expect(new Set(done.map(({ id }) => id)).size).toBe(1);
    for (const outcome of outcomes)
      if (outcome.kind !== 'done') expect(outcome).toMatchObject({ code: 'IDEMPOTENCY_IN_PROGRESS' });
    expect(await createProduct(catalog.deps, wanted, request)).toEqual(done[0]);
    expect(await createProduct(catalog.deps, draft(), request)).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });
});

describe('changing a product', () => {
  test('keeps what is not mentioned, grows the version and announces what changed', async () => {
    const id = await created();
    catalog.clock.advance(60_000);
    await updateProduct(
      catalog.deps,
      { id, fields: { description: 'Warm light', tags: ['light', 'warm'] }, expectedVersion: 1 },
      REQUEST,
    );
    expect(await catalog.reader.productsById([id], false)).toMatchObject([
      { description: 'Warm light', tags: ['light', 'warm'], version: 2, updatedAt: catalog.clock.now() },
    ]);
    expect((await eventsOf(id)).at(-1)).toMatchObject({ version: 2, changed: ['description', 'tags'] });
  });

  test('with another version than expected is refused with the current one', async () => {
    const id = await created();
    const outcome = await updateProduct(
      catalog.deps,
      { id, fields: { title: 'Late' }, expectedVersion: 7 },
      REQUEST,
    );
    expect(outcome).toEqual({ kind: 'versionConflict', expectedVersion: 7, currentVersion: 1 });
  });

  test('by ten writers at once loses no change', async () => {
    const id = await created();
    const change = (n: number) =>
      upsertProductVariant(
        catalog.deps,
        { productId: id, variant: { sku: `MANY-${String(n)}` }, expectedVersion: undefined },
        REQUEST,
      );
    await Promise.all(Array.from({ length: 10 }, (_, n) => change(n)));
    expect(await catalog.reader.productsById([id], true)).toMatchObject([{ version: 11 }]);
    expect(await catalog.reader.variantsOf([id])).toHaveLength(11);
    expect((await eventsOf(id)).map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test('that does not exist is refused, also for an id that is no UUID', async () => {
    for (const id of ['0192f0c1-0000-7000-8000-000000000001', 'nothing']) {
      expect(
        await updateProduct(catalog.deps, { id, fields: {}, expectedVersion: undefined }, REQUEST),
      ).toMatchObject({ code: 'NOT_FOUND' });
    }
  });

  test('to an empty list of attributes and categories takes them away', async () => {
    const id = await created({ attributes: { material: 'brass' } });
    await updateProduct(
      catalog.deps,
      { id, fields: { attributes: null, categoryIds: [] }, expectedVersion: undefined },
      REQUEST,
    );
    expect(await catalog.reader.productsById([id], true)).toMatchObject([{ attributes: null }]);
  });
});

test('an archived product is gone for shoppers and its variants are announced as archived', async () => {
  const id = await created({ variants: [{ sku: 'GONE-SOON' }] });
  await archiveProduct(catalog.deps, { id, expectedVersion: undefined }, REQUEST);
  expect(await catalog.reader.productsById([id], false)).toEqual([]);
  expect(await catalog.reader.variantsBySku(['GONE-SOON'], false)).toEqual([]);
  expect(await catalog.reader.variantsBySku(['GONE-SOON'], true)).toMatchObject([{ status: 'ARCHIVED' }]);
  expect((await eventsOf(id)).at(-1)).toMatchObject({
    status: 'ARCHIVED',
    variants: [{ sku: 'GONE-SOON', status: 'ARCHIVED' }],
  });
});

test('a replay announces every product once at its present version', async () => {
  await catalog.database.query('DELETE FROM outbox');
  const count = await republishProducts(catalog.deps.store, { correlationId: 'replay', batchSize: 3 });
  const events = await catalog.events();
  const products = await catalog.database.query<{ id: string; version: number }>(
    'SELECT id, version FROM product ORDER BY id',
  );
  expect(count).toBe(products.length);
  expect(
    events.map(({ aggregate_id, aggregate_version }) => ({ id: aggregate_id, version: aggregate_version })),
  ).toEqual(products);
});
