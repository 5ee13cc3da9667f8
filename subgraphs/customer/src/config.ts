import { readConfig, wholeNumber } from '@agora/platform/config';
import { z } from 'zod';

export const customerEnvironment = z.object({
  CUSTOMER_DATABASE_URL: z.string().min(1),
  CUSTOMER_DATABASE_CONNECTIONS: wholeNumber({ min: 2, max: 200, fallback: 10 }),
});

export interface CustomerConfig {
  /** Never logged. */
  readonly databaseUrl: string;
  /** Most connections at once. */
  readonly databaseConnections: number;
}

/** The customer subgraph's configuration from the environment. @throws Error that lists every problem. */
export function readCustomerConfig(env: NodeJS.ProcessEnv): CustomerConfig {
  const read = readConfig(customerEnvironment, env);
  return { databaseUrl: read.CUSTOMER_DATABASE_URL, databaseConnections: read.CUSTOMER_DATABASE_CONNECTIONS };
}
