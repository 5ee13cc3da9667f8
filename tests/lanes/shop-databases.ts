import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { createTestDatabase } from '@agora/test-kit/databases';
import { startTcpForwarder } from '@agora/test-kit/tcp-forwarder';
import type { TcpForwarder } from '@agora/test-kit/tcp-forwarder';
import { SEED_DOMAINS, seedAll } from '../../scripts/seed/seed-all';
import type { SeedDomain, SeedOptions } from '../../scripts/seed/seed-all';

/** The databases of one system: fresh, migrated and seeded. */
export interface ShopDatabases {
  /** `<DOMAIN>_DATABASE_URL` of every domain, of the bus and of the parties. */
  readonly env: Readonly<Record<string, string>>;
  /** Makes a domain's database unreachable for everybody who has its URL from `env`. */
  cut(domain: SeedDomain): Promise<void>;
  restore(domain: SeedDomain): Promise<void>;
  rows<Row extends object>(domain: SeedDomain, text: string, values?: readonly unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

interface ShopDatabase {
  readonly url: string;
  readonly way: TcpForwarder;
  readonly direct: Database;
  drop(): Promise<void>;
}

export async function createShopDatabases(): Promise<ShopDatabases> {
  const [bus, parties] = [await createTestDatabase('empty'), await createTestDatabase('empty')];
  const databases = new Map<SeedDomain, ShopDatabase>();
  for (const domain of SEED_DOMAINS) databases.set(domain, await createShopDatabase(domain));
  const entries = [...databases].map(([domain, { url }]) => [domain, url]);
  await seedAll({ urls: Object.fromEntries(entries) as SeedOptions['urls'], now: new Date() });
  const of = (domain: SeedDomain): ShopDatabase => {
    const found = databases.get(domain);
    if (found === undefined) throw new Error(`there is no database of ${domain}`);
    return found;
  };
  const variables = [...databases].map(([domain, { url, way }]) => [
    `${domain.toUpperCase()}_DATABASE_URL`,
    through(url, way.port),
  ]);
  return {
    env: {
      ...(Object.fromEntries(variables) as Record<string, string>),
      BUS_DATABASE_URL: bus.url,
      PARTIES_DATABASE_URL: parties.url,
    },
    cut: (domain) => of(domain).way.cut(),
    restore: (domain) => of(domain).way.restore(),
    rows: (domain, text, values) => of(domain).direct.query(text, values),
    drop: async () => {
      for (const database of databases.values()) await database.drop();
      await Promise.all([bus.drop(), parties.drop()]);
    },
  };
}

async function createShopDatabase(domain: SeedDomain): Promise<ShopDatabase> {
  const { url, drop } = await createTestDatabase(domain);
  const { hostname, port } = new URL(url);
  const way = await startTcpForwarder({ host: hostname, port: Number(port || '5432') });
  const direct = createDatabase({ url, name: `${domain}-test`, maxConnections: 2 });
  return {
    url,
    way,
    direct,
    drop: async () => {
      await direct.close();
      await way.close();
      await drop();
    },
  };
}

function through(url: string, port: number): string {
  const changed = new URL(url);
  changed.hostname = '127.0.0.1';
  changed.port = String(port);
  // Not by a socket, which nobody can cut.
  changed.searchParams.delete('host');
  return changed.href;
}
