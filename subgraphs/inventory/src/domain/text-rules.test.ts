import { isSku, textProblem } from './text-rules';

test.each([
  ['MUG-BLUE', true],
  ['größe 44', true],
  ['x'.repeat(100), true],
  ['x'.repeat(101), false],
  ['', false],
  ['   ', false],
  ['MUG\u0000', false],
  ['MUG\nBLUE', false],
])('%j is a sku: %p', (sku, isOne) => {
  expect(isSku(sku)).toBe(isOne);
});

test('the problem of a text tells its bounds', () => {
  expect(textProblem('abc', 2)).toBe('must have from 1 to 2 characters');
  expect(textProblem('a\u0007', 2)).toBe('must not contain control characters');
});
