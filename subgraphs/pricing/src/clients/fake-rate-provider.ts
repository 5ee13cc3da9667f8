import { createHash } from 'node:crypto';
import { DAY_MS } from '@agora/platform/time';
import type { ProvidedRates, RateProvider } from '../application/refresh-rates';

/** What one US dollar costs on a day without news. */
const MIDS: Readonly<Record<string, number>> = { USD: 1, EUR: 0.92, GBP: 0.79, JPY: 150, KWD: 0.307 };
/** Most that one day moves a currency, and how much of a day's move is left the day after. */
const STEP = 0.002;
const MEMORY = 0.85;
const REMEMBERED_DAYS = 30;
const DECIMALS = 8;

/**
 * Exchange rates that move a little from day to day around fixed ones: for shops without a provider. The same day always gives
 * the same rates, in every process, and one pair agrees with another to eight decimals.
 */
export const fakeRateProvider: RateProvider = {
  name: 'fake',
  rates: async (at) => ratesOfDay(Math.floor(at.getTime() / DAY_MS)),
};

function ratesOfDay(day: number): ProvidedRates {
  const costs = Object.entries(MIDS).map(([code, mid]) => ({ code, perDollar: mid * deviation(code, day) }));
  const rates = costs.flatMap((base) =>
    costs
      .filter(({ code }) => code !== base.code)
      .map((quote) => ({
        base: base.code,
        quote: quote.code,
        rate: (quote.perDollar / base.perDollar).toFixed(DECIMALS),
      })),
  );
  return { asOf: new Date(day * DAY_MS), rates };
}

/** A walk that forgets: the sum of the last days' steps, each less the older it is. */
function deviation(code: string, day: number): number {
  if (code === 'USD') return 1;
  let sum = 0;
  for (let age = 0; age < REMEMBERED_DAYS; age += 1) sum += stepOf(code, day - age) * MEMORY ** age;
  return 1 + sum;
}

function stepOf(code: string, day: number): number {
  const chance =
    createHash('sha256')
      .update(`${code}:${String(day)}`)
      .digest()
      .readUInt32BE(0) /
    2 ** 32;
  return (chance * 2 - 1) * STEP;
}
