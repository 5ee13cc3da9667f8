import { grantedLines, shortOf } from './reservation';

const grants = [
  { sku: 'a', asked: 5, quantity: 3, backordered: 1 },
  { sku: 'b', asked: 1, quantity: 0, backordered: 0 },
];

test('a grant tells the skus of which there was something', () => {
  expect(grantedLines(grants)).toEqual([{ sku: 'a', quantity: 3, backordered: 1 }]);
});

test('a request is short of what it asks beyond the grant, and of all of a sku nobody asked for then', () => {
  const request = [
    { sku: 'a', quantity: 4 },
    { sku: 'b', quantity: 1 },
    { sku: 'c', quantity: 2 },
  ];
  expect(shortOf(request, grants)).toEqual([
    { sku: 'a', requested: 4, available: 3 },
    { sku: 'b', requested: 1, available: 0 },
    { sku: 'c', requested: 2, available: 0 },
  ]);
  expect(shortOf([{ sku: 'a', quantity: 3 }], grants)).toEqual([]);
});
