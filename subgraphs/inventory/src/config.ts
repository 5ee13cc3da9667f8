import { readAuthConfig } from '@agora/platform/auth';
import { readConfig, wholeNumber } from '@agora/platform/config';
import { z } from 'zod';
import type { HoldTerms } from './persistence/hold-terms';

export const inventoryEnvironment = z.object({
  INVENTORY_DATABASE_URL: z.string().min(1),
  INVENTORY_DATABASE_CONNECTIONS: wholeNumber({ min: 2, max: 200, fallback: 10 }),
  INVENTORY_DEFAULT_REGION: z.string().min(1).default('US'),
  INVENTORY_LEASE_SECONDS: wholeNumber({ min: 31, max: 3_600, fallback: 60 }),
  INVENTORY_HOLD_SECONDS: wholeNumber({ min: 1, max: 86_400, fallback: 900 }),
  INVENTORY_HOLD_CAP_SECONDS: wholeNumber({ min: 1, max: 604_800, fallback: 3_600 }),
  INVENTORY_SWEEP_MS: wholeNumber({ min: 50, max: 60_000, fallback: 1_000 }),
});

export interface InventoryConfig {
  readonly databaseUrl: string;
  /** Most connections for requests; background work has a few of its own. */
  readonly databaseConnections: number;
  /** The region of requests that name none. */
  readonly defaultRegion: string;
  readonly terms: HoldTerms;
  /** Between two sweeps of expired holds, milliseconds. */
  readonly sweepMs: number;
  /** Signs the tokens inventory shows to other subgraphs. */
  readonly internalSecret: string;
}

/**
 * Inventory's configuration from the environment.
 * @throws Error that lists every problem. The cap of a hold must not be shorter than its sliding time.
 */
export function readInventoryConfig(env: NodeJS.ProcessEnv): InventoryConfig {
  const read = readConfig(inventoryEnvironment, env);
  if (read.INVENTORY_HOLD_CAP_SECONDS < read.INVENTORY_HOLD_SECONDS) {
    throw new Error('INVENTORY_HOLD_CAP_SECONDS must not be less than INVENTORY_HOLD_SECONDS.');
  }
  return {
    databaseUrl: read.INVENTORY_DATABASE_URL,
    databaseConnections: read.INVENTORY_DATABASE_CONNECTIONS,
    defaultRegion: read.INVENTORY_DEFAULT_REGION,
    terms: {
      leaseSeconds: read.INVENTORY_LEASE_SECONDS,
      slideSeconds: read.INVENTORY_HOLD_SECONDS,
      capSeconds: read.INVENTORY_HOLD_CAP_SECONDS,
    },
    sweepMs: read.INVENTORY_SWEEP_MS,
    internalSecret: readAuthConfig(env).internalSecret,
  };
}
