import { ANONYMOUS } from '@agora/platform/auth';
import { createLogger } from '@agora/platform/logging';
import { MemoryRateLimiter } from '@agora/platform/rate-limit';
import { deadlineAfter, systemClock } from '@agora/platform/time';
import { PriceIndex } from '../application/price-index';
import { Shoppers } from '../application/shoppers';
import type { PricingContext } from '../context';
import { PriceLookup } from './price-lookup';

const unreachable = (): Promise<never> => Promise.reject(new Error('no database'));
const nobody: PricingContext = {
  viewer: ANONYMOUS,
  correlationId: 'c',
  traceparent: undefined,
  deadline: deadlineAfter(1_000),
  log: createLogger({ name: 'test', level: 'silent' }),
  idempotencyKey: undefined,
  shop: {
    storeId: undefined,
    channel: undefined,
    region: 'US',
    currencyCode: undefined,
    language: undefined,
  },
  clientAddress: undefined,
  forwardHeaders: {},
};

function lookupBeforePricesAreThere(): PriceLookup {
  return new PriceLookup({
    index: new PriceIndex({ changes: unreachable }),
    shoppers: new Shoppers({ read: unreachable }),
    clock: systemClock,
    quoteSecret: 'secret',
    defaultRegion: 'US',
    attempts: new MemoryRateLimiter({ clock: systemClock }),
    attemptLimits: { perIdentity: 0, perAddress: 0 },
  });
}

describe('a process whose prices are not there yet', () => {
  const notYet = { code: 'DOWNSTREAM_UNAVAILABLE', retriable: true };

  it('refuses a quote, retriably', async () => {
    const quote = lookupBeforePricesAreThere().quote({ lines: [{ sku: 'MUG', quantity: 1 }] }, nobody);
    await expect(quote).rejects.toMatchObject(notYet);
  });

  it('rejects the question who buys instead of throwing at once, which would end the process', async () => {
    let asked: Promise<unknown> | undefined;
    expect(() => {
      asked = lookupBeforePricesAreThere().shopper([], {}, nobody);
      asked.catch(() => undefined);
    }).not.toThrow();
    await expect(asked).rejects.toMatchObject(notYet);
  });
});
