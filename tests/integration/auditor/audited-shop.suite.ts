// A seeded shop whose databases, topics and payment party a test may break on purpose, and the auditor over all of it.
import { audit } from '@agora/auditor/audit';
import type { AuditReport } from '@agora/auditor/audit';
import type { AuditedDomain } from '@agora/auditor/audited-databases';
import { openWorld } from '@agora/auditor/open-world';
import { ALL_RULES } from '@agora/auditor/rules/all-rules';
import { allTopics } from '@agora/contracts/catalog-of-events';
import { createDatabase } from '@agora/platform/database';
import { createPgLogTransport } from '@agora/platform/eventing';
import type { EventTransport } from '@agora/platform/eventing';
import { createLogger } from '@agora/platform/logging';
import { createIntentStore } from '@agora/sandbox-parties/payment/intent-store';
import { createPaymentParty } from '@agora/sandbox-parties/payment/payment-party';
import { createTestDatabase } from '@agora/test-kit/databases';
import { SEED_DOMAINS, seedAll } from '../../../scripts/seed/seed-all';
import type { SeedOptions } from '../../../scripts/seed/seed-all';

export interface AuditedShop {
  readonly events: EventTransport;
  readonly paymentUrl: string;
  /** Runs statements as somebody who may write. */
  rows<Row extends object>(domain: AuditedDomain, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** One look of every rule, with nothing too young to be judged unless `marginSeconds` says so. */
  audit(options?: { readonly marginSeconds?: number }): Promise<AuditReport>;
  drop(): Promise<void>;
}

export async function createAuditedShop(): Promise<AuditedShop> {
  const logger = createLogger({ name: 'test', level: 'silent' });
  const bus = await createTestDatabase('empty');
  const made = await Promise.all(
    SEED_DOMAINS.map(async (domain) => ({ domain, ...(await createTestDatabase(domain)) })),
  );
  const urls = Object.fromEntries(made.map(({ domain, url }) => [domain, url])) as SeedOptions['urls'];
  await seedAll({ urls, now: new Date() });
  const writers = new Map(
    made.map(({ domain, url }) => [domain, createDatabase({ url, name: 'breaker', maxConnections: 1 })]),
  );
  const events = createPgLogTransport({ url: bus.url, logger, pollMs: 20, rebalanceMs: 100 });
  await events.createTopics(allTopics());
  const party = createPaymentParty({ logger, store: await createIntentStore() });
  const paymentUrl = await party.start();
  return {
    events,
    paymentUrl,
    rows: async (domain, text, values) => (await writers.get(domain)?.query(text, values)) as never,
    audit: async ({ marginSeconds = 0 } = {}) => {
      const world = openWorld({ databaseUrls: urls, paymentUrl, marginSeconds }, events);
      try {
        return await audit(world, { rules: ALL_RULES, secondLookSeconds: 0 });
      } finally {
        await world.close();
      }
    },
    drop: async () => {
      await events.close();
      await party.stop();
      await Promise.all([...writers.values()].map((database) => database.close()));
      await Promise.all([bus, ...made].map((database) => database.drop()));
    },
  };
}
