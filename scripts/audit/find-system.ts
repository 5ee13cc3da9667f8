import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUDITED_DOMAINS } from '@agora/auditor/audited-databases';
import { PAYMENT_URL_FILE } from '../../packages/all-in-one/src/agora';
import { joinEmbeddedPostgres } from '../../packages/all-in-one/src/embedded-postgres';
import { readSystemNote } from '../distributed/system-note';
import { dataFolder } from '../system/data-folder';

/** An Agora to audit, by addresses. */
export interface FoundSystem {
  /** Where it is, for a person. */
  readonly name: string;
  /** The environment with every address that is known. Contains passwords. */
  readonly env: NodeJS.ProcessEnv;
  close(): Promise<void>;
}

/**
 * The databases of the environment; else the processes of `npm run distributed`, while they run; else the data folder of
 * `npm start`, whether it runs or not.
 * @throws Error with what to do when there is none.
 */
export async function findSystem(env: NodeJS.ProcessEnv): Promise<FoundSystem> {
  if (AUDITED_DOMAINS.some((domain) => env[`${domain.toUpperCase()}_DATABASE_URL`]))
    return { name: 'the databases of the environment', env, close: () => Promise.resolve() };
  const folder = dataFolder(env);
  return (await findProcesses(folder, env)) ?? findDataFolder(folder, env);
}

async function findProcesses(folder: string, env: NodeJS.ProcessEnv): Promise<FoundSystem | undefined> {
  const note = readSystemNote(join(folder, 'distributed'));
  if (note === undefined || !(await answers(`http://127.0.0.1:${String(note.gatewayPort)}`)))
    return undefined;
  return {
    name: `the processes of npm run distributed at port ${String(note.gatewayPort)}`,
    env: { ...env, ...note.shared, ...note.databases },
    close: () => Promise.resolve(),
  };
}

async function findDataFolder(folder: string, env: NodeJS.ProcessEnv): Promise<FoundSystem> {
  if (!existsSync(join(folder, 'postgres')))
    throw new Error(`There is no Agora in ${folder}: run npm start, or set <DOMAIN>_DATABASE_URL.`);
  const postgres = await joinEmbeddedPostgres(folder);
  const urls = Object.entries(postgres.urls).map(([name, url]) => [
    `${name.toUpperCase()}_DATABASE_URL`,
    url,
  ]);
  return {
    name: folder,
    env: { ...env, ...(await paymentOf(folder)), ...(Object.fromEntries(urls) as Record<string, string>) },
    close: () => postgres.stop(),
  };
}

/** The payment sandbox lives in the process of `npm start`, at an address of its own. */
async function paymentOf(folder: string): Promise<Record<string, string>> {
  const file = join(folder, PAYMENT_URL_FILE);
  const url = existsSync(file) ? readFileSync(file, 'utf8') : '';
  return url !== '' && (await answers(url)) ? { PAYMENT_URL: url } : {};
}

async function answers(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/health`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}
