import { allTopics } from '@agora/contracts/catalog-of-events';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { createTokenVerifier, readAuthConfig } from '@agora/platform/auth';
import { createLogger } from '@agora/platform/logging';
import { openPorts } from '@agora/platform/ports';
import type { OpenPorts } from '@agora/platform/ports';
import { createSubgraphHost } from '@agora/platform/server';
import { createShopDatabases } from '../lanes/shop-databases';
import type { ShopDatabases } from '../lanes/shop-databases';
import { itBehavesAsASubgraph } from './conformance.suite';
import type { StartedSubgraph } from './conformance.suite';
import { subgraphsUnderTest } from './subgraph-under-test';

const logger = createLogger({ name: 'conformance', level: 'silent' });
const skus: string[] = [];
let databases: ShopDatabases;
let ports: OpenPorts;

beforeAll(async () => {
  databases = await createShopDatabases();
  const rows = await databases.rows<{ sku: string }>(
    'catalog',
    `SELECT v.sku FROM product_variant v JOIN product p ON p.id = v.product_id WHERE p.status = 'ACTIVE' ORDER BY sku LIMIT 30`,
  );
  skus.push(...rows.map(({ sku }) => sku));
  ports = openPorts({
    name: 'conformance',
    logger,
    env: databases.env,
    schemas: eventSchemas(),
  });
  await ports.events.createTopics(allTopics());
}, 120_000);

afterAll(async () => {
  await ports.close();
  await databases.drop();
}, 60_000);

describe.each(
  subgraphsUnderTest((n) => skus[n - 1] ?? '').map((subject) => [subject.name, subject] as const),
)('the %s subgraph', (name, subject) => {
  let started: StartedSubgraph | undefined;
  beforeAll(async () => {
    const definition = await subject.compose(ports, databases.env);
    const verifier = createTokenVerifier(readAuthConfig({}), name);
    const host = await createSubgraphHost(definition, { auth: verifier, logger });
    await host.start();
    started = { definition, host, cut: () => databases.cut(name), restore: () => databases.restore(name) };
  }, 30_000);
  afterAll(async () => {
    await started?.host.stop();
  });
  itBehavesAsASubgraph(subject, () => {
    if (started === undefined) throw new Error(`${name} has not started`);
    return started;
  });
});
