// The databases of `npm start`: a real PostgreSQL in the data folder, one database and one role per domain, so that
// a query across domains is as impossible here as it is when they run apart.
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { startPostgres } from '@agora/platform/local-services';
import type { PostgresServer } from '@agora/platform/local-services';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';

export const databaseNames = [
  'catalog',
  'pricing',
  'inventory',
  'cart',
  'customer',
  'order',
  'bus',
  'parties',
] as const;
export type DatabaseName = (typeof databaseNames)[number];

export type DatabaseUrls = Readonly<Record<DatabaseName, string>>;

/** A server and the URL each domain connects with, as its own role. */
export interface OpenPostgres {
  /** Contain passwords: never log them. */
  readonly urls: DatabaseUrls;
  /** Writes everything to disk now: after many new tables the server could not stop in time otherwise. */
  checkpoint(): Promise<void>;
  stop(): Promise<void>;
}

/** The server of this process. */
export interface EmbeddedPostgres extends OpenPostgres {
  /** Superuser URL of the database `postgres`, for the seed and for a person with psql. */
  readonly adminUrl: string;
  /** Resolves to a reason when the server ends without having been stopped. */
  readonly ended: Promise<string>;
}

type Passwords = Readonly<Record<DatabaseName | 'postgres', string>>;

const settings = {
  max_connections: '200',
  shared_buffers: '64MB',
  log_min_messages: 'warning',
  // The log of embedded mode is for a person on one machine; nothing else reads it.
  log_line_prefix: '%m %d ',
};

/**
 * Starts PostgreSQL in `dataDirectory/postgres`, making the cluster, the roles and the databases that are not there
 * yet. A role may connect to its own database only. Passwords are random and kept in `dataDirectory/passwords.json`,
 * readable by the owner of the folder alone.
 *
 * What a killed process left running on the folder is stopped first; the server does not outlive this process.
 *
 * @throws Error with what to do when the folder cannot be used (another major version, passwords lost).
 */
export async function startEmbeddedPostgres(dataDirectory: string): Promise<EmbeddedPostgres> {
  mkdirSync(join(dataDirectory, 'logs'), { recursive: true });
  const passwords = readOrCreatePasswords(dataDirectory);
  const server = await startPostgres({
    directory: join(dataDirectory, 'postgres'),
    password: passwords.postgres,
    logFile: join(dataDirectory, 'logs', 'postgres.log'),
    socketDirectory: join(dataDirectory, 'sockets'),
    settings,
  });
  try {
    await createMissing(server, passwords);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return {
    urls: urlsOf(server, passwords),
    adminUrl: `${server.url()}${bySocket(server)}`,
    ended: server.ended,
    checkpoint: () => checkpoint(server.url()),
    stop: () => server.stop(),
  };
}

/**
 * The databases of the data folder for one command: of the server that runs on it, which is left running, else of one
 * that is started as by {@link startEmbeddedPostgres} and stopped by the caller.
 */
export async function joinEmbeddedPostgres(dataDirectory: string): Promise<OpenPostgres> {
  const running = await runningServer(join(dataDirectory, 'postgres'));
  if (running === undefined) return startEmbeddedPostgres(dataDirectory);
  const passwords = readOrCreatePasswords(dataDirectory);
  const admin = `postgresql://postgres:${encodeURIComponent(passwords.postgres)}@127.0.0.1:${String(running.port)}/postgres`;
  return {
    urls: urlsOf(running, passwords),
    checkpoint: () => checkpoint(admin),
    stop: () => Promise.resolve(),
  };
}

async function checkpoint(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('CHECKPOINT');
  } finally {
    await client.end();
  }
}

/** Where a server listens. */
type Listening = Pick<PostgresServer, 'port' | 'socketDirectory'>;

/** The server of `postmaster.pid`, when something listens there. */
async function runningServer(cluster: string): Promise<Listening | undefined> {
  const [LINE_OF_PORT, LINE_OF_SOCKETS] = [3, 4];
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const port = Number(lines[LINE_OF_PORT]);
  const socketDirectory = lines[LINE_OF_SOCKETS] || undefined;
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    const settle = (answer: Listening | undefined) => (): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', settle({ port, socketDirectory })).once('error', settle(undefined));
  });
}

function readOrCreatePasswords(dataDirectory: string): Passwords {
  const file = join(dataDirectory, 'passwords.json');
  const isThere = existsSync(file);
  if (!isThere && existsSync(join(dataDirectory, 'postgres'))) {
    throw new Error(
      `${file} is missing, so the databases beside it cannot be opened. Start over with: npm run reset`,
    );
  }
  const stored = isThere ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Passwords>) : {};
  const made = Object.fromEntries(
    ['postgres', ...databaseNames].map((name) => [name, randomBytes(18).toString('base64url')]),
  ) as Passwords;
  const passwords = { ...made, ...stored };
  // A data folder of an older version has no password for a database that came later.
  if (Object.keys(passwords).length !== Object.keys(stored).length) {
    writeFileSync(file, `${JSON.stringify(passwords, undefined, 2)}\n`);
    chmodSync(file, 0o600);
  }
  return passwords;
}

async function createMissing(server: PostgresServer, passwords: Passwords): Promise<void> {
  const client = new Client({ connectionString: server.url() });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const present = new Set(rows.map(({ datname }) => datname));
    const missing = databaseNames.filter((name) => !present.has(idOf(name)));
    for (const name of missing) await create(client, name, passwords[name]);
    // By default everybody may connect everywhere.
    const all = ['postgres', 'template1', ...databaseNames.map(idOf)].map(escapeIdentifier).join(', ');
    await client.query(`REVOKE ALL ON DATABASE ${all} FROM PUBLIC`);
  } finally {
    await client.end();
  }
}

async function create(client: Client, name: DatabaseName, password: string): Promise<void> {
  const id = escapeIdentifier(idOf(name));
  // The role comes first: the database is what decides whether there is something to do, so an interrupted start is
  // redone.
  await client.query(`DROP ROLE IF EXISTS ${id}`);
  await client.query(`CREATE ROLE ${id} LOGIN PASSWORD ${escapeLiteral(password)}`);
  await client.query(`CREATE DATABASE ${id} OWNER ${id} TEMPLATE template0`);
}

/** The parameters of a URL that leads to the socket; who does not know `host` there goes over TCP. */
function bySocket({ socketDirectory }: Pick<PostgresServer, 'socketDirectory'>): string {
  return socketDirectory === undefined ? '' : `?host=${encodeURIComponent(socketDirectory)}`;
}

function urlsOf(listening: Listening, passwords: Passwords): DatabaseUrls {
  const urlOf = (name: DatabaseName): string => {
    const id = idOf(name);
    return `postgresql://${id}:${encodeURIComponent(passwords[name])}@127.0.0.1:${String(listening.port)}/${id}${bySocket(listening)}`;
  };
  return Object.fromEntries(databaseNames.map((name) => [name, urlOf(name)])) as Record<DatabaseName, string>;
}

function idOf(name: DatabaseName): string {
  return `agora_${name}`;
}
