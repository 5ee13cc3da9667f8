import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { prepareDatabases } from '../../packages/all-in-one/src/prepare-databases';
import { readOrCreateSecrets } from '../../packages/all-in-one/src/secrets';
import { dataFolder } from '../system/data-folder';
import { provisionEvents, findServices } from '../system/needed-services';
import type { RunningServices } from '../system/needed-services';
import { startProcessGroup } from '../system/process-group';
import type { ProcessGroup } from '../system/process-group';
import { addressesFrom, serviceProcesses, withoutOwn } from '../system/service-processes';
import { onStopRequest } from '../system/stop-request';
import { untilReady } from '../system/until-ready';
import { writeSystemNote } from './system-note';
import type { SystemNote } from './system-note';

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/**
 * Brings up the services that are not there, databases, topics and the processes, and resolves when all of them
 * have ended. A request to stop ends everything, in the reverse order.
 */
export async function startSystem(options: { readonly install: boolean }): Promise<void> {
  const gatewayPort = Number(process.env['PORT'] ?? 4_000);
  const directory = join(dataFolder(process.env), 'distributed');
  mkdirSync(directory, { recursive: true });
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    for (const stop of stops.splice(0).reverse()) await stop();
  };
  onStopRequest(stopAll);
  try {
    const services = await findServices({ ...options, keepIn: directory }, say);
    stops.push(() => services.stop());
    const databases = await prepareDatabases({ dataDirectory: directory, env: process.env, say });
    stops.push(() => databases.stop());
    const note = noteOf(gatewayPort, services, databases.env);
    await provisionEvents({ ...process.env, ...note.shared });
    writeSystemNote(directory, note);
    const group = await startProcesses(note, directory);
    stops.push(() => group.stop());
    await untilReady(`http://127.0.0.1:${String(gatewayPort)}`, group.allEnded);
    sayReady(gatewayPort, directory);
    await group.allEnded;
  } finally {
    await stopAll();
  }
}

function noteOf(
  gatewayPort: number,
  services: RunningServices,
  databases: Readonly<Record<string, string>>,
): SystemNote {
  const { BUS_DATABASE_URL: _, ...ofDomains } = databases;
  return {
    gatewayPort,
    databases: ofDomains,
    shared: {
      ...services.environment,
      ...addressesFrom(gatewayPort),
      ...readOrCreateSecrets(dataFolder(process.env), process.env),
    },
  };
}

function startProcesses(note: SystemNote, directory: string): Promise<ProcessGroup> {
  return startProcessGroup({
    processes: serviceProcesses(note.gatewayPort, note.databases),
    env: {
      ...withoutOwn(process.env),
      ...note.shared,
      PAYMENT_STORE_FILE: join(directory, 'payment-intents.json'),
    },
    logDirectory: join(directory, 'logs'),
    say,
    onEnd: (name, reason) => {
      say(`${name} ended (${reason}); the rest goes on. Start it again: npm run distributed -- ${name}`);
    },
  });
}

function sayReady(port: number, directory: string): void {
  const origin = `http://127.0.0.1:${String(port)}`;
  say(
    [
      '',
      `Agora is running as eight processes and an auditor at ${origin}/graphql (Sandbox in a browser, GraphiQL at ${origin}/graphiql).`,
      `Health: ${origin}/health   Tokens: npm run -s token -- --role support   Data and logs: ${directory}`,
      'Kill any of them and the rest goes on. Ctrl-C stops all.',
      '',
    ].join('\n'),
  );
}
