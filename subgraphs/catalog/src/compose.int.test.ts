import { eventSchemas } from '@agora/contracts/published-schemas';
import { ANONYMOUS } from '@agora/platform/auth';
import { createAvroCodec, createPgLogTransport } from '@agora/platform/eventing';
import { createLogger } from '@agora/platform/logging';
import { createSubgraphHost } from '@agora/platform/server';
import { systemClock } from '@agora/platform/time';
import { createTestDatabase } from '@agora/test-kit/databases';
import { composeCatalog } from './compose';
import { STAFF } from './catalog-fixture.suite';

test('the composed catalog answers, announces what it committed, draws pictures, and stops', async () => {
  const [own, bus] = [await createTestDatabase('catalog'), await createTestDatabase('empty')];
  const logger = createLogger({ name: 'test', level: 'silent' });
  const events = createPgLogTransport({ url: bus.url, logger });
  await events.createTopics([{ name: 'catalog.product.updated.v1' }]);
  const catalog = await composeCatalog(
    { events, codec: createAvroCodec({ schemas: eventSchemas() }), logger, clock: systemClock },
    { databaseUrl: own.url, databaseConnections: 5 },
  );
  const viewers = [STAFF, ANONYMOUS];
  const auth = { verify: () => Promise.resolve(viewers.shift() ?? ANONYMOUS) };
  const host = await createSubgraphHost(catalog, { auth, logger });
  await host.start();
  const seen: string[] = [];
  await events.consume({
    groupId: 'test',
    topics: ['catalog.product.updated.v1'],
    handle: (message) => Promise.resolve(void seen.push(message.key)),
  });
  const query = `mutation { productCreate(input: { title: "Linen Shirt", status: ACTIVE, variants: [{ sku: "LINEN" }] }) { product { id } userErrors { code } } }`;
  const answer = await host.execute({ query, headers: {} });
  const id = (answer.data as { productCreate: { product: { id: string } } }).productCreate.product.id;
  for (let waited = 0; seen.length === 0 && waited < 100; waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  expect(seen).toEqual([id]);
  expect(
    await host.execute({ query: '{ product(slug: "linen-shirt") { title } }', headers: {} }),
  ).toMatchObject({ data: { product: { title: 'Linen Shirt' } } });
  expect(await catalog.files('/media/linen-shirt.svg')).toMatchObject({
    contentType: 'image/svg+xml; charset=utf-8',
    body: expect.stringContaining('Linen Shirt'),
  });
  expect(await catalog.files('/media/nothing.svg')).toBeUndefined();
  expect(await catalog.replay('again')).toBe(1);
  expect(await host.health()).toEqual({ status: 'ok', services: { database: 'ok', events: 'ok' } });
  await host.stop();
  await events.close();
  await Promise.all([own.drop(), bus.drop()]);
}, 30_000);
