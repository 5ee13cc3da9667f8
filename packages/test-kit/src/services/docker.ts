import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startGuarded } from '@agora/platform/local-services';
import { outputOf } from './commands';
import { accepts } from './service-search';
import type { SearchOptions, Way } from './service-search';

export interface ContainerImage {
  readonly image: string;
  /** The port inside the container. */
  readonly port: number;
  /** Environment of the container, given the port outside. */
  environment?(port: number): Readonly<Record<string, string>>;
  address(port: number): string;
}

const READY_MS = 60_000;

/** The way by a container that goes when this process goes. An image that is not on this machine is only pulled when installing is allowed. */
export function byDocker(container: ContainerImage, { install }: SearchOptions): Way {
  return {
    name: 'docker',
    take: async () => {
      if ((await outputOf('docker', ['info', '--format', '{{.ServerVersion}}'], 5_000)) === undefined) {
        return 'no Docker engine answers';
      }
      const port = await freePort();
      const environment = Object.entries(container.environment?.(port) ?? {}).flatMap(([name, value]) => [
        '-e',
        `${name}=${value}`,
      ]);
      const directory = mkdtempSync(join(tmpdir(), 'agora-docker-'));
      const publish = `127.0.0.1:${String(port)}:${String(container.port)}`;
      const process = await startGuarded({
        program: 'docker',
        args: [
          'run',
          '--rm',
          `--pull=${install ? 'missing' : 'never'}`,
          '-p',
          publish,
          ...environment,
          container.image,
        ],
        logFile: join(directory, 'container.log'),
        temporaryDirectory: directory,
      });
      const isUp = await Promise.race([accepts(port, READY_MS), process.ended.then(() => false)]);
      if (!isUp) {
        await process.stop();
        return `the image ${container.image} did not start`;
      }
      return {
        address: container.address(port),
        how: `container of ${container.image}`,
        stop: () => process.stop(10_000),
      };
    },
  };
}
