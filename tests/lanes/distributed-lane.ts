import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allTopics } from '@agora/contracts/catalog-of-events';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { readAuthConfig } from '@agora/platform/auth';
import { freePort } from '@agora/platform/local-services';
import { createLogger } from '@agora/platform/logging';
import { openPorts } from '@agora/platform/ports';
import { SEED_DOMAINS } from '../../scripts/seed/seed-all';
import type { SeedDomain } from '../../scripts/seed/seed-all';
import type { Lane } from './lane';
import { PATIENCE } from './patience';
import { emptyRedis } from './redis-database';
import { createShopDatabases } from './shop-databases';
import type { ShopDatabases } from './shop-databases';
import { startSystemProcess } from './system-process';
import type { SystemProcess } from './system-process';
import { createVisitors } from './visitors';

/** Where the real services are. */
export interface DistributedServices {
  readonly redisUrl: string;
  readonly kafkaBrokers: string;
  /** Undefined: events carry fingerprints. */
  readonly schemaRegistryUrl: string | undefined;
}

/** From the environment; undefined when Redis or Kafka is not there, so that the lane cannot run. */
export function distributedServices(env: NodeJS.ProcessEnv): DistributedServices | undefined {
  const redisUrl = env['AGORA_TEST_REDIS_URL'];
  const kafkaBrokers = env['AGORA_TEST_KAFKA_BROKERS'];
  if (redisUrl === undefined || kafkaBrokers === undefined) return undefined;
  return { redisUrl, kafkaBrokers, schemaRegistryUrl: env['AGORA_TEST_SCHEMA_REGISTRY_URL'] };
}

/** The lane whose processes can be told apart. */
export interface DistributedLane extends Lane {
  /** A subgraph, `gateway`, `sandbox-parties` (payment) or `event-parties`. */
  process(name: Place['name']): SystemProcess;
}

export interface Place {
  readonly name: 'gateway' | 'sandbox-parties' | 'event-parties' | SeedDomain;
  readonly folder: string;
  readonly port: number;
  readonly args?: readonly string[];
}

/** In one process here, to spare the machine; the first one answers for all whether it is ready. */
const EVENT_PARTIES = ['notification', 'fulfillment', 'analytics'] as const;

/**
 * Gateway, six subgraphs, the payment party and the other parties as nine processes on real Redis and Kafka. They end with this process,
 * however it ends; what they say is in a file each, named when something does not start.
 */
export async function startDistributedLane(services: DistributedServices): Promise<DistributedLane> {
  const databases = await createShopDatabases();
  const folder = mkdtempSync(join(tmpdir(), 'agora-lane-'));
  const processes = new Map<string, SystemProcess>();
  const stop = async (): Promise<void> => {
    await Promise.all([...processes.values()].map((one) => one.stop()));
    await databases.drop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const places = await choosePlaces();
    const env = {
      ...(await environmentOf(services, databases, places)),
      PAYMENT_STORE_FILE: join(folder, 'payment-intents.json'),
    };
    await provision(env);
    // All at once: those that need another one wait for it.
    await Promise.all(
      places.map(async (place) => {
        const own = startSystemProcess({ ...place, env, logFolder: folder });
        processes.set(place.name, own);
        await own.ready();
      }),
    );
    return laneOf({ databases, processes, places, env, stop });
  } catch (error) {
    await stop();
    throw error;
  }
}

async function choosePlaces(): Promise<Place[]> {
  const places: Place[] = [];
  const add = async (name: Place['name'], folder: string, args: readonly string[] = []): Promise<void> => {
    places.push({ name, folder, port: await freePort(), args });
  };
  await add('sandbox-parties', 'packages/sandbox-parties');
  for (const domain of SEED_DOMAINS) await add(domain, `subgraphs/${domain}`);
  await add('gateway', 'gateway');
  await add('event-parties', 'packages/sandbox-parties', EVENT_PARTIES);
  return places;
}

async function environmentOf(
  services: DistributedServices,
  databases: ShopDatabases,
  places: readonly Place[],
): Promise<Record<string, string>> {
  const urls = places
    .filter(({ folder }) => folder.startsWith('subgraphs/'))
    .map(({ name, port }) => [`${name.toUpperCase()}_URL`, `http://127.0.0.1:${String(port)}/graphql`]);
  const portOf = (wanted: Place['name']): string =>
    String(places.find(({ name }) => name === wanted)?.port ?? 0);
  const payment = portOf('sandbox-parties');
  return {
    ...databases.env,
    ...(Object.fromEntries(urls) as Record<string, string>),
    REDIS_URL: await emptyRedis(services.redisUrl),
    KAFKA_BROKERS: services.kafkaBrokers,
    ...(services.schemaRegistryUrl === undefined ? {} : { SCHEMA_REGISTRY_URL: services.schemaRegistryUrl }),
    PAYMENT_URL: `http://127.0.0.1:${payment}`,
    PAYMENT_PORT: payment,
    PAYMENT_WEBHOOK_URL: `http://127.0.0.1:${portOf('gateway')}/webhooks/payment`,
    NOTIFICATION_PORT: portOf('event-parties'),
    FULFILLMENT_PORT: String(await freePort()),
    ANALYTICS_PORT: String(await freePort()),
    FULFILLMENT_DELAY_SECONDS: '15',
    ...PATIENCE,
    RATE_LIMIT_PER_MINUTE: '0',
    // A shop of one test is asked a few of the client's operations.
    PLAN_WARM_UP_MS: '0',
    COUPON_ATTEMPTS_PER_ADDRESS: '0',
    APOLLO_TELEMETRY_DISABLED: 'true',
    LOG_LEVEL: 'info',
  };
}

async function provision(env: Record<string, string>): Promise<void> {
  const ports = openPorts({
    name: 'lane',
    logger: createLogger({ name: 'lane', level: 'silent' }),
    env,
    schemas: eventSchemas(),
  });
  try {
    await ports.provision(allTopics());
  } finally {
    await ports.close();
  }
}

interface Running {
  readonly env: Readonly<Record<string, string>>;
  readonly databases: ShopDatabases;
  readonly processes: ReadonlyMap<string, SystemProcess>;
  readonly places: readonly Place[];
  stop(): Promise<void>;
}

function laneOf({ databases, processes, places, env, stop }: Running): DistributedLane {
  const address = (name: string): string =>
    `http://127.0.0.1:${String(places.find((place) => place.name === name)?.port ?? 0)}/graphql`;
  const url = address('gateway');
  const visitors = createVisitors(url, readAuthConfig({}));
  const processOf = (name: string): SystemProcess => {
    const found = processes.get(name);
    if (found === undefined) throw new Error(`there is no process of ${name}`);
    return found;
  };
  return {
    name: 'distributed',
    url,
    client: visitors.client,
    token: visitors.token,
    subgraphUrl: address,
    partyUrl: (party) => `http://127.0.0.1:${env[`${party.toUpperCase()}_PORT`] ?? ''}`,
    process: processOf,
    takeDown: async (name) => {
      await processOf(name).kill();
      return { bringBack: () => processOf(name).restart() };
    },
    environment: beneath(env),
    rows: databases.rows,
    stop: async () => {
      await visitors.leave();
      await stop();
    },
  };
}

/** The broker is left out: it has what other systems wrote about the same seeded ids. */
function beneath(env: Readonly<Record<string, string>>): Record<string, string> {
  const isTold = (name: string): boolean =>
    /^[A-Z]+_DATABASE_URL$|^PAYMENT_URL$/.test(name) && name !== 'BUS_DATABASE_URL';
  return Object.fromEntries(Object.entries(env).filter(([name]) => isTold(name)));
}
