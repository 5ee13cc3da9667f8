import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { allTopics } from '@agora/contracts/catalog-of-events';
import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import { customerUpdatedV1 } from '@agora/contracts/customer/updated';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { createDatabase } from '@agora/platform/database';
import type { Database } from '@agora/platform/database';
import { createAvroCodec, createPgLogTransport } from '@agora/platform/eventing';
import type { EventTransport } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { repositoryRoot } from '@agora/test-kit/repository';

const run = promisify(execFile);
const codec = createAvroCodec({ schemas: eventSchemas() });
const KINDS = ['empty', 'cart', 'pricing', 'catalog'] as const;

let tests: TestDatabase[];
let transport: EventTransport;
let [cart, pricing]: (Database | undefined)[] = [];
let env: NodeJS.ProcessEnv;
beforeAll(async () => {
  tests = await Promise.all(KINDS.map(createTestDatabase));
  const [bus = '', cartUrl = '', pricingUrl = '', catalogUrl = ''] = tests.map(({ url }) => url);
  transport = createPgLogTransport({ url: bus, logger: createLogger({ name: 'test', level: 'silent' }) });
  await transport.createTopics(allTopics());
  cart = createDatabase({ url: cartUrl, name: 'cart-test' });
  pricing = createDatabase({ url: pricingUrl, name: 'pricing-test' });
  env = {
    ...process.env,
    KAFKA_BROKERS: '',
    BUS_DATABASE_URL: bus,
    CART_DATABASE_URL: cartUrl,
    PRICING_DATABASE_URL: pricingUrl,
    CATALOG_DATABASE_URL: catalogUrl,
  };
});
afterAll(async () => {
  await transport.close();
  await Promise.all([cart?.close(), pricing?.close()]);
  await Promise.all(tests.map((test) => test.drop()));
});

async function replay(...args: readonly string[]): Promise<{ code: number; output: string }> {
  const command = ['--import', 'tsx', '--conditions', 'source', 'scripts/replay/main.ts', ...args];
  try {
    const { stdout, stderr } = await run(process.execPath, command, { cwd: repositoryRoot, env });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

async function publish(type: string, key: string, payload: object): Promise<void> {
  const value = await codec.encode({
    event_id: newId(),
    type,
    occurred_at: new Date().toISOString(),
    producer: 'test',
    aggregate_id: key,
    aggregate_version: 1,
    tenant_region: null,
    store_id: null,
    correlation_id: null,
    causation_id: null,
    saga_id: null,
    actor: null,
    schema_version: 1,
    payload: { ...payload },
  });
  await transport.publish([{ topic: type, key, value, headers: {} }]);
}

test('the read models of cart and pricing are filled from the beginning of their topics, newest version last', async () => {
  const { sample } = catalogProductUpdatedV1;
  const product = { ...sample, version: 2 };
  await publish(catalogProductUpdatedV1.type, sample.product_id, product);
  // Came late: changes nothing.
  await publish(catalogProductUpdatedV1.type, sample.product_id, { ...sample, version: 1, variants: [] });
  const { sample: customer } = customerUpdatedV1;
  await publish(customerUpdatedV1.type, customer.customer_id, customer);

  for (const round of ['once', 'and again']) {
    expect([round, (await replay('cart', 'catalog_variant')).output]).toEqual([
      round,
      expect.stringContaining('2 events applied'),
    ]);
    const skus = await cart?.query('SELECT sku, product_version FROM catalog_variant ORDER BY sku');
    expect(skus).toEqual(
      product.variants
        .map(({ sku }) => ({ sku, product_version: 2 }))
        .sort((a, b) => (a.sku < b.sku ? -1 : 1)),
    );
  }
  expect((await replay('pricing', 'customer_segment')).code).toBe(0);
  expect(await pricing?.query('SELECT customer_id, segments FROM customer_segment')).toEqual([
    { customer_id: customer.customer_id, segments: customer.segments },
  ]);
}, 120_000);

test('what is past retention is announced anew by its owner, where it can', async () => {
  expect((await replay('cart', 'catalog_variant', '--republish')).output).toContain(
    '0 products are in the outbox',
  );
  const { code, output } = await replay('pricing', 'customer_segment', '--republish');
  expect(code).toBe(1);
  expect(output).toContain('Only what catalog tells');
}, 120_000);

test('another name is refused with the names there are', async () => {
  const { code, output } = await replay('cart', 'carts');
  expect(code).toBe(1);
  expect(output).toContain('npm run replay -- pricing customer_segment');
}, 60_000);
