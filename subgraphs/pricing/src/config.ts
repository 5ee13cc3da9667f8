import { readAuthConfig } from '@agora/platform/auth';
import { readConfig, wholeNumber } from '@agora/platform/config';
import type { AttemptLimits } from '@agora/platform/rate-limit';
import { MINUTE_MS, SECOND_MS } from '@agora/platform/time';
import { z } from 'zod';

export const pricingEnvironment = z.object({
  PRICING_DATABASE_URL: z.string().min(1),
  PRICING_DATABASE_CONNECTIONS: wholeNumber({ min: 2, max: 200, fallback: 10 }),
  PRICING_DEFAULT_REGION: z.string().min(1).default('US'),
  PRICING_REFRESH_MS: wholeNumber({ min: 50, max: 60_000, fallback: 2_000 }),
  PRICING_RELOAD_MS: wholeNumber({ min: 1_000, max: 86_400_000, fallback: 600_000 }),
  COUPON_ATTEMPTS_PER_MINUTE: wholeNumber({ min: 0, max: 10_000, fallback: 10 }),
  COUPON_ATTEMPTS_PER_ADDRESS: wholeNumber({ min: 0, max: 100_000, fallback: 100 }),
  FX_PROVIDER: z.enum(['fake', 'none']).default('fake'),
  FX_REFRESH_MINUTES: wholeNumber({ min: 1, max: 1_440, fallback: 60 }),
});

export interface PricingConfig {
  readonly databaseUrl: string;
  readonly databaseConnections: number;
  /** The region of requests that name none. */
  readonly defaultRegion: string;
  /** Between two looks for changed prices that nobody told of, milliseconds. */
  readonly refreshMs: number;
  /** Between two readings of all prices, milliseconds. */
  readonly reloadMs: number;
  /** Coupon codes in quotes that shoppers ask for themselves. */
  readonly attemptLimits: AttemptLimits;
  /** Where exchange rates come from: made up, or from staff alone. */
  readonly ratesProvider: 'fake' | 'none';
  /** Between two looks at the provider's rates, milliseconds. */
  readonly ratesEveryMs: number;
  /** Between two looks for promotions and windows whose time has come, milliseconds. */
  readonly clockEveryMs: number;
  /** Signs quotes; cart and order verify with the same one. */
  readonly quoteSecret: string;
}

const CLOCK_EVERY_MS = 5 * SECOND_MS;

/**
 * Pricing's configuration from the environment.
 * @throws Error that lists every problem.
 */
export function readPricingConfig(env: NodeJS.ProcessEnv): PricingConfig {
  const read = readConfig(pricingEnvironment, env);
  return {
    databaseUrl: read.PRICING_DATABASE_URL,
    databaseConnections: read.PRICING_DATABASE_CONNECTIONS,
    defaultRegion: read.PRICING_DEFAULT_REGION,
    refreshMs: read.PRICING_REFRESH_MS,
    reloadMs: read.PRICING_RELOAD_MS,
    attemptLimits: {
      perIdentity: read.COUPON_ATTEMPTS_PER_MINUTE,
      perAddress: read.COUPON_ATTEMPTS_PER_ADDRESS,
    },
    ratesProvider: read.FX_PROVIDER,
    ratesEveryMs: read.FX_REFRESH_MINUTES * MINUTE_MS,
    clockEveryMs: CLOCK_EVERY_MS,
    quoteSecret: readAuthConfig(env).quoteSecret,
  };
}
