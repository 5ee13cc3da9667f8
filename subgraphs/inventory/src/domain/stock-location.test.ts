import { locationProblem } from './stock-location';

const location = { code: 'us-east', region: 'US', allocationOrder: 1, storeId: undefined };

test.each([[{}], [{ storeId: 'main' }], [{ allocationOrder: 0 }], [{ allocationOrder: 1_000_000 }]])(
  'a location with %j is one',
  (over) => {
    expect(locationProblem({ ...location, ...over })).toBeUndefined();
  },
);

test.each([
  [{ code: '' }, 'code'],
  [{ code: 'x'.repeat(65) }, 'code'],
  [{ region: 'U\u0000' }, 'region'],
  [{ storeId: ' ' }, 'storeId'],
  [{ allocationOrder: -1 }, 'allocationOrder'],
  [{ allocationOrder: 0.5 }, 'allocationOrder'],
])('a location with %j is refused for its %s', (over, field) => {
  expect(locationProblem({ ...location, ...over })).toMatchObject({ field });
});
