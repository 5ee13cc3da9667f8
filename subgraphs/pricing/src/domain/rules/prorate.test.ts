import fc from 'fast-check';
import { prorate } from './prorate';

const total = (parts: readonly bigint[]): bigint => parts.reduce((sum, part) => sum + part, 0n);

test('by weight, the odd unit to the largest remainder', () => {
  const bearers = [100n, 100n, 101n].map((weight) => ({ weight, capacity: 1_000n }));
  expect(prorate(100n, bearers)).toEqual([33n, 33n, 34n]);
});

test('what one cannot bear goes to the others', () => {
  const bearers = [
    { weight: 100n, capacity: 5n },
    { weight: 100n, capacity: 100n },
  ];
  expect(prorate(60n, bearers)).toEqual([5n, 55n]);
  expect(prorate(500n, bearers)).toEqual([5n, 100n]);
});

test('nobody bears anything without weight or capacity', () => {
  expect(prorate(10n, [{ weight: 0n, capacity: 10n }])).toEqual([0n]);
  expect(prorate(10n, [])).toEqual([]);
});

const someBearers = fc.array(
  fc.record({
    weight: fc.bigInt({ min: 0n, max: 10n ** 6n }),
    capacity: fc.bigInt({ min: 0n, max: 10n ** 6n }),
  }),
  { maxLength: 20 },
);

test('every unit is borne, or every capacity used up', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 7n }), someBearers, (amount, bearers) => {
      const parts = prorate(amount, bearers);
      const room = total(bearers.map(({ weight, capacity }) => (weight > 0n ? capacity : 0n)));
      expect(total(parts)).toBe(amount < room ? amount : room);
      for (const [index, part] of parts.entries()) {
        expect(part >= 0n && part <= (bearers[index]?.capacity ?? 0n)).toBe(true);
      }
    }),
    { numRuns: 2_000 },
  );
});
