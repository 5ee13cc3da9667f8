import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, startGuarded } from '@agora/platform/local-services';
import { outputOf } from './commands';
import { byDocker } from './docker';
import { javaProblem } from './kafka-distribution';
import {
  downloadRegistry,
  isRegistryCached,
  registryHome,
  registryJar,
} from './schema-registry-distribution';
import { byAddress, search } from './service-search';
import type { FoundService, MissingService, SearchOptions, Way } from './service-search';

const READY_MS = 90_000;

/**
 * A schema registry with Confluent's API for this process: `AGORA_TEST_SCHEMA_REGISTRY_URL` or `SCHEMA_REGISTRY_URL`, a
 * container, Apicurio from the cache, or by Maven when installing is allowed. One that is started here goes with this
 * process; with `keepIn` its schemas stay, as the messages that carry their ids do.
 */
export function findSchemaRegistry(options: SearchOptions): Promise<FoundService | MissingService> {
  return search(
    [
      byAddress('AGORA_TEST_SCHEMA_REGISTRY_URL', 'SCHEMA_REGISTRY_URL'),
      // A container would forget its schemas.
      ...(options.keepIn === undefined ? [byContainer(options)] : []),
      byCache(options),
      byMaven(options),
    ],
    'run once with --install-services (needs java 17 and mvn), or set SCHEMA_REGISTRY_URL',
  );
}

function byContainer(options: SearchOptions): Way {
  const container = byDocker({ image: 'apicurio/apicurio-registry:3.0.9', port: 8080, address }, options);
  return {
    ...container,
    take: async () => {
      const found = await container.take();
      if (typeof found === 'string' || (await answers(found.address))) return found;
      await found.stop();
      return 'the container does not answer';
    },
  };
}

function byCache({ keepIn }: SearchOptions): Way {
  return {
    name: 'cached program',
    take: async () =>
      isRegistryCached()
        ? ((await javaProblem()) ?? start(keepIn))
        : `schema registry not found in ${registryHome()}`,
  };
}

function byMaven({ install, keepIn }: SearchOptions): Way {
  return {
    name: 'maven',
    take: async () => {
      if (!install) return 'schema registry not found';
      const problem = await javaProblem();
      if (problem !== undefined) return problem;
      if ((await outputOf('mvn', ['--version'])) === undefined) return 'mvn not found';
      await downloadRegistry();
      return start(keepIn);
    },
  };
}

async function start(keepIn: string | undefined): Promise<Omit<FoundService, 'kind'> | string> {
  const port = await freePort();
  const directory =
    keepIn === undefined ? mkdtempSync(join(tmpdir(), 'agora-registry-')) : join(keepIn, 'schema-registry');
  mkdirSync(directory, { recursive: true });
  const registry = await startGuarded({
    program: 'java',
    args: ['-Xmx400m', '-XX:+UseSerialGC', '-jar', registryJar()],
    logFile: join(directory, 'registry.log'),
    spawn: { cwd: registryHome(), env: environmentOf(port, directory) },
    ...(keepIn === undefined ? { temporaryDirectory: directory } : {}),
  });
  const isUp = await Promise.race([answers(address(port)), registry.ended.then(() => false)]);
  if (!isUp) {
    await registry.stop();
    return 'the schema registry did not start';
  }
  return { address: address(port), how: `Apicurio from ${registryHome()}`, stop: () => registry.stop() };
}

function environmentOf(port: number, directory: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    QUARKUS_HTTP_PORT: String(port),
    QUARKUS_HTTP_HOST: '127.0.0.1',
    APICURIO_STORAGE_KIND: 'sql',
    APICURIO_STORAGE_SQL_KIND: 'h2',
    APICURIO_DATASOURCE_URL: `jdbc:h2:file:${join(directory, 'schemas')}`,
    APICURIO_DATASOURCE_USERNAME: 'sa',
    APICURIO_DATASOURCE_PASSWORD: '',
  };
}

function address(port: number): string {
  return `http://127.0.0.1:${String(port)}/apis/ccompat/v7`;
}

/** Resolves to true as soon as the registry answers, to false when it does not in time. */
async function answers(url: string): Promise<boolean> {
  const end = performance.now() + READY_MS;
  while (performance.now() < end) {
    const isThere = await fetch(`${url}/subjects`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return true;
    await sleep(200);
  }
  return false;
}
