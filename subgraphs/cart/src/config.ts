import { readAuthConfig } from '@agora/platform/auth';
import type { AuthConfig } from '@agora/platform/auth';
import { flag, readConfig, wholeNumber } from '@agora/platform/config';
import { isCurrency } from '@agora/platform/money';
import type { AttemptLimits } from '@agora/platform/rate-limit';
import { DAY_MS, MINUTE_MS } from '@agora/platform/time';
import { z } from 'zod';
import { DEFAULT_CART_TERMS } from './domain/cart-life';
import type { CartTerms } from './domain/cart-life';

export const cartEnvironment = z.object({
  CART_DATABASE_URL: z.string().min(1),
  CART_DATABASE_CONNECTIONS: wholeNumber({ min: 2, max: 200, fallback: 12 }),
  CART_REGIONS: z
    .string()
    .default('US:USD,EU:EUR,JP:JPY')
    .refine((text) => readRegions(text) !== undefined, 'must be a list such as US:USD,EU:EUR'),
  CART_CALL_TIMEOUT_MS: wholeNumber({ min: 100, max: 10_000, fallback: 3_000 }),
  COUPON_ATTEMPTS_PER_MINUTE: wholeNumber({ min: 0, max: 10_000, fallback: 10 }),
  COUPON_ATTEMPTS_PER_ADDRESS: wholeNumber({ min: 0, max: 100_000, fallback: 100 }),
  CART_ABANDON_MINUTES: wholeNumber({ min: 1, max: 10_080, fallback: 30 }),
  CART_EXPIRY_DAYS: wholeNumber({ min: 1, max: 365, fallback: 30 }),
  CART_CACHE_TTL: wholeNumber({ min: 1, max: 86_400, fallback: 60 }),
  ENABLE_INVENTORY_RESERVATION: flag(true),
  ENABLE_EVENT_PUBLISHING: flag(true),
  ENABLE_CACHE_INVALIDATION: flag(true),
  INVENTORY_TIMEOUT_MS: wholeNumber({ min: 100, max: 10_000, fallback: 5_000 }),
});

export interface CartConfig {
  /** The cart database. */
  readonly databaseUrl: string;
  /** Most connections for requests; background work has a few of its own. Default 12. */
  readonly databaseConnections: number;
  /** Regions that carts can be opened in, with the currency each of them has. */
  readonly regions: ReadonlyMap<string, string>;
  /** How long the stations of a cart's life last. */
  readonly terms: CartTerms;
  /** How long a snapshot of a cart is kept, seconds. Default 60. */
  readonly cacheTtlSeconds: number;
  /** Whether stock is held for carts. Off: everything can be put in, and orders find out. Default on. */
  readonly isReserving: boolean;
  /** Whether events leave. Off: they wait in the outbox until it is on again. Default on. */
  readonly isPublishing: boolean;
  /** Whether the newest version is looked up, without which nothing at hand could be trusted. Off: no snapshots, no memory. Default on. */
  readonly isCaching: boolean;
  /** Longest wait for one call to pricing or catalog. Default 3,000 ms. */
  readonly callTimeoutMs: number;
  /** Longest wait for one call to inventory. Default 5,000 ms. */
  readonly inventoryTimeoutMs: number;
  /** Coupon codes that one identity, and one address, may try per minute; 0 = any number. Default 10. */
  readonly couponAttempts: AttemptLimits;
  /** Secrets of service tokens and guest tokens. */
  readonly auth: Pick<AuthConfig, 'internalSecret' | 'sessionSecret'>;
}

/** @throws Error listing every problem by variable name. */
export function readCartConfig(env: NodeJS.ProcessEnv): CartConfig {
  const read = readConfig(cartEnvironment, env);
  return {
    databaseUrl: read.CART_DATABASE_URL,
    databaseConnections: read.CART_DATABASE_CONNECTIONS,
    regions: readRegions(read.CART_REGIONS) ?? new Map(),
    terms: {
      ...DEFAULT_CART_TERMS,
      idleMs: read.CART_ABANDON_MINUTES * MINUTE_MS,
      lifeMs: read.CART_EXPIRY_DAYS * DAY_MS,
    },
    cacheTtlSeconds: read.CART_CACHE_TTL,
    isReserving: read.ENABLE_INVENTORY_RESERVATION,
    isPublishing: read.ENABLE_EVENT_PUBLISHING,
    isCaching: read.ENABLE_CACHE_INVALIDATION,
    callTimeoutMs: read.CART_CALL_TIMEOUT_MS,
    inventoryTimeoutMs: read.INVENTORY_TIMEOUT_MS,
    couponAttempts: {
      perIdentity: read.COUPON_ATTEMPTS_PER_MINUTE,
      perAddress: read.COUPON_ATTEMPTS_PER_ADDRESS,
    },
    auth: readAuthConfig(env),
  };
}

function readRegions(text: string): Map<string, string> | undefined {
  const pairs = text.split(',').map((pair) => pair.trim().split(':'));
  const isRegion = ([region = '', currency = '']: string[]): boolean =>
    /^[A-Z0-9]{2,8}$/.test(region) && isCurrency(currency);
  return pairs.every(isRegion)
    ? new Map(pairs.map(([region = '', currency = '']) => [region, currency]))
    : undefined;
}
