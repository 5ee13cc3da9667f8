import { z } from 'zod';
import { readConfig, wholeNumber } from '@agora/platform/config';

export const sandboxPartiesEnvironment = z.object({
  PAYMENT_PORT: wholeNumber({ min: 0, max: 65_535, fallback: 4010 }),
  PAYMENT_HOST: z.string().default('127.0.0.1'),
  PAYMENT_STORE_FILE: z.string().optional(),
});

export interface SandboxPartiesConfig {
  readonly payment: {
    /** Port of the payment party; 0 takes any free one. Default 4010. */
    readonly port: number;
    /** Address it listens on. Default 127.0.0.1. */
    readonly host: string;
    /** Where intents survive a restart; in memory only when not set. */
    readonly storeFile: string | undefined;
  };
}

/** @throws Error that lists every unusable variable. */
export function readSandboxPartiesConfig(env: NodeJS.ProcessEnv): SandboxPartiesConfig {
  const read = readConfig(sandboxPartiesEnvironment, env);
  return {
    payment: { port: read.PAYMENT_PORT, host: read.PAYMENT_HOST, storeFile: read.PAYMENT_STORE_FILE },
  };
}
