import { draftProduct } from './create-product';
import type { ProductDraft } from './create-product';
import { isRefusal } from './refusal';

const birth = {
  productId: 'p1',
  variantIds: ['v1', 'v2'],
  pictureId: 'm1',
  now: new Date('2026-01-02T03:04:05Z'),
};
const draft: ProductDraft = {
  title: 'Café Chair',
  status: 'DRAFT',
  variants: [
    { sku: 'CHAIR-OAK', options: [{ name: 'Wood', value: 'Oak' }] },
    { sku: 'CHAIR-ASH', options: [{ name: 'Wood', value: 'Ash' }] },
  ],
};

describe('a new product', () => {
  test('begins at version 1 with a slug of its title, titled variants and a generated picture', () => {
    const product = draftProduct(draft, birth);
    if (isRefusal(product)) throw new Error(JSON.stringify(product));
    expect(product).toMatchObject({ id: 'p1', slug: 'cafe-chair', version: 1, createdAt: birth.now });
    expect(product.variants.map(({ title }) => title)).toEqual(['Oak', 'Ash']);
    expect(product.pictures).toMatchObject([{ id: 'm1', url: '/media/cafe-chair.svg' }]);
  });

  test.each<[string, Partial<ProductDraft>, string[]]>([
    ['no variant', { variants: [] }, ['input', 'variants']],
    ['a sku in lower case', { variants: [{ sku: 'chair' }] }, ['input', 'variants', '0', 'sku']],
    ['the same sku twice', { variants: [{ sku: 'A' }, { sku: 'A' }] }, ['input', 'variants', '1', 'sku']],
    ['a title that gives no slug', { title: '椅子' }, ['input', 'slug']],
    ['a slug with spaces', { slug: 'a chair' }, ['input', 'slug']],
    ['attributes that are a list', { attributes: [1] }, ['input', 'attributes']],
    ['a tag twice', { tags: ['oak', 'oak'] }, ['input', 'tags']],
    [
      'a negative weight',
      { variants: [{ sku: 'A', weightGrams: -1 }] },
      ['input', 'variants', '0', 'weightGrams'],
    ],
  ])('with %s is refused at that field', (_name, change, field) => {
    expect(draftProduct({ ...draft, ...change }, birth)).toMatchObject({ kind: 'refused', field });
  });
});
