import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startPostgres } from '@agora/platform/local-services';
import { findKafka } from '@agora/test-kit/services/kafka';
import { findRedis } from '@agora/test-kit/services/redis';
import type { FoundService, MissingService } from '@agora/test-kit/services/service-search';

/** A server that only this test uses, so that it may die. It comes back at the same address, with what it had written. */
export interface OwnServer {
  readonly address: string;
  /** As the crash of its machine does, but for what the operating system has of its files. */
  kill(): Promise<void>;
  /** Resolves when it answers again. */
  restart(): Promise<void>;
}

export interface OwnServers {
  /** Superuser URL. */
  readonly postgres: OwnServer;
  /** Keeps nothing over a death. */
  readonly redis: OwnServer;
  readonly kafka: OwnServer;
  stop(): Promise<void>;
}

/** What a server answers to is on file: unlike the servers of other tests, this one may not be ahead of its own log. */
const POSTGRES_SETTINGS = {
  // The operating system outlives the server here, so what is written needs not be on the disk as well.
  fsync: 'off',
  max_connections: '300',
  shared_buffers: '128MB',
  log_min_messages: 'warning',
};

interface Running {
  readonly address: string;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL alone. */
export async function startOwnPostgres(): Promise<OwnServer & { stop(): Promise<void> }> {
  const folder = ownFolder();
  const port = await freePort();
  const server = await comingBack(() => postgresOn(port, folder));
  return {
    ...server,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agora-own-servers-'));
  // The account that PostgreSQL runs under when this process is root must be able to enter.
  chmodSync(folder, 0o755);
  return folder;
}

/** @throws Error naming the server that cannot be had on this machine; nothing is left running then. */
export async function startOwnServers(): Promise<OwnServers> {
  const folder = ownFolder();
  const ports = { postgres: await freePort(), redis: await freePort(), kafka: await freePort() };
  const started = await Promise.allSettled([
    comingBack(() => postgresOn(ports.postgres, folder)),
    comingBack(async () => runningOf('Redis', await findRedis({ install: false, port: ports.redis }))),
    comingBack(async () => {
      const behind = { port: ports.kafka, advertisedPort: ports.kafka };
      return runningOf('Kafka', await findKafka({ install: false, keepIn: folder, behind }));
    }),
  ]);
  const stop = async (): Promise<void> => {
    for (const one of started) if (one.status === 'fulfilled') await one.value.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const [postgres, redis, kafka] = started;
  if (postgres.status === 'fulfilled' && redis.status === 'fulfilled' && kafka.status === 'fulfilled')
    return { postgres: postgres.value, redis: redis.value, kafka: kafka.value, stop };
  await stop();
  const failed = started.find((one) => one.status === 'rejected');
  throw failed?.status === 'rejected' ? failed.reason : new Error('a server did not start');
}

async function comingBack(start: () => Promise<Running>): Promise<OwnServer & Pick<Running, 'stop'>> {
  let current = await start();
  return {
    address: current.address,
    kill: () => current.kill(),
    restart: async () => {
      current = await start();
    },
    stop: () => current.stop(),
  };
}

async function postgresOn(port: number, folder: string): Promise<Running> {
  const server = await startPostgres({
    directory: join(folder, 'postgres'),
    password: 'postgres',
    logFile: join(folder, 'postgres.log'),
    port,
    settings: POSTGRES_SETTINGS,
  });
  return { address: server.url(), kill: () => server.kill(), stop: () => server.stop() };
}

function runningOf(name: string, service: FoundService | MissingService): Running {
  if (service.kind === 'missing') throw new Error(`There is no ${name}: ${service.tried.join('; ')}`);
  const { address, kill, stop } = service;
  if (kill === undefined) throw new Error(`${name} is not a program of this machine: ${service.how}`);
  return { address, kill, stop };
}
