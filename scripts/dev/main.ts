import { join } from 'node:path';
import { startEmbeddedPostgres } from '../../packages/all-in-one/src/embedded-postgres';
import { prepareDatabases } from '../../packages/all-in-one/src/prepare-databases';
import { readOrCreateSecrets } from '../../packages/all-in-one/src/secrets';
import { findRedis } from '../../packages/test-kit/src/services/redis';
import { dataFolder } from '../system/data-folder';
import { endWith } from '../system/end-with';
import { loadEnvironmentFile } from '../system/environment-file';
import { provisionEvents } from '../system/needed-services';
import { startProcessGroup } from '../system/process-group';
import type { ServiceProcess } from '../system/service-processes';
import { addressesFrom, serviceProcesses, withoutOwn } from '../system/service-processes';
import { onStopRequest } from '../system/stop-request';
import { untilReady } from '../system/until-ready';
import { regenerateOnChange } from './regenerate-on-change';

interface Part {
  stop(): Promise<void>;
}

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Runs every part as a process that starts again when a file it loaded changes, and the gateway takes over a changed
 * API while it runs. Live changes travel between processes through Redis only: without one, all parts share a process
 * and start again together.
 */
async function main(port: number): Promise<void> {
  loadEnvironmentFile();
  const parts: Part[] = [];
  const stop = async (): Promise<void> => {
    for (const part of parts.splice(0).reverse()) await part.stop();
  };
  onStopRequest(stop);
  try {
    const { processes, env } = await plan(port, parts);
    const group = await startProcessGroup({
      processes,
      env,
      logDirectory: join(dataFolder(process.env), 'logs'),
      say,
      onEnd: (name, reason) => {
        say(`${name} ended (${reason}).`);
      },
      nodeOptions: ['--watch', '--watch-preserve-output'],
    });
    parts.push(group, regenerateOnChange(say));
    const origin = `http://127.0.0.1:${String(port)}`;
    await untilReady(origin, group.allEnded);
    say(`\nAgora is ready at ${origin}/graphql and watches its sources. Ctrl-C stops.\n`);
    await group.allEnded;
  } finally {
    await stop();
  }
}

interface Plan {
  readonly processes: readonly ServiceProcess[];
  readonly env: NodeJS.ProcessEnv;
}

async function plan(port: number, parts: Part[]): Promise<Plan> {
  const redis = await findRedis({ install: false });
  if (redis.kind === 'missing') {
    say(`One process for all parts, because there is no Redis (${redis.reason}).`);
    const environment = { PORT: String(port), AGORA_TRANSPORT: 'http' };
    const entry = 'packages/all-in-one/src/main.ts';
    return { processes: [{ name: 'agora', entry, port, environment }], env: process.env };
  }
  parts.push(redis);
  return planProcesses(port, redis.address, parts);
}

async function planProcesses(port: number, redisUrl: string, parts: Part[]): Promise<Plan> {
  const { env } = process;
  const folder = dataFolder(env);
  const databases = await prepareDatabases({ dataDirectory: folder, env, say, open: startEmbeddedPostgres });
  parts.push(databases);
  const { BUS_DATABASE_URL = env['BUS_DATABASE_URL'] } = databases.env;
  const shared = {
    ...withoutOwn(env),
    ...readOrCreateSecrets(folder, env),
    ...addressesFrom(port),
    BUS_DATABASE_URL,
    REDIS_URL: redisUrl,
    PAYMENT_STORE_FILE: join(folder, 'payment-intents.json'),
  };
  await provisionEvents(shared);
  return { processes: serviceProcesses(port, databases.env), env: shared };
}

main(Number(process.env['PORT'] ?? 4_000)).catch(endWith);
