import { optionsOf } from './product-options';
import { slugFrom } from './slug';

test('the options of a product are the values of its variants in the order of their first appearance', () => {
  const variant = (...pairs: [string, string][]) => ({
    options: pairs.map(([name, value]) => ({ name, value })),
  });
  expect(
    optionsOf([variant(['Size', 'M'], ['Colour', 'Red']), variant(['Size', 'S'], ['Colour', 'Red'])]),
  ).toEqual([
    { name: 'Size', values: ['M', 'S'] },
    { name: 'Colour', values: ['Red'] },
  ]);
  expect(optionsOf([variant()])).toEqual([]);
});

test('a slug is made of ASCII words and never begins or ends with a hyphen', () => {
  expect(slugFrom('  Über-große Tasse! ')).toBe('uber-gro-e-tasse');
  expect(slugFrom('椅子')).toBe('');
  expect(slugFrom(`${'a'.repeat(99)} b`)).toBe('a'.repeat(99));
});
