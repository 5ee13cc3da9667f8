import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '@agora/platform/local-services';
import { startTcpForwarder } from '@agora/test-kit/tcp-forwarder';
import type { TcpForwarder } from '@agora/test-kit/tcp-forwarder';
import { prepareDatabases } from '../../packages/all-in-one/src/prepare-databases';
import { readOrCreateSecrets } from '../../packages/all-in-one/src/secrets';
import { findKafka } from '../../packages/test-kit/src/services/kafka';
import { findRedis } from '../../packages/test-kit/src/services/redis';
import type { FoundService, MissingService } from '../../packages/test-kit/src/services/service-search';
import { dataFolder } from '../system/data-folder';
import { provisionEvents } from '../system/needed-services';
import { addressesFrom, serviceProcesses } from '../system/service-processes';
import { untilReady } from '../system/until-ready';
import { startToughProcess } from './tough-process';
import type { ToughProcess } from './tough-process';

/** A shop as processes of its own on PostgreSQL, Redis and Kafka of its own, with a hand on everything that can fail. */
export interface ChaosSystem {
  /** The gateway's `/graphql`. */
  readonly url: string;
  readonly folder: string;
  readonly processes: ReadonlyMap<string, ToughProcess>;
  /** The ways to PostgreSQL (one per domain), Redis and Kafka. */
  readonly links: ReadonlyMap<string, TcpForwarder>;
  /** Addresses of everything, past the links. Contains passwords. */
  readonly direct: Readonly<Record<string, string>>;
  /** Resolves when everything answers again. @throws Error when it does not within two minutes. */
  ready(): Promise<void>;
  /** Ends everything; the folder stays when it is to be looked at. */
  stop(options: { readonly keepsData: boolean }): Promise<void>;
}

/** What makes an outcome come soon enough to wait for, and ten shoppers of one address welcome. */
const SETTINGS = {
  ORDER_PAYMENT_TIMEOUT_MINUTES: '1',
  RATE_LIMIT_PER_MINUTE: '0',
  COUPON_ATTEMPTS_PER_MINUTE: '0',
  COUPON_ATTEMPTS_PER_ADDRESS: '0',
  // The audit comes at the end.
  AUDIT_EVERY_SECONDS: '0',
  APOLLO_TELEMETRY_DISABLED: 'true',
  LOG_LEVEL: 'info',
};
// Chaos never reaches what belongs to somebody else.
const OF_ANOTHER_SHOP = /_URL$|^KAFKA_BROKERS$|^AUTH_|^PORT$|^HOST$|^AGORA_TEST_/;

/**
 * @throws Error naming what is missing and what would help; everything that was started has ended then.
 */
export async function startChaosSystem(
  options: { readonly install: boolean },
  say: (line: string) => void,
): Promise<ChaosSystem> {
  for (const name of Object.keys(process.env))
    if (OF_ANOTHER_SHOP.test(name)) Reflect.deleteProperty(process.env, name);
  const folder = join(dataFolder(process.env), 'chaos', String(process.pid));
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const stops: (() => Promise<unknown>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  try {
    const beneath = await startBeneath(folder, options, { stops, say });
    const processes = await startProcesses(folder, beneath, stops);
    const origin = `http://127.0.0.1:${String(beneath.gatewayPort)}`;
    const ready = (): Promise<void> => untilReady(origin, new Promise(() => undefined));
    await ready();
    return {
      url: `${origin}/graphql`,
      folder,
      processes,
      links: beneath.links,
      direct: { ...beneath.direct, PAYMENT_URL: addressesFrom(beneath.gatewayPort)['PAYMENT_URL'] ?? '' },
      ready,
      stop: async ({ keepsData }) => {
        await stopAll();
        if (!keepsData) rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

interface Beneath {
  readonly gatewayPort: number;
  readonly links: ReadonlyMap<string, TcpForwarder>;
  readonly databases: Readonly<Record<string, string>>;
  readonly shared: Readonly<Record<string, string>>;
  readonly direct: Readonly<Record<string, string>>;
}

interface Start {
  readonly stops: (() => Promise<unknown>)[];
  readonly say: (line: string) => void;
}

async function startBeneath(
  folder: string,
  { install }: { readonly install: boolean },
  { stops, say }: Start,
): Promise<Beneath> {
  const links = new Map<string, TcpForwarder>();
  const linkTo = async (name: string, address: string): Promise<string> => {
    const url = new URL(address);
    const link = await startTcpForwarder({ host: '127.0.0.1', port: Number(url.port) });
    stops.push(() => link.close());
    links.set(name, link);
    url.hostname = '127.0.0.1';
    url.port = String(link.port);
    // Not by the socket, which nobody can cut.
    url.searchParams.delete('host');
    return url.href;
  };
  const redis = found('Redis', await findRedis({ install }));
  stops.push(() => redis.stop());
  const kafkaPort = await freePort();
  const toKafka = new URL(await linkTo('kafka', `kafka://127.0.0.1:${String(kafkaPort)}`));
  const behind = { port: kafkaPort, advertisedPort: Number(toKafka.port) };
  const kafka = found('Kafka', await findKafka({ install, keepIn: folder, behind }));
  stops.push(() => kafka.stop());
  const databases = await prepareDatabases({ dataDirectory: folder, env: process.env, say });
  stops.push(() => databases.stop());
  const { BUS_DATABASE_URL: _, ...direct } = databases.env;
  const linked: Record<string, string> = {};
  for (const [name, url] of Object.entries(direct))
    linked[name] = await linkTo(`postgres of ${name.replace('_DATABASE_URL', '').toLowerCase()}`, url);
  const gatewayPort = ownPorts();
  const shared = {
    REDIS_URL: (await linkTo('redis', redis.address)).replace(/\/$/, ''),
    KAFKA_BROKERS: kafka.address,
    ...addressesFrom(gatewayPort),
    ...readOrCreateSecrets(folder, process.env),
  };
  await provisionEvents({ ...process.env, ...shared });
  return {
    gatewayPort,
    links,
    databases: linked,
    shared,
    direct: { ...direct, KAFKA_BROKERS: kafka.address },
  };
}

function found(name: string, service: FoundService | MissingService): FoundService {
  if (service.kind === 'found') return service;
  throw new Error(`There is no ${name}: ${service.tried.join('; ')}. To get one, ${service.remedy}.`);
}

// Below those that systems give to connections by themselves, so that nothing takes one while its process is away.
const FIRST_PORT = 20_000;
const BLOCK = 30;
const BLOCKS = 300;

/** The gateway's port of a run of its own; those of the others follow it. */
function ownPorts(): number {
  return FIRST_PORT + (process.pid % BLOCKS) * BLOCK;
}

async function startProcesses(
  folder: string,
  { gatewayPort, databases, shared }: Beneath,
  stops: Start['stops'],
): Promise<ReadonlyMap<string, ToughProcess>> {
  const env = {
    ...process.env,
    ...SETTINGS,
    ...shared,
    PAYMENT_STORE_FILE: join(folder, 'payment-intents.json'),
  };
  const services = serviceProcesses(gatewayPort, databases).filter(({ name }) => name !== 'auditor');
  const processes = await Promise.all(
    services.map((service) => startToughProcess({ service, env, logDirectory: join(folder, 'logs') })),
  );
  stops.push(() => Promise.all(processes.map((one) => one.stop())));
  return new Map(processes.map((one) => [one.name, one]));
}
