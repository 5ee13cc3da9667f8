import { isRate } from '../domain/exchange-rate';
import { fakeRateProvider } from './fake-rate-provider';

const day = (n: number): Date => new Date(Date.UTC(2026, 0, 1 + n, 13));
const rateOf = async (n: number, base: string, quote: string): Promise<number> => {
  const { rates } = await fakeRateProvider.rates(day(n));
  return Number(rates.find((rate) => rate.base === base && rate.quote === quote)?.rate);
};

test('has a rate for every two of its currencies, each of which can be stored', async () => {
  const { rates, asOf } = await fakeRateProvider.rates(day(0));
  expect(rates).toHaveLength(20);
  expect(rates.every(({ rate }) => isRate(rate))).toBe(true);
  expect(asOf).toEqual(new Date('2026-01-01T00:00:00.000Z'));
});

test('gives the same rates all day long and others the day after', async () => {
  const morning = await fakeRateProvider.rates(new Date('2026-03-01T00:00:00.000Z'));
  const evening = await fakeRateProvider.rates(new Date('2026-03-01T23:59:59.999Z'));
  const next = await fakeRateProvider.rates(new Date('2026-03-02T00:00:00.000Z'));
  expect(evening).toEqual(morning);
  expect(next.rates).not.toEqual(morning.rates);
});

test('moves little in a day and stays near its middle for years', async () => {
  for (let n = 0; n < 2_000; n += 37) {
    const [today, tomorrow] = [await rateOf(n, 'USD', 'EUR'), await rateOf(n + 1, 'USD', 'EUR')];
    expect(Math.abs(tomorrow / today - 1)).toBeLessThan(0.005);
    expect(Math.abs(today / 0.92 - 1)).toBeLessThan(0.014);
  }
});

test('agrees with itself there, back and over a third currency', async () => {
  const [there, back] = [await rateOf(9, 'USD', 'JPY'), await rateOf(9, 'JPY', 'USD')];
  expect(there * back).toBeCloseTo(1, 5);
  const over = (await rateOf(9, 'EUR', 'USD')) * there;
  expect(over / (await rateOf(9, 'EUR', 'JPY'))).toBeCloseTo(1, 6);
});
