import { allTopics } from '@agora/contracts/catalog-of-events';
import { eventSchemas } from '@agora/contracts/published-schemas';
import { catalogProductUpdatedV1 } from '@agora/contracts/catalog/product-updated';
import { promotionActivatedV1 } from '@agora/contracts/pricing/promotion-activated';
import { pricingUpdatedV1 } from '@agora/contracts/pricing/updated';
import { ANONYMOUS } from '@agora/platform/auth';
import { createAvroCodec, createPgLogTransport, jsonCodec } from '@agora/platform/eventing';
import type { EventTransport } from '@agora/platform/eventing';
import { newId } from '@agora/platform/ids';
import { createLogger } from '@agora/platform/logging';
import { metricsRegistry } from '@agora/platform/metrics';
import { MemoryPubSub } from '@agora/platform/pubsub';
import { MemoryRateLimiter } from '@agora/platform/rate-limit';
import type { PubSub } from '@agora/platform/pubsub';
import { createSubgraphHost } from '@agora/platform/server';
import type { SubgraphHost } from '@agora/platform/server';
import { systemClock } from '@agora/platform/time';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { eventually } from '@agora/test-kit/eventually';
import { composePricing } from './compose';
import { BOOKS, QUOTE_SECRET, STAFF, openPricing } from './pricing-fixture.suite';
import type { PricingFixture } from './pricing-fixture.suite';

const codec = createAvroCodec({ schemas: eventSchemas() });
const logger = createLogger({ name: 'test', level: 'silent' });
let pricing: PricingFixture;
let bus: TestDatabase;
let events: EventTransport;
const hosts: SubgraphHost[] = [];
const CLOCK_EVERY_MS = 250;
const PROCESSES = 2;

beforeAll(async () => {
  pricing = await openPricing();
  bus = await createTestDatabase('empty');
  events = createPgLogTransport({ url: bus.url, logger, pollMs: 50 });
  await events.createTopics(allTopics());
});
afterEach(async () => {
  await Promise.all(hosts.splice(0).map((host) => host.stop()));
});
afterAll(async () => {
  await events.close();
  await Promise.all([pricing.close(), bus.drop()]);
});

/** One process of pricing. Whoever asks with a `staff` header is staff. */
async function startProcess(
  pubsub: PubSub,
  refreshMs: number,
  ratesProvider: 'fake' | 'none' = 'none',
): Promise<SubgraphHost> {
  const definition = await composePricing(
    {
      events,
      codec,
      pubsub,
      rateLimiter: new MemoryRateLimiter({ clock: systemClock }),
      logger,
      clock: systemClock,
    },
    {
      databaseUrl: pricing.url,
      databaseConnections: 5,
      defaultRegion: 'US',
      refreshMs,
      reloadMs: 60_000,
      ratesProvider,
      attemptLimits: { perIdentity: 10, perAddress: 100 },
      ratesEveryMs: 60_000,
      clockEveryMs: CLOCK_EVERY_MS,
      quoteSecret: QUOTE_SECRET,
    },
  );
  const auth = { verify: async (headers: object) => ('staff' in headers ? STAFF : ANONYMOUS) };
  const host = await createSubgraphHost(definition, { auth, logger });
  await host.start();
  hosts.push(host);
  return host;
}

async function mugPrice(host: SubgraphHost): Promise<string> {
  const { data } = await host.execute({
    query: '{ price(sku: "MUG") { unitPrice { amount } } }',
    headers: {},
  });
  return (data as { price: { unitPrice: { amount: string } } }).price.unitPrice.amount;
}

function setMugPrice(host: SubgraphHost, amount: string) {
  return host.execute({
    query: `mutation ($input: PriceSetInput!) { priceSet(input: $input) { committedVersion userErrors { code } } }`,
    variables: { input: { priceBookId: BOOKS.us, sku: 'MUG', amount: { amount, currencyCode: 'USD' } } },
    headers: { staff: 'yes' },
  });
}

test('a price set in one process is answered by the others after a poke, and its event is published', async () => {
  const pubsub = new MemoryPubSub(logger);
  // Too rare to help: only the poke can have done it.
  const [one, two] = [await startProcess(pubsub, 60_000), await startProcess(pubsub, 60_000)];
  const published: unknown[] = [];
  const consumer = await events.consume({
    groupId: 'test-published',
    topics: [pricingUpdatedV1.topic],
    handle: async ({ value }) => void published.push((await codec.decode(value)).payload),
  });
  expect(await setMugPrice(one, '14.00')).toEqual({
    data: { priceSet: { committedVersion: 2, userErrors: [] } },
  });
  expect(await mugPrice(one)).toBe('14.00');
  await eventually(async () => (await mugPrice(two)) === '14.00', { withinMs: 2_000 });
  await eventually(() => published.length === 1, { withinMs: 10_000 });
  expect(pricingUpdatedV1.schema.parse(published[0])).toMatchObject({
    sku: 'MUG',
    amount_minor: '1400',
    version: 2,
  });
  await consumer.stop();
}, 30_000);

