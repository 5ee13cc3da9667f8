import { readConfig, wholeNumber } from '@agora/platform/config';
import { z } from 'zod';

export const catalogEnvironment = z.object({
  CATALOG_DATABASE_URL: z.string().min(1),
  CATALOG_DATABASE_CONNECTIONS: wholeNumber({ min: 2, max: 200, fallback: 10 }),
});

export interface CatalogConfig {
  /** Never logged. */
  readonly databaseUrl: string;
  /** Most connections at once. */
  readonly databaseConnections: number;
}

/** The catalog's configuration from the environment. @throws Error that lists every problem. */
export function readCatalogConfig(env: NodeJS.ProcessEnv): CatalogConfig {
  const read = readConfig(catalogEnvironment, env);
  return { databaseUrl: read.CATALOG_DATABASE_URL, databaseConnections: read.CATALOG_DATABASE_CONNECTIONS };
}
