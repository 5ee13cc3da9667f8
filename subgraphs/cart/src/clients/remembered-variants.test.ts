import { idFrom } from '@agora/platform/ids';
import type { VariantFacts } from '../domain/add-lines';
import { rememberedVariants } from './remembered-variants';

const facts = (sku: string): VariantFacts => ({
  variantId: idFrom(sku),
  title: sku,
  imageUrl: null,
  taxCategory: 'standard',
  isSellable: true,
});

function counted(known: Set<string>): {
  readonly asked: string[][];
  readonly variants: ReturnType<typeof rememberedVariants>;
} {
  const asked: string[][] = [];
  const variants = rememberedVariants({
    find: (skus) => {
      asked.push([...skus]);
      return Promise.resolve(new Map(skus.filter((sku) => known.has(sku)).map((sku) => [sku, facts(sku)])));
    },
  });
  return { asked, variants };
}

test('what is known is asked for once, what is not every time, and what was said to be old again', async () => {
  const known = new Set(['MUG', 'LAMP']);
  const { asked, variants } = counted(known);
  expect((await variants.find(['MUG', 'NEW'], null)).size).toBe(1);
  expect([...(await variants.find(['MUG', 'LAMP', 'NEW'], null)).keys()]).toEqual(['MUG', 'LAMP']);
  known.add('NEW');
  expect((await variants.find(['NEW', 'MUG'], null)).size).toBe(2);
  variants.forget();
  await variants.find(['MUG'], null);
  expect(asked).toEqual([['MUG', 'NEW'], ['LAMP', 'NEW'], ['NEW'], ['MUG']]);
});
