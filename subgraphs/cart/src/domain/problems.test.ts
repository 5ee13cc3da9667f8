import { isSameProblems, newProblems, nextProblems, problem } from './problems';

const NOON = new Date('2026-01-15T12:00:00.000Z');
const LATER = new Date('2026-01-15T12:20:00.000Z');
const never = () => false;
const rose = problem('PRICE_ROSE', { lineId: 'l1', about: 'MUG', previousPriceMinor: 1n, priceMinor: 2n });

test('a problem that goes on keeps its time, whatever else about it changed', () => {
  const before = nextProblems([], never, [rose], NOON);
  const after = nextProblems(before, () => true, [{ ...rose, priceMinor: 3n, isBlocking: true }], LATER);
  expect(after).toEqual([{ ...rose, priceMinor: 3n, isBlocking: true, since: NOON }]);
  expect(newProblems(before, after)).toEqual([]);
  expect(isSameProblems(before, after)).toBe(false);
});

test('what is cured goes, what is not stays, what is new is told', () => {
  const expired = problem('RESERVATION_EXPIRED', { lineId: 'l1', about: 'MUG' });
  const before = nextProblems([], never, [rose, expired], NOON);
  const after = nextProblems(before, ({ code }) => code === 'PRICE_ROSE', [problem('PAYMENT_FAILED')], LATER);
  expect(after.map(({ code, since }) => [code, since])).toEqual([
    ['RESERVATION_EXPIRED', NOON],
    ['PAYMENT_FAILED', LATER],
  ]);
  expect(newProblems(before, after).map(({ code }) => code)).toEqual(['PAYMENT_FAILED']);
});

test('two codes are two problems, the same code of two lines as well', () => {
  const coupons = ['A', 'B'].map((about) => problem('COUPON_NOT_APPLICABLE', { about }));
  const lines = ['l1', 'l2'].map((lineId) => problem('OUT_OF_STOCK', { lineId, about: 'MUG' }));
  expect(nextProblems([], never, [...coupons, ...lines], NOON)).toHaveLength(4);
});

test('times alone are no difference', () => {
  const [one, two] = [nextProblems([], never, [rose], NOON), nextProblems([], never, [rose], LATER)];
  expect(isSameProblems(one, two)).toBe(true);
});
