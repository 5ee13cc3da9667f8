import { createOperationLabels } from './operation-name';

test('operation names become a bounded set of labels', () => {
  const labelOf = createOperationLabels(2);
  expect([undefined, null, '', 'A', 'B', 'C', 'A'].map(labelOf)).toEqual([
    'anonymous',
    'anonymous',
    'anonymous',
    'A',
    'B',
    'other',
    'A',
  ]);
  expect(createOperationLabels()('x'.repeat(81))).toBe('other');
});
