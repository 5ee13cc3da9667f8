import { allTopics } from '@agora/contracts/catalog-of-events';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { createLogger } from '@agora/platform/logging';
import { openPorts } from '@agora/platform/ports';
import { findKafka } from '../../packages/test-kit/src/services/kafka';
import { findRedis } from '../../packages/test-kit/src/services/redis';
import { findSchemaRegistry } from '../../packages/test-kit/src/services/schema-registry';
import type {
  FoundService,
  MissingService,
  SearchOptions,
} from '../../packages/test-kit/src/services/service-search';

/** Services that run, with the variables that lead to them. */
export interface RunningServices {
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const wanted = [
  { name: 'Redis', variable: 'REDIS_URL', find: findRedis, without: undefined },
  { name: 'Kafka', variable: 'KAFKA_BROKERS', find: findKafka, without: undefined },
  {
    name: 'Schema registry',
    variable: 'SCHEMA_REGISTRY_URL',
    find: findSchemaRegistry,
    without: 'events carry the fingerprints of their schemas',
  },
] as const;

/**
 * Finds or starts Redis, Kafka and, where there is one, a schema registry, and says in a line each where they come from.
 * @throws Error naming every service that is needed and could not be had, what was tried and what would help.
 */
export async function findServices(
  options: SearchOptions,
  say: (line: string) => void,
): Promise<RunningServices> {
  const results = await Promise.all(
    wanted.map(async (service) => ({ ...service, result: await service.find(options) })),
  );
  const stop = async (): Promise<void> => {
    for (const { result } of results) if (result.kind === 'found') await result.stop();
  };
  const missing = results.flatMap(({ name, result, without }) =>
    result.kind === 'missing' && without === undefined ? [told(name, result)] : [],
  );
  if (missing.length > 0) {
    await stop();
    throw new Error(missing.join('\n'));
  }
  const found = results.flatMap(({ result, ...rest }) =>
    result.kind === 'found' ? [{ ...rest, result }] : [],
  );
  for (const { name, result } of found) say(`${name}: ${(result satisfies FoundService).how}`);
  for (const { name, result, without } of results)
    if (result.kind === 'missing') say(`${name}: none (${result.reason}); ${without ?? ''}`);
  return {
    environment: Object.fromEntries(found.map(({ variable, result }) => [variable, result.address])),
    stop,
  };
}

function told(name: string, { tried, remedy }: MissingService): string {
  return [`There is no ${name}:`, ...tried.map((way) => `  ${way}`), `To get one, ${remedy}.`].join('\n');
}

/**
 * Creates the topics that are missing, on Kafka or in the event log, and registers the schemas where there is a registry:
 * none is ever made by using it.
 * @returns what is there now, in a few words.
 */
export async function provisionEvents(env: NodeJS.ProcessEnv): Promise<string> {
  const ports = openPorts({
    name: 'setup',
    logger: createLogger({ name: 'setup', level: 'warn' }),
    env,
    schemas: eventSchemas(),
  });
  try {
    await ports.provision(allTopics());
    const topics = `${String(allTopics().length)} topics`;
    if (!env['SCHEMA_REGISTRY_URL']) return topics;
    return `${topics}, and ${String(eventSchemas().length)} schemas at the registry`;
  } finally {
    await ports.close();
  }
}
