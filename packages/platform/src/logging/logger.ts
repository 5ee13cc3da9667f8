import pino from 'pino';
import type { Logger } from 'pino';
import { z } from 'zod';
import { readConfig } from '../config/read-config';

export type { Logger } from 'pino';

/** Names whose values never reach a log line, at any depth pino can reach (three levels). */
const SECRET_NAMES = [
  'authorization',
  'sessionToken',
  'session_token',
  'accessToken',
  'access_token',
  'token',
  'password',
  'secret',
  'couponCode',
  'couponCodes',
  'paymentToken',
  'payment_token',
  'signature',
  'email',
  'x-session-token',
  'x-agora-internal',
  'cookie',
];
/** Where PostgreSQL repeats the row or key that broke a constraint: what people entered, in their own words. */
const ROW_PATHS = ['err.detail', 'err.cause.detail', 'err.meta.driverAdapterError.cause.detail'];
const paths = SECRET_NAMES.flatMap((name) => {
  const key = /^[a-zA-Z_]+$/.test(name) ? `.${name}` : `["${name}"]`;
  return [key.startsWith('.') ? key.slice(1) : key, `*${key}`, `*.*${key}`];
});

export const loggingEnvironment = z.object({
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
});

export interface LoggerOptions {
  readonly name: string;
  /** trace, debug, info, warn, error, fatal or silent. Default: `LOG_LEVEL`, else info. */
  readonly level?: string;
  /** Where lines go; standard output when neither this nor `logFile` is given. */
  readonly destination?: pino.DestinationStream;
  /** Appends to this file; its folder must exist. */
  readonly logFile?: string;
}

/** A JSON logger that redacts secrets by name. One per process; pieces take `logger.child({ component })`. */
export function createLogger(options: LoggerOptions): Logger {
  return pino(
    {
      name: options.name,
      level: options.level ?? readConfig(loggingEnvironment).LOG_LEVEL,
      redact: { paths: [...paths, ...ROW_PATHS], censor: '[redacted]' },
      formatters: { level: (label) => ({ level: label }) },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    options.destination ?? pino.destination({ dest: options.logFile ?? 1, sync: false }),
  );
}

/** The first two characters of a coupon code: enough to talk about it, not enough to use it. */
export function maskCode(code: string): string {
  return `${code.slice(0, 2)}***`;
}
