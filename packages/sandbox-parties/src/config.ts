import { readSecret } from '@agora/platform/auth';
import { readConfig, wholeNumber } from '@agora/platform/config';
import { z } from 'zod';

const port = (fallback: number): z.ZodType<number> => wholeNumber({ min: 0, max: 65_535, fallback });

export const sandboxPartiesEnvironment = z.object({
  PAYMENT_PORT: port(4010),
  PAYMENT_HOST: z.string().default('127.0.0.1'),
  PAYMENT_STORE_FILE: z.string().optional(),
  PAYMENT_WEBHOOK_URL: z.url().optional(),
  PAYMENT_WEBHOOK_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  NOTIFICATION_PORT: port(4011),
  FULFILLMENT_PORT: port(4012),
  ANALYTICS_PORT: port(4013),
  PARTIES_HOST: z.string().default('127.0.0.1'),
  PARTIES_DATABASE_URL: z.string().optional(),
  FULFILLMENT_DELAY_SECONDS: wholeNumber({ min: 0, max: 604_800, fallback: 120 }),
});

export interface PaymentConfig {
  /** Port of the payment party; 0 takes any free one. Default 4010. */
  readonly port: number;
  /** Address it listens on. Default 127.0.0.1. */
  readonly host: string;
  /** Where intents and untold news survive a restart; in memory only when not set. */
  readonly storeFile: string | undefined;
  /** Where each change of an intent is posted, and what signs it; nowhere when `PAYMENT_WEBHOOK_URL` is not set. */
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
}

/** @throws Error that lists every unusable variable, or that production has no secret for its webhooks. */
export function readPaymentConfig(env: NodeJS.ProcessEnv): PaymentConfig {
  const read = readConfig(sandboxPartiesEnvironment, env);
  const url = read.PAYMENT_WEBHOOK_URL;
  return {
    port: read.PAYMENT_PORT,
    host: read.PAYMENT_HOST,
    storeFile: read.PAYMENT_STORE_FILE,
    webhook: url === undefined ? undefined : { url, secret: readSecret(env, 'PAYMENT_WEBHOOK_SECRET') },
  };
}

/** The parties that live on events and keep their rows in one database. */
export interface EventPartiesConfig {
  /** Address they listen on. Default 127.0.0.1. */
  readonly host: string;
  /** By party; 0 takes any free one. Default 4011, 4012, 4013. */
  readonly ports: Readonly<Record<'notification' | 'fulfillment' | 'analytics', number>>;
  /** The database `parties`. */
  readonly databaseUrl: string;
  /** How long a confirmed order waits for its shipment. Default 120,000 ms; 0: it does not. */
  readonly fulfillmentDelayMs: number;
}

/** @throws Error that lists every unusable variable, or that there is no database. */
export function readEventPartiesConfig(env: NodeJS.ProcessEnv): EventPartiesConfig {
  const read = readConfig(sandboxPartiesEnvironment, env);
  if (read.PARTIES_DATABASE_URL === undefined)
    throw new Error(
      'PARTIES_DATABASE_URL must be set: notification, fulfillment and analytics keep their rows there.',
    );
  return {
    host: read.PARTIES_HOST,
    ports: {
      notification: read.NOTIFICATION_PORT,
      fulfillment: read.FULFILLMENT_PORT,
      analytics: read.ANALYTICS_PORT,
    },
    databaseUrl: read.PARTIES_DATABASE_URL,
    fulfillmentDelayMs: read.FULFILLMENT_DELAY_SECONDS * 1_000,
  };
}
