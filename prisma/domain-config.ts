// What the six prisma.config.ts have in common. With it plain `npx prisma … --config prisma/<domain>/prisma.config.ts`
// works offline: the schema engine is the repository's own script instead of a downloaded binary.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'prisma/config';
import type { PrismaConfig } from 'prisma';

const root = join(__dirname, '..');

/**
 * The configuration of one domain's folder. The database is the one of `<DOMAIN>_DATABASE_URL`, also read from
 * `.env` at the root; commands that need none (generate, validate, format) work without it.
 */
export function domainConfig(domain: string): PrismaConfig {
  process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= join(root, 'scripts/prisma-schema-engine.mjs');
  const envFile = join(root, '.env');
  if (existsSync(envFile)) process.loadEnvFile(envFile);
  const url = process.env[`${domain.toUpperCase()}_DATABASE_URL`];
  return defineConfig({
    schema: '.',
    migrations: { path: 'migrations' },
    ...(url === undefined || url === '' ? {} : { datasource: { url } }),
  });
}
