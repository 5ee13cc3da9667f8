import { newId } from '@agora/platform/ids';
import { openCartWorld } from '../cart-world.suite';
import type { CartWorld } from '../cart-world.suite';
import { findVariants, lineTitle, storeVariants } from './variant-store';

let world: CartWorld;
beforeAll(async () => {
  world = await openCartWorld();
});
afterAll(() => world.close());

type Product = Parameters<typeof storeVariants>[1];

function product(version: number, title: string, over: Partial<Product> = {}): Product {
  const variants = ['red', 'blue'].map((colour) => ({
    variant_id: newId(),
    sku: `CUP-${colour}`,
    title: colour,
    product_title: title,
    image_url: null,
    status: 'ACTIVE' as const,
    tax_category: 'standard',
    weight_grams: null,
  }));
  return { product_id: newId(), version, variants, ...over };
}
const titles = async (): Promise<string[]> => {
  const found = await findVariants(world.database, ['CUP-red', 'CUP-blue', 'NONE']);
  return [...found.values()].map(({ title }) => title).sort();
};

describe('the read model of variants', () => {
  test('follows the product, and an older event never overwrites a newer one', async () => {
    await storeVariants(world.database, product(3, 'Cup'));
    expect(await titles()).toEqual(['Cup – blue', 'Cup – red']);
    await storeVariants(world.database, product(2, 'Old cup'));
    expect(await titles()).toEqual(['Cup – blue', 'Cup – red']);
    await storeVariants(world.database, product(4, 'Big cup'));
    expect(await titles()).toEqual(['Big cup – blue', 'Big cup – red']);
  });

  test('sells only what is active', async () => {
    const found = await findVariants(world.database, ['MUG', 'OLD']);
    expect(found.get('MUG')?.isSellable).toBe(true);
    expect(found.get('OLD')?.isSellable).toBe(false);
  });

  test('calls a line by its product, and by its variant where that says more', () => {
    expect(lineTitle('Cup', '')).toBe('Cup');
    expect(lineTitle('Cup', 'Cup')).toBe('Cup');
    expect(lineTitle('Cup', 'red')).toBe('Cup – red');
  });
});
