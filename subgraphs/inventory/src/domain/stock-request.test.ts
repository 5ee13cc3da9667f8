import { isSameRequest, lineProblem, mergeLines } from './stock-request';

describe('a stock request', () => {
  test('has one line per sku, in sku order', () => {
    const lines = [
      { sku: 'b', quantity: 1 },
      { sku: 'a', quantity: 2 },
      { sku: 'b', quantity: 3 },
    ];
    expect(mergeLines(lines)).toEqual([
      { sku: 'a', quantity: 2 },
      { sku: 'b', quantity: 4 },
    ]);
  });

  test.each([
    ['', 1, 'sku'],
    [' ', 1, 'sku'],
    ['x'.repeat(101), 1, 'sku'],
    ['a\u0000', 1, 'sku'],
    ['a', 0, 'delta'],
    ['a', -1, 'delta'],
    ['a', 1.5, 'delta'],
    ['a', 25_001, 'delta'],
  ])('of %j and quantity %d is refused for its %s', (sku, quantity, field) =>
    expect(lineProblem({ sku, quantity })).toMatchObject({ field }),
  );

  test('is the same only with the same skus and quantities', () => {
    const one = [{ sku: 'a', quantity: 1 }];
    expect(isSameRequest(one, [{ sku: 'a', quantity: 1 }])).toBe(true);
    expect(isSameRequest(one, [{ sku: 'a', quantity: 2 }])).toBe(false);
    expect(isSameRequest(one, [])).toBe(false);
    expect(isSameRequest([], one)).toBe(false);
  });
});
