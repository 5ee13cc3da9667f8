import { archiveProduct, changeProduct, upsertVariant } from './change-product';
import { draftProduct } from './create-product';
import type { Product } from './product';
import { isRefusal } from './refusal';

const born = new Date('2026-01-01T00:00:00Z');
const now = new Date('2026-02-01T00:00:00Z');

function mug(): Product {
  const product = draftProduct(
    { title: 'Mug', status: 'ACTIVE', variants: [{ sku: 'MUG-RED', weightGrams: 300 }] },
    { productId: 'p', variantIds: ['v'], pictureId: 'm', now: born },
  );
  if (isRefusal(product)) throw new Error('not a product');
  return product;
}

describe('changing a product', () => {
  test('touches the mentioned fields only and adds one to the version', () => {
    const change = changeProduct(mug(), { title: 'Cup', description: undefined }, now);
    expect(change).toMatchObject({
      changed: ['title', 'pictures'],
      product: { title: 'Cup', slug: 'mug', version: 2, updatedAt: now },
    });
  });

  test('to what it already is changes nothing', () => {
    expect(changeProduct(mug(), { title: 'Mug', tags: [] }, now)).toMatchObject({
      changed: [],
      product: { version: 1, updatedAt: born },
    });
  });

  test('to another slug moves the generated picture along', () => {
    expect(changeProduct(mug(), { slug: 'tall-mug' }, now)).toMatchObject({
      product: { pictures: [{ url: '/media/tall-mug.svg' }] },
    });
  });

  test('to a title without text is refused', () => {
    expect(changeProduct(mug(), { title: '  ' }, now)).toMatchObject({
      kind: 'refused',
      code: 'INVALID_VALUE',
      field: ['input', 'title'],
    });
  });

  test('archiving twice changes nothing the second time', () => {
    const { product } = archiveProduct(mug(), now);
    expect(product.status).toBe('ARCHIVED');
    expect(archiveProduct(product, now).changed).toEqual([]);
  });
});

describe('upserting a variant', () => {
  const facts = { newId: 'new', now };

  test('with a known sku changes what is mentioned and keeps id and sku', () => {
    const change = upsertVariant(mug(), { sku: 'MUG-RED', title: 'Red' }, facts);
    expect(change).toMatchObject({
      changed: ['variants'],
      product: { variants: [{ id: 'v', sku: 'MUG-RED', title: 'Red', weightGrams: 300 }] },
    });
  });

  test('with a new sku adds it at the end', () => {
    const change = upsertVariant(
      mug(),
      { sku: 'MUG-BLUE', options: [{ name: 'Colour', value: 'Blue' }] },
      facts,
    );
    expect(change).toMatchObject({
      product: { variants: [{ id: 'v' }, { id: 'new', sku: 'MUG-BLUE', title: 'Blue' }] },
    });
  });

  test('beyond 100 variants is refused', () => {
    const full = {
      ...mug(),
      variants: Array.from({ length: 100 }, (_, n) => ({ ...mug().variants[0], sku: `S${String(n)}` })),
    } as Product;
    expect(upsertVariant(full, { sku: 'ONE-MORE' }, facts)).toMatchObject({
      kind: 'refused',
      code: 'TOO_MANY_VARIANTS',
    });
  });
});
