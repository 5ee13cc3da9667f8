import { databaseNames, startEmbeddedPostgres } from './embedded-postgres';
import type { OpenPostgres } from './embedded-postgres';
import { migratePending } from './migrate';
import { seedWhenEmpty } from './seed-when-empty';

export interface PreparedDatabases {
  /** `<DOMAIN>_DATABASE_URL` of every domain, of the bus and of the parties. Contains passwords. */
  readonly env: Record<string, string>;
  /** Whether the shop was seeded just now. */
  readonly wasSeeded: boolean;
  /** Resolves when what was migrated and seeded is on disk; nothing needs to wait for it. Never rejects. */
  readonly written: Promise<void>;
  stop(): Promise<void>;
}

export interface PrepareOptions {
  readonly dataDirectory: string;
  readonly env: NodeJS.ProcessEnv;
  /** Told of what was done, one line each. */
  readonly say: (line: string) => void;
  /** How the databases of the data folder are opened. Default: a server of this process alone. */
  readonly open?: (dataDirectory: string) => Promise<OpenPostgres>;
}

// Those have no migrations: who uses them makes their tables.
const DOMAINS = databaseNames.filter((name) => name !== 'bus' && name !== 'parties');

function variableOf(name: string): string {
  return `${name.toUpperCase()}_DATABASE_URL`;
}

/**
 * The databases of one process, migrated and seeded: those the environment names, else a PostgreSQL in the data folder.
 * @throws Error with what to do: no PostgreSQL for this platform, a newer or a dirty data folder, some URLs missing.
 */
export async function prepareDatabases(options: PrepareOptions): Promise<PreparedDatabases> {
  const { dataDirectory, env, say, open = startEmbeddedPostgres } = options;
  const given = DOMAINS.filter((name) => env[variableOf(name)]);
  if (given.length > 0 && given.length < DOMAINS.length) {
    const missing = DOMAINS.filter((name) => !given.includes(name)).map(variableOf);
    throw new Error(
      `Some databases come from the environment and some do not. Set also: ${missing.join(', ')}`,
    );
  }
  const embedded = given.length === 0 ? await open(dataDirectory) : undefined;
  try {
    const urls = {
      ...(embedded === undefined ? {} : urlsOf(embedded)),
      ...fromEnvironment(env, given),
      ...partiesOf(env),
    };
    const applied = await migratePending(
      DOMAINS.map((domain) => ({ domain, url: urls[variableOf(domain)] ?? '' })),
    );
    if (applied.length > 0) say(`Migrated: ${applied.join(', ')}`);
    const seeded = await seedWhenEmpty({ ...env, ...urls });
    if (seeded !== undefined) say(seeded);
    const hasChanged = applied.length > 0 || seeded !== undefined;
    return {
      env: urls,
      wasSeeded: seeded !== undefined,
      written: hasChanged ? writeOut(embedded) : Promise.resolve(),
      stop: async () => {
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

async function writeOut(embedded: OpenPostgres | undefined): Promise<void> {
  // Only saves time later: a server that fails here fails elsewhere, and is told of there.
  await embedded?.checkpoint().catch(() => undefined);
}

function urlsOf(embedded: OpenPostgres): Record<string, string> {
  return Object.fromEntries(databaseNames.map((name) => [variableOf(name), embedded.urls[name]]));
}

/** Beside databases that the environment names, the parties have one only when it names that, too. */
function partiesOf(env: NodeJS.ProcessEnv): Record<string, string> {
  const { PARTIES_DATABASE_URL: url } = env;
  return url ? { PARTIES_DATABASE_URL: url } : {};
}

function fromEnvironment(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [variableOf(name), env[variableOf(name)] ?? '']));
}
