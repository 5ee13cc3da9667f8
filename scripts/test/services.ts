import { findKafka } from '../../packages/test-kit/src/services/kafka';
import { findPostgres } from '../../packages/test-kit/src/services/postgres';
import { findRedis } from '../../packages/test-kit/src/services/redis';
import { findSchemaRegistry } from '../../packages/test-kit/src/services/schema-registry';
import type { FoundService, MissingService } from '../../packages/test-kit/src/services/service-search';

interface ServiceSlot {
  readonly name: string;
  readonly variable: string;
  readonly lanes: string;
  find(options: { install: boolean }): Promise<FoundService | MissingService>;
}

const slots: readonly ServiceSlot[] = [
  {
    name: 'PostgreSQL',
    variable: 'AGORA_TEST_POSTGRES_URL',
    lanes: 'everything but unit tests',
    find: findPostgres,
  },
  { name: 'Redis', variable: 'AGORA_TEST_REDIS_URL', lanes: 'Redis adapters, distributed', find: findRedis },
  {
    name: 'Kafka',
    variable: 'AGORA_TEST_KAFKA_BROKERS',
    lanes: 'Kafka adapters, distributed',
    find: findKafka,
  },
  {
    name: 'Schema registry',
    variable: 'AGORA_TEST_SCHEMA_REGISTRY_URL',
    lanes: 'schema registry',
    find: findSchemaRegistry,
  },
];

/** The services of one test run. */
export interface TestServices {
  /** `AGORA_TEST_*` of the services that were found. */
  readonly environment: Readonly<Record<string, string>>;
  /** One line per service: where it came from. */
  readonly found: readonly string[];
  /** One line per service that was not found: which lanes do not run, why, and what would help. */
  readonly notRun: readonly string[];
  stop(): Promise<void>;
}

/** Finds or starts every service the tests can use, at the same time. Missing ones are reported, not thrown. */
export async function startServices(options: { install: boolean }): Promise<TestServices> {
  const results = await Promise.all(slots.map(async (slot) => ({ slot, result: await slot.find(options) })));
  const environment: Record<string, string> = {};
  const found: string[] = [];
  const notRun: string[] = [];
  for (const { slot, result } of results) {
    if (result.kind === 'found') {
      environment[slot.variable] = result.address;
      found.push(`${slot.name}: ${result.how}`);
    } else {
      // The first line says it; what follows is a program's own account.
      notRun.push(`not run: ${slot.lanes} (${result.reason.split('\n')[0] ?? ''}); ${result.remedy}`);
    }
  }
  const stop = async (): Promise<void> => {
    await Promise.all(
      results.map(async ({ result }) => (result.kind === 'found' ? result.stop() : undefined)),
    );
  };
  return { environment, found, notRun, stop };
}
