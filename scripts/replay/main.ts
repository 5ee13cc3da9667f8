import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { composeCatalog } from '@agora/catalog/compose';
import { readCatalogConfig } from '@agora/catalog/config';
import { createDatabase } from '@agora/platform/database';
import { newId } from '@agora/platform/ids';
import { replayReadModel } from '@agora/platform/inbox';
import { createLogger } from '@agora/platform/logging';
import { openPorts } from '@agora/platform/ports';
import type { OpenPorts } from '@agora/platform/ports';
import { endWith } from '../system/end-with';
import { loadEnvironmentFile } from '../system/environment-file';
import { joinRunningSystem } from '../system/running-system';
import { findReadModel } from './read-models';
import type { NamedReadModel } from './read-models';

async function main(): Promise<void> {
  loadEnvironmentFile();
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { republish: { type: 'boolean', default: false } },
  });
  const model = findReadModel(positionals[0], positionals[1]);
  const system = await joinRunningSystem(process.env);
  const logger = createLogger({ name: 'replay', level: 'warn' });
  const ports = openPorts({ name: 'replay', logger, env: system.env, schemas: eventSchemas() });
  try {
    if (values.republish) await republish(model, ports, system.env);
    else await replay(model, ports, system.env);
  } finally {
    await ports.close();
    await system.close();
  }
}

async function replay(
  { domain, name, handlers }: NamedReadModel,
  ports: OpenPorts,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  const variable = `${domain.toUpperCase()}_DATABASE_URL`;
  const url = env[variable];
  if (url === undefined || url === '') throw new Error(`Set ${variable}.`);
  const database = createDatabase({ url, name: `${domain}-replay`, maxConnections: 2 });
  try {
    const { events: transport, codec, logger } = ports;
    const { applied, skipped } = await replayReadModel({ transport, codec, database, handlers, logger });
    console.log(
      `${domain} ${name}: ${String(applied)} events applied, ${String(skipped)} unreadable ones left out.`,
    );
  } finally {
    await database.close();
  }
}

/** For what retention took from the topic: the owner writes every product into its outbox, and the running system does the rest. */
async function republish(
  { domain, name, handlers }: NamedReadModel,
  ports: OpenPorts,
  env: NodeJS.ProcessEnv,
): Promise<void> {
  if (!Object.hasOwn(handlers, catalogProductUpdatedV1.type))
    throw new Error(`Only what catalog tells can be announced anew; ${domain} ${name} is not of that.`);
  const catalog = await composeCatalog(ports, readCatalogConfig(env));
  try {
    const count = await catalog.replay(newId());
    console.log(`${String(count)} products are in the outbox of catalog; a running catalog sends them.`);
  } finally {
    await catalog.stop();
  }
}

main().catch(endWith);
