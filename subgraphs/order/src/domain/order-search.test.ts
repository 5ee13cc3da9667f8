import { readSearch } from './order-search';

test('words are told apart by what they look like', () => {
  expect(
    readSearch('  ag-2026-7k3f9q  ada@example.org 01a2198d-709f-704e-8ec0-ccd540a7cb6b MUG-BLUE '),
  ).toEqual([
    { kind: 'orderNumber', orderNumber: 'AG-2026-7K3F9Q' },
    { kind: 'email', email: 'ada@example.org' },
    { kind: 'id', id: '01a2198d-709f-704e-8ec0-ccd540a7cb6b' },
    { kind: 'sku', sku: 'MUG-BLUE' },
  ]);
});

test('more than five words are not looked at, and nothing asks for nothing', () => {
  expect(readSearch('a b c d e f')).toHaveLength(5);
  expect(readSearch('   ')).toEqual([]);
});
