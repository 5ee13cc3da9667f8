import { policyProblem } from './stock-policy';
import type { StockPolicy } from './stock-policy';

const policy = (over: Partial<StockPolicy>): StockPolicy => ({
  safetyStock: undefined,
  backorderable: undefined,
  backorderLimit: undefined,
  lowStockThreshold: undefined,
  ...over,
});

test.each([
  [{ safetyStock: 0 }],
  [{ backorderable: false }],
  [{ backorderable: true, backorderLimit: 1_000_000 }],
  [{ lowStockThreshold: 3 }],
])('%j is a policy', (over) => {
  expect(policyProblem(policy(over))).toBeUndefined();
});

test.each([
  [{}, 'safetyStock'],
  [{ safetyStock: -1 }, 'safetyStock'],
  [{ backorderLimit: 1_000_001 }, 'backorderLimit'],
  [{ lowStockThreshold: 1.5 }, 'lowStockThreshold'],
])('%j is refused for its %s', (over, field) => {
  expect(policyProblem(policy(over))).toMatchObject({ field });
});
