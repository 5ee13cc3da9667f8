import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Client } from 'pg';
import { sleep } from '../time/deadline';
import { freePort } from './free-port';
import { startGuarded } from './guarded-process';
import type { GuardedProcess } from './guarded-process';
import { findPostgresBinaries } from './postgres-binaries';
import type { PostgresBinaries } from './postgres-binaries';
import { serviceUser } from './service-user';
import type { Command, ServiceUser } from './service-user';

export interface PostgresServerOptions {
  /** The cluster's folder; made when it is missing. Its parent folder must exist. */
  readonly directory: string;
  /** Password of the superuser `postgres`. Only used when the cluster is made. */
  readonly password: string;
  readonly logFile: string;
  /** Where it listens. Default a free port; a given one is waited for a moment and never exchanged. */
  readonly port?: number;
  /**
   * A folder of its own for the server's socket, which costs both sides less than TCP. Made anew at every start. Not used where
   * there can be no socket: on Windows, when the path is too long for one, and when the server does not start with it.
   */
  readonly socketDirectory?: string;
  /** Server settings, e.g. `{ shared_buffers: '32MB' }`. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Remove `temporaryDirectory` (the cluster and what is around it) when the server has stopped, however. */
  readonly temporaryDirectory?: string;
}

/** A running PostgreSQL that listens on 127.0.0.1 only, and on a socket when it was given a folder for it. */
export interface PostgresServer {
  readonly port: number;
  /** Absolute; undefined when there is no socket. */
  readonly socketDirectory: string | undefined;
  /** Superuser URL of one database, `postgres` when not given. Contains the password: never log it. */
  url(database?: string): string;
  /** Resolves to a reason when the server ends without having been stopped. */
  readonly ended: Promise<string>;
  /** Ends open connections and stops within about a second; killed after 4 s. */
  stop(): Promise<void>;
  /** Ends it as a crash does: what was not written is written from its log at the next start on the folder. */
  kill(): Promise<void>;
}

const READY_TIMEOUT_MS = 30_000;
// A port can be taken meanwhile, and processes of a server that was killed need a moment to go.
const ATTEMPTS = 5;
const BETWEEN_ATTEMPTS_MS = 500;
/** Bytes that every system lets the path of a socket have. */
const MAX_SOCKET_PATH = 103;
const LONGEST_SOCKET_NAME = '.s.PGSQL.65535';

/**
 * Starts PostgreSQL from its npm package, making the cluster first when the folder is new. A server that an earlier,
 * killed process left running on the folder is stopped first. The server does not outlive this process.
 *
 * @throws Error with what to do when the folder is not a cluster, was made by another major version, or the server
 *   does not come up (then with the end of its log).
 */
export async function startPostgres(options: PostgresServerOptions): Promise<PostgresServer> {
  const binaries = findPostgresBinaries();
  const user = serviceUser([binaries.postgres, options.directory]);
  if (!existsSync(options.directory)) createCluster(options, binaries, user);
  checkCluster(options.directory, binaries);
  stopLeftOver(options.directory, binaries, user);
  const made = makeSocketDirectory(options, user);
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    // A file system that has no sockets must not keep it from starting.
    const socketDirectory = attempt === 1 ? made : undefined;
    const server = await launch(
      options,
      user.command(binaries.postgres, serverArgs(options, { port, socketDirectory })),
    );
    const reason = await Promise.race([server.ended, ready(options, { port, socketDirectory })]);
    if (reason === undefined) return running(options, { port, socketDirectory }, server);
    await server.stop();
    if (attempt === ATTEMPTS)
      throw new Error(`PostgreSQL did not start (${reason}):\n${endOf(options.logFile)}`);
    await sleep(BETWEEN_ATTEMPTS_MS);
  }
}

function createCluster(
  { directory, password }: PostgresServerOptions,
  binaries: PostgresBinaries,
  user: ServiceUser,
): void {
  // Made under another name: an interrupted start leaves no half-made cluster behind.
  const draft = join(dirname(directory), `.${basename(directory)}.new`);
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  user.own(draft);
  const passwordFile = join(draft, '..', `.${basename(directory)}.password`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o644 });
  const args = [
    '-D',
    draft,
    '-U',
    'postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
  ];
  const result = runSync(
    user.command(binaries.initdb, [...args, '--locale=C', '--no-sync', '--no-instructions']),
  );
  rmSync(passwordFile);
  if (result.status !== 0)
    throw new Error(`A PostgreSQL cluster could not be made in ${directory}:\n${result.output}`);
  renameSync(draft, directory);
}

