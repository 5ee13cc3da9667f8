import { readAuthConfig, readSecret } from '@agora/platform/auth';
import type { AuthConfig } from '@agora/platform/auth';
import { readConfig, wholeNumber } from '@agora/platform/config';
import { MINUTE_MS } from '@agora/platform/time';
import { z } from 'zod';

export const orderEnvironment = z.object({
  ORDER_DATABASE_URL: z.string().min(1),
  ORDER_DATABASE_CONNECTIONS: wholeNumber({ min: 2, max: 200, fallback: 10 }),
  PAYMENT_URL: z.url().default('http://127.0.0.1:4010'),
  PAYMENT_WEBHOOK_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  CHECKOUT_WAIT_MS: wholeNumber({ min: 100, max: 8_000, fallback: 2_000 }),
  ORDER_PAYMENT_TIMEOUT_MINUTES: wholeNumber({ min: 1, max: 1_440, fallback: 15 }),
  ORDER_CALL_TIMEOUT_MS: wholeNumber({ min: 100, max: 10_000, fallback: 3_000 }),
  INVENTORY_TIMEOUT_MS: wholeNumber({ min: 100, max: 10_000, fallback: 5_000 }),
});

export interface OrderConfig {
  /** The order database. */
  readonly databaseUrl: string;
  /** Most connections for requests; background work has a few of its own. Default 10. */
  readonly databaseConnections: number;
  /** Base URL of the payment party. Default http://127.0.0.1:4010. */
  readonly paymentUrl: string;
  /** What the payment party signs its webhooks with. */
  readonly paymentWebhookSecret: string;
  /** How long `checkoutComplete` waits for the payment, and a repeat for the first request. Default 2,000 ms. */
  readonly checkoutWaitMs: number;
  /** How long an order may wait for its payment. Default 15 minutes. */
  readonly paymentTimeoutMs: number;
  /** Longest wait for one call to cart, catalog or pricing. Default 3,000 ms. */
  readonly callTimeoutMs: number;
  /** Longest wait for one call to inventory. Default 5,000 ms. */
  readonly inventoryTimeoutMs: number;
  /** Secrets of tokens and quotes. */
  readonly auth: Pick<AuthConfig, 'internalSecret' | 'orderSecret' | 'quoteSecret'>;
}

/** @throws Error that lists every unusable variable. */
export function readOrderConfig(env: NodeJS.ProcessEnv): OrderConfig {
  const read = readConfig(orderEnvironment, env);
  return {
    databaseUrl: read.ORDER_DATABASE_URL,
    databaseConnections: read.ORDER_DATABASE_CONNECTIONS,
    paymentUrl: read.PAYMENT_URL,
    paymentWebhookSecret: readSecret(env, 'PAYMENT_WEBHOOK_SECRET'),
    checkoutWaitMs: read.CHECKOUT_WAIT_MS,
    paymentTimeoutMs: read.ORDER_PAYMENT_TIMEOUT_MINUTES * MINUTE_MS,
    callTimeoutMs: read.ORDER_CALL_TIMEOUT_MS,
    inventoryTimeoutMs: read.INVENTORY_TIMEOUT_MS,
    auth: readAuthConfig(env),
  };
}