test('when the poke is lost, processes converge by looking', async () => {
  const [one, deaf] = [
    await startProcess(new MemoryPubSub(logger), 60_000),
    await startProcess(new MemoryPubSub(logger), 100),
  ];
  await setMugPrice(one, '15.00');
  await eventually(async () => (await mugPrice(deaf)) === '15.00', { withinMs: 3_000 });
});

test("a product's event changes the tax category of its variants", async () => {
  const host = await startProcess(new MemoryPubSub(logger), 100);
  const query = `{ priceQuote(input: { lines: [{ sku: "MUG", quantity: 1 }], context: { region: "EU" } }) { tax { minorUnits } } }`;
  expect(await host.execute({ query, headers: {} })).toEqual({
    data: { priceQuote: { tax: { minorUnits: '190' } } },
  });
  const [variant] = catalogProductUpdatedV1.sample.variants;
  if (variant === undefined) throw new Error('the sample has a variant');
  const payload = {
    ...catalogProductUpdatedV1.sample,
    variants: [{ ...variant, sku: 'MUG', tax_category: 'books' }],
  };
  await events.publish([
    {
      topic: catalogProductUpdatedV1.topic,
      key: payload.product_id,
      headers: {},
      value: jsonCodec.encode({
        event_id: newId(),
        type: catalogProductUpdatedV1.type,
        occurred_at: new Date().toISOString(),
        producer: 'catalog',
        aggregate_id: payload.product_id,
        aggregate_version: payload.version,
        tenant_region: null,
        store_id: null,
        correlation_id: null,
        causation_id: null,
        saga_id: null,
        actor: null,
        schema_version: 1,
        payload,
      }),
    },
  ]);
  await eventually(async () => JSON.stringify(await host.execute({ query, headers: {} })).includes('"78"'), {
    withinMs: 10_000,
    what: 'the reduced rate',
  });
}, 30_000);

/** How often the clock of a process came round: it looked, or another one did. */
async function clockTurns(): Promise<number> {
  const lines = (await metricsRegistry.metrics())
    .split('\n')
    .filter((line) => line.startsWith('job_runs_total{job="pricing-promotion-clock"'));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

test('two processes begin a promotion at its time and tell it once', async () => {
  const pubsub = new MemoryPubSub(logger);
  const [one] = [await startProcess(pubsub, 200), await startProcess(pubsub, 200)];
  const begun: unknown[] = [];
  const consumer = await events.consume({
    groupId: 'test-begun',
    topics: [promotionActivatedV1.topic],
    handle: async ({ value }) => void begun.push((await codec.decode(value)).payload),
  });
  const run = (query: string, variables: Record<string, unknown>) =>
    one.execute({ query, variables, headers: { staff: 'yes' } });
  const startsAt = new Date(Date.now() + 1_500).toISOString();
  const rules = [{ name: 'ten off', priority: 1, adjustmentBasisPoints: -1_000 }];
  const { data } = await run(
    'mutation ($input: PromotionCreateInput!) { promotionCreate(input: $input) { promotion { id } } }',
    { input: { title: 'Soon', startsAt, rules } },
  );
  const { id } = (data as { promotionCreate: { promotion: { id: string } } }).promotionCreate.promotion;
  await run('mutation ($id: ID!) { promotionActivate(input: { id: $id }) { userErrors { code } } }', { id });
  const status = async () =>
    JSON.stringify((await run('query ($id: ID!) { promotion(id: $id) { status } }', { id })).data);
  expect(await status()).toContain('SCHEDULED');
  await eventually(async () => (await status()).includes('ACTIVE'), { withinMs: 15_000, what: 'the clock' });
  await eventually(() => begun.length > 0, { withinMs: 10_000, what: 'its event' });
  const turns = await clockTurns();
  await eventually(async () => (await clockTurns()) >= turns + 2 * PROCESSES, {
    what: 'both clocks to look again',
  });
  expect(begun).toMatchObject([{ promotion_id: id, version: 3, starts_at: startsAt }]);
  await consumer.stop();
}, 60_000);

test('a process with a provider has exchange rates soon after its start', async () => {
  const host = await startProcess(new MemoryPubSub(logger), 200, 'fake');
  const query = '{ currencyRates(base: "USD") { quote rate } }';
  await eventually(async () => JSON.stringify(await host.execute({ query, headers: {} })).includes('"KWD"'), {
    withinMs: 5_000,
    what: 'the rates',
  });
}, 30_000);

test('it reports its parts, and stopping twice is stopping once', async () => {
  const host = await startProcess(new MemoryPubSub(logger), 60_000);
  expect(await host.health()).toEqual({
    status: 'ok',
    services: { prices: 'ok', database: 'ok', events: 'ok', pubsub: 'ok' },
  });
  await host.stop();
  await host.stop();
});
