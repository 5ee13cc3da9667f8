import { AppError } from '@agora/platform/errors';
import { readQuoteRows } from './read-quote-rows';

test('rows are read as lines', () => {
  expect(
    readQuoteRows([
      ['MUG', 2, null, null, []],
      ['NOVEL', 1, '1299', 3, [['engraving', 'To Ada']]],
    ]),
  ).toEqual([
    {
      sku: 'MUG',
      quantity: 2,
      attributes: new Map(),
      heldUnitPriceMinor: undefined,
      heldForQuantity: undefined,
    },
    {
      sku: 'NOVEL',
      quantity: 1,
      attributes: new Map([['engraving', 'To Ada']]),
      heldUnitPriceMinor: 1_299n,
      heldForQuantity: 3,
    },
  ]);
});

test.each([
  ['text', 'input.lines'],
  [{ 0: 'MUG' }, 'input.lines'],
  [['MUG'], 'input.lines.0'],
  [[['MUG', '2', null, null, []]], 'input.lines.0'],
  [[['MUG', 1.5, null, null, []]], 'input.lines.0'],
  [
    [
      ['MUG', 1, null, null, []],
      [7, 1, null, null, []],
    ],
    'input.lines.1',
  ],
  [[['MUG', 1, '-5', 1, []]], 'input.lines.0'],
  [[['MUG', 1, 5, 1, []]], 'input.lines.0'],
  [[['MUG', 1, '5', '1', []]], 'input.lines.0'],
  [[['MUG', 1, null, null]], 'input.lines.0'],
  [[['MUG', 1, null, null, [['key']]]], 'input.lines.0'],
  [[['MUG', 1, null, null, [['key', 7]]]], 'input.lines.0'],
])('%j is bad input, and %s is named', (rows, field) => {
  expect(faultOf(() => readQuoteRows(rows))).toMatchObject({ code: 'BAD_USER_INPUT', details: [{ field }] });
});

function faultOf(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
  }
  throw new Error('no fault was thrown');
}