function checkCluster(directory: string, binaries: PostgresBinaries): void {
  const versionFile = join(directory, 'PG_VERSION');
  if (!existsSync(versionFile)) {
    const content = readdirSync(directory).length === 0 ? 'is empty' : 'holds other files';
    throw new Error(
      `${directory} is not a PostgreSQL cluster (it ${content}). Move it away, or run: npm run reset`,
    );
  }
  const made = readFileSync(versionFile, 'utf8').trim();
  const ours = /(\d+)/.exec(spawnSync(binaries.postgres, ['--version'], { encoding: 'utf8' }).stdout)?.[1];
  if (made !== ours) {
    throw new Error(
      `The data in ${directory} was made by PostgreSQL ${made}, this is PostgreSQL ${ours ?? 'unknown'}. ` +
        'Check out the version that made it, or start over with: npm run reset',
    );
  }
}

function stopLeftOver(directory: string, binaries: PostgresBinaries, user: ServiceUser): void {
  if (!existsSync(join(directory, 'postmaster.pid'))) return;
  runSync(user.command(binaries.pgCtl, ['stop', '-D', directory, '-m', 'fast', '-w', '-t', '10']));
}

/** What a server that was killed has left in it is gone afterwards. */
function makeSocketDirectory(
  { socketDirectory }: PostgresServerOptions,
  user: ServiceUser,
): string | undefined {
  if (socketDirectory === undefined || process.platform === 'win32') return undefined;
  const directory = resolve(socketDirectory);
  if (Buffer.byteLength(join(directory, LONGEST_SOCKET_NAME)) > MAX_SOCKET_PATH) return undefined;
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { mode: 0o700 });
  user.own(directory);
  return directory;
}

function runSync({ program, args, spawn }: Command): { status: number | null; output: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    ...spawn,
    cwd: '/',
    encoding: 'utf8',
  });
  return { status, output: error === undefined ? `${stdout}${stderr}` : error.message };
}

/** Where a server listens. */
type Listening = Pick<PostgresServer, 'port' | 'socketDirectory'>;

function serverArgs(
  { directory, settings = {} }: PostgresServerOptions,
  { port, socketDirectory = '' }: Listening,
): string[] {
  // A list of names, of which this is one whatever is in it.
  const unix_socket_directories = socketDirectory && `"${socketDirectory.replaceAll('"', '""')}"`;
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories, ...settings };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', directory, '-p', String(port), ...flags];
}

function launch(
  { logFile, temporaryDirectory }: PostgresServerOptions,
  command: Command,
): Promise<GuardedProcess> {
  return startGuarded({
    program: command.program,
    args: command.args,
    logFile,
    spawn: { ...command.spawn, cwd: '/' },
    // "Fast": end sessions, write everything, stop.
    stopSignal: 'SIGINT',
    ...(temporaryDirectory === undefined ? {} : { temporaryDirectory }),
  });
}

async function ready(options: PostgresServerOptions, listening: Listening): Promise<string | undefined> {
  const end = Date.now() + READY_TIMEOUT_MS;
  const { port, socketDirectory } = listening;
  const url = new URL(urlOf(options, port, 'postgres'));
  if (socketDirectory !== undefined) url.searchParams.set('host', socketDirectory);
  while (Date.now() < end) {
    const client = new Client({ connectionString: url.href });
    try {
      await client.connect();
      return undefined;
    } catch (error) {
      const { code } = error as { code?: unknown };
      if (code === '28P01') return 'its password is not the stored one';
      if (code === 'EACCES') return 'its socket cannot be opened';
      await sleep(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return `not ready after ${String(READY_TIMEOUT_MS)} ms`;
}

function running(
  options: PostgresServerOptions,
  listening: Listening,
  server: GuardedProcess,
): PostgresServer {
  return {
    ...listening,
    url: (database = 'postgres') => urlOf(options, listening.port, database),
    ended: server.ended,
    stop: () => server.stop(),
    kill: () => server.kill(),
  };
}

function urlOf({ password }: PostgresServerOptions, port: number, database: string): string {
  return `postgresql://postgres:${encodeURIComponent(password)}@127.0.0.1:${String(port)}/${database}`;
}

function endOf(file: string): string {
  return existsSync(file)
    ? readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n')
    : '(no log)';
}
