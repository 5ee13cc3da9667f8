// node --import tsx -C source scripts/seed/main.ts: seeds the databases of the <DOMAIN>_DATABASE_URL variables.
import { existsSync } from 'node:fs';
import { SEED_DOMAINS, seedAll } from './seed-all';
import type { SeedDomain } from './seed-all';

function readUrls(): Record<SeedDomain, string> {
  const names = SEED_DOMAINS.map((domain) => [domain, `${domain.toUpperCase()}_DATABASE_URL`] as const);
  const missing = names.filter(([, name]) => (process.env[name] ?? '') === '').map(([, name]) => name);
  if (missing.length > 0)
    throw new Error(`Set ${missing.join(', ')}: each domain is seeded into its own database.`);
  return Object.fromEntries(names.map(([domain, name]) => [domain, process.env[name] ?? ''])) as Record<
    SeedDomain,
    string
  >;
}

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const startedAt = performance.now();
  const outcome = await seedAll({ urls: readUrls(), now: new Date() });
  if (outcome.kind === 'already') {
    console.log('The catalog has products already: nothing was seeded.');
    return;
  }
  const { products, customers, carts, orders } = outcome;
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(
    `Seeded ${String(products)} products, ${String(customers)} customers, ${String(carts)} carts and ${String(orders)} orders in ${seconds} s.`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
