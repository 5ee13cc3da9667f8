import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startGuarded } from '@agora/platform/local-services';
import { outputOf, runOrThrow } from './commands';
import { byDocker } from './docker';
import { accepts, byAddress, search } from './service-search';
import type { FoundService, MissingService, SearchOptions, Way } from './service-search';

const READY_MS = 10_000;
const INSTALL_MS = 240_000;

export interface RedisSearchOptions extends SearchOptions {
  /** A server of one's own on this port: none that runs already and none in a container is taken. */
  readonly port?: number;
}

/**
 * A Redis for this process: `AGORA_TEST_REDIS_URL` or `REDIS_URL`, a container, `redis-server` on the PATH, or one
 * installed by apt when that is allowed. One that is started here keeps nothing on disk and goes with this process.
 */
export function findRedis(options: RedisSearchOptions): Promise<FoundService | MissingService> {
  const running = [
    byAddress('AGORA_TEST_REDIS_URL', 'REDIS_URL'),
    byDocker({ image: 'redis:7-alpine', port: 6379, address }, options),
  ];
  return search(
    [...(options.port === undefined ? running : []), byBinary(options), byInstallation(options)],
    'install redis-server (Debian: apt-get install redis-server, macOS: brew install redis) or set REDIS_URL',
  );
}

function byBinary({ port }: RedisSearchOptions): Way {
  return {
    name: 'binary',
    take: async () =>
      (await outputOf('redis-server', ['--version'])) === undefined ? 'redis-server not found' : start(port),
  };
}

function byInstallation({ install, port }: RedisSearchOptions): Way {
  return {
    name: 'installation',
    take: async () => {
      if (!install) return 'redis-server not found';
      if (process.getuid?.() !== 0) return 'redis-server not found, and installing it takes root';
      await runOrThrow('apt-get', ['update', '-qq'], INSTALL_MS);
      await runOrThrow(
        'apt-get',
        ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'],
        INSTALL_MS,
      );
      return start(port);
    },
  };
}

async function start(wanted: number | undefined): Promise<Omit<FoundService, 'kind'> | string> {
  const port = wanted ?? (await freePort());
  const directory = mkdtempSync(join(tmpdir(), 'agora-redis-'));
  const listen = ['--bind', '127.0.0.1', '--port', String(port), '--dir', directory];
  const redis = await startGuarded({
    program: 'redis-server',
    args: [...listen, '--save', '', '--appendonly', 'no'],
    logFile: join(directory, 'redis.log'),
    temporaryDirectory: directory,
  });
  const isUp = await Promise.race([accepts(port, READY_MS), redis.ended.then(() => false)]);
  if (!isUp) {
    await redis.stop();
    return 'redis-server did not start';
  }
  return {
    address: address(port),
    how: 'redis-server of this machine',
    stop: () => redis.stop(),
    kill: () => redis.kill(),
  };
}

function address(port: number): string {
  return `redis://127.0.0.1:${String(port)}`;
}
