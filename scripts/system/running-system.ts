import { createConnection } from 'node:net';
import { join } from 'node:path';
import { joinEmbeddedPostgres } from '../../packages/all-in-one/src/embedded-postgres';
import { readSystemNote } from '../distributed/system-note';
import { dataFolder } from './data-folder';

/** The addresses of a system, for one command of an operator. */
export interface RunningSystem {
  /** With the broker or the bus, and `<DOMAIN>_DATABASE_URL` where they are known. Contains passwords. */
  readonly env: NodeJS.ProcessEnv;
  /** Where the events are, for a person. */
  readonly events: string;
  /** Leaves the system as it was. */
  close(): Promise<void>;
}

/**
 * The system that a command is about: the one the environment names (`KAFKA_BROKERS` or `BUS_DATABASE_URL`), else the
 * distributed one of the data folder when its Kafka answers, else the databases of `npm start`, whether it runs or not.
 */
export async function joinRunningSystem(env: NodeJS.ProcessEnv): Promise<RunningSystem> {
  const close = (): Promise<void> => Promise.resolve();
  if (env['KAFKA_BROKERS']) return { env, events: `Kafka at ${env['KAFKA_BROKERS']}`, close };
  if (env['BUS_DATABASE_URL']) return { env, events: 'the event log of BUS_DATABASE_URL', close };
  const folder = dataFolder(env);
  const note = readSystemNote(join(folder, 'distributed'));
  const brokers = note?.shared['KAFKA_BROKERS'];
  if (note !== undefined && brokers !== undefined && (await answers(brokers)))
    return { env: { ...env, ...note.shared, ...note.databases }, events: `Kafka at ${brokers}`, close };
  const postgres = await joinEmbeddedPostgres(folder);
  const urls = Object.entries(postgres.urls).map(([name, url]) => [
    `${name.toUpperCase()}_DATABASE_URL`,
    url,
  ]);
  return {
    env: { ...env, ...(Object.fromEntries(urls) as Record<string, string>) },
    events: `the event log of ${folder}`,
    close: () => postgres.stop(),
  };
}

const PATIENCE_MS = 1_000;

/** Whether something listens at the first of `host:port[,…]`. */
function answers(brokers: string): Promise<boolean> {
  const [host = '', port = ''] = (brokers.split(',')[0] ?? '').split(':');
  return new Promise((resolve) => {
    const socket = createConnection({ host, port: Number(port), timeout: PATIENCE_MS });
    const settle = (answer: boolean) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', settle(true)).once('error', settle(false)).once('timeout', settle(false));
  });
}
