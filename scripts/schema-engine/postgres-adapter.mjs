// Gives the schema engine its connections, through Prisma's own PostgreSQL driver adapter with three defects of
// version 7.10 mended: it cannot read the internal type "char", it drops a shadow database still in use, and it
// cuts scripts at semicolons wherever they stand.
import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

const CHAR_OID = 18;
const TEXT_OID = 25;

/** Connection settings from a `postgresql://` URL; undefined for commands that need no database. */
export function readConnection(url) {
  if (!url) return undefined;
  const { hostname, port, username, password, pathname } = new URL(url);
  return {
    host: hostname,
    port: Number(port || 5432),
    user: decodeURIComponent(username),
    password: decodeURIComponent(password),
    database: decodeURIComponent(pathname.slice(1)),
    max: 2,
  };
}

/** A connection the schema describer can work with. The caller disposes of it. */
export async function connect(connection, database = connection?.database) {
  if (connection === undefined) throw new Error('No database URL: set <DOMAIN>_DATABASE_URL');
  const adapter = await new PrismaPg({ ...connection, database }).connect();
  readCharAsCharacter(adapter);
  sendScriptsWhole(adapter);
  return adapter;
}

// The adapter cuts a script at every semicolon, also inside comments and function bodies. The server reads it right.
function sendScriptsWhole(adapter) {
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
}

/** What the engine connects through: the database itself, and a shadow database that vanishes after use. */
export function createAdapterFactory(connection) {
  return bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: '@prisma/adapter-pg',
    connect: () => connect(connection),
    connectToShadowDb: () => connectToShadow(connection),
  });
}

async function connectToShadow(connection) {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`;
  const admin = await connect(connection);
  await admin.executeScript(`CREATE DATABASE "${name}"`);
  const shadow = await connect(connection, name);
  const closePool = shadow.dispose.bind(shadow);
  shadow.dispose = async () => {
    await closePool();
    await admin.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await admin.dispose();
  };
  return shadow;
}

// The adapter throws on OID 18, and the describer panics unless such a column arrives as Character. So the
// column travels through the adapter as text and gets its type back afterwards.
function readCharAsCharacter(adapter) {
  const prototype = ownerOf(adapter, 'performIO');
  if (Object.hasOwn(prototype, 'charColumns')) return;
  const { performIO, queryRaw } = prototype;
  const charColumns = new WeakMap();
  Object.assign(prototype, {
    charColumns,
    async performIO(query) {
      const result = await performIO.call(this, query);
      const fields = result?.fields ?? [];
      const indexes = fields.flatMap((field, index) => (field.dataTypeID === CHAR_OID ? [index] : []));
      for (const index of indexes) fields[index].dataTypeID = TEXT_OID;
      charColumns.set(query, indexes);
      return result;
    },
    async queryRaw(query) {
      const result = await queryRaw.call(this, query);
      for (const index of charColumns.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
      return result;
    },
  });
}

function ownerOf(object, method) {
  let prototype = Object.getPrototypeOf(object);
  while (prototype !== null && !Object.hasOwn(prototype, method))
    prototype = Object.getPrototypeOf(prototype);
  if (prototype === null)
    throw new Error(`@prisma/adapter-pg has no ${method}: this engine needs version 7.10`);
  return prototype;
}
