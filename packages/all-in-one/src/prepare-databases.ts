import { databaseNames, startEmbeddedPostgres } from './embedded-postgres';
import type { EmbeddedPostgres } from './embedded-postgres';
import { migratePending } from './migrate';
import { seedWhenEmpty } from './seed-when-empty';

export interface PreparedDatabases {
  /** `<DOMAIN>_DATABASE_URL` of every domain and of the bus. Contains passwords. */
  readonly env: Record<string, string>;
  stop(): Promise<void>;
}

const DOMAINS = databaseNames.filter((name) => name !== 'bus');

function variableOf(name: string): string {
  return `${name.toUpperCase()}_DATABASE_URL`;
}

/**
 * The databases of one process, migrated and seeded: those the environment names, else a PostgreSQL in the data folder.
 * @throws Error with what to do: no PostgreSQL for this platform, a newer or a dirty data folder, some URLs missing.
 */
export async function prepareDatabases(
  dataDirectory: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<PreparedDatabases> {
  const given = DOMAINS.filter((name) => env[variableOf(name)]);
  if (given.length > 0 && given.length < DOMAINS.length) {
    const missing = DOMAINS.filter((name) => !given.includes(name)).map(variableOf);
    throw new Error(
      `Some databases come from the environment and some do not. Set also: ${missing.join(', ')}`,
    );
  }
  const embedded = given.length === 0 ? await startEmbeddedPostgres(dataDirectory) : undefined;
  try {
    const urls = { ...(embedded === undefined ? {} : urlsOf(embedded)), ...fromEnvironment(env, given) };
    const applied = await migratePending(
      DOMAINS.map((domain) => ({ domain, url: urls[variableOf(domain)] ?? '' })),
    );
    if (applied.length > 0) say(`Migrated: ${applied.join(', ')}`);
    const seeded = await seedWhenEmpty({ ...env, ...urls });
    if (seeded !== undefined) say(seeded);
    return {
      env: urls,
      stop: async () => {
        await embedded?.stop();
      },
    };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

function urlsOf(embedded: EmbeddedPostgres): Record<string, string> {
  return Object.fromEntries(databaseNames.map((name) => [variableOf(name), embedded.urls[name]]));
}

function fromEnvironment(env: NodeJS.ProcessEnv, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [variableOf(name), env[variableOf(name)] ?? '']));
}
