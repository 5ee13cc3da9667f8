import { allTopics } from '@agora/contracts/catalog-of-events';
import { createLogger } from '@agora/platform/logging';
import { openPorts } from '@agora/platform/ports';
import { findKafka } from '../../packages/test-kit/src/services/kafka';
import { findRedis } from '../../packages/test-kit/src/services/redis';
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
  { name: 'Redis', variable: 'REDIS_URL', find: findRedis },
  { name: 'Kafka', variable: 'KAFKA_BROKERS', find: findKafka },
] as const;

/**
 * Finds or starts Redis and Kafka and says in a line each where they come from.
 * @throws Error naming every service that could not be had, what was tried and what would help.
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
  const missing = results.flatMap(({ name, result }) =>
    result.kind === 'missing' ? [told(name, result)] : [],
  );
  if (missing.length > 0) {
    await stop();
    throw new Error(missing.join('\n'));
  }
  const found = results.flatMap(({ result, ...rest }) =>
    result.kind === 'found' ? [{ ...rest, result }] : [],
  );
  for (const { name, result } of found) say(`${name}: ${(result satisfies FoundService).how}`);
  return {
    environment: Object.fromEntries(found.map(({ variable, result }) => [variable, result.address])),
    stop,
  };
}

function told(name: string, { tried, remedy }: MissingService): string {
  return [`There is no ${name}:`, ...tried.map((way) => `  ${way}`), `To get one, ${remedy}.`].join('\n');
}

/** Creates the topics that are missing, on Kafka or in the event log: none is ever made by using it. */
export async function createTopics(env: NodeJS.ProcessEnv): Promise<void> {
  const ports = openPorts({ name: 'setup', logger: createLogger({ name: 'setup', level: 'warn' }), env });
  try {
    await ports.events.createTopics(allTopics());
  } finally {
    await ports.close();
  }
}
