import { createLogger } from '@agora/platform/logging';
import { jsonCodec } from '@agora/platform/eventing';
import type { EventTransport } from '@agora/platform/eventing';
import { MemoryRateLimiter } from '@agora/platform/rate-limit';
import { MemoryPubSub } from '@agora/platform/pubsub';
import { createSubgraphHost } from '@agora/platform/server';
import { composePricing } from '../compose';
import { QUOTE_SECRET, STAFF, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import { aStoredPromotion } from '../promotion-fixture.suite';

const CODE = 'TOPSECRET-42';

let pricing: PricingFixture;
beforeAll(async () => {
  pricing = await openPricing();
});
afterAll(() => pricing.close());

// Nothing is started: no event is sent.
const events = { ping: () => Promise.resolve() } as EventTransport;

async function openHost(lines: string[]) {
  const logger = createLogger({
    name: 'test',
    level: 'trace',
    destination: { write: (line) => void lines.push(line) },
  });
  const definition = await composePricing(
    {
      events,
      codec: jsonCodec,
      pubsub: new MemoryPubSub(logger),
      rateLimiter: new MemoryRateLimiter({ clock: pricing.clock }),
      logger,
      clock: pricing.clock,
    },
    {
      databaseUrl: pricing.url,
      databaseConnections: 3,
      defaultRegion: 'US',
      refreshMs: 60_000,
      reloadMs: 60_000,
      ratesProvider: 'none',
      attemptLimits: { perIdentity: 10, perAddress: 100 },
      ratesEveryMs: 60_000,
      clockEveryMs: 60_000,
      quoteSecret: QUOTE_SECRET,
    },
  );
  const host = await createSubgraphHost(definition, { auth: { verify: async () => STAFF }, logger });
  return { host, close: () => host.stop() };
}

const CREATE =
  'mutation ($input: CouponCreateInput!) { couponCreate(input: $input) { userErrors { code message field } } }';

test('no answer and no log line about a coupon that was not made has its code', async () => {
  const lines: string[] = [];
  const { host, close } = await openHost(lines);
  const promotionId = await aStoredPromotion(pricing);
  const send = async (query: string, variables: Record<string, unknown>): Promise<void> => {
    const answer = JSON.stringify(await host.execute({ query, variables, headers: {} }));
    expect(answer).toMatch(/"code":"[A-Z_]+"|userErrors":\[\]/);
    expect(answer).not.toContain(CODE);
  };
  await send(CREATE, { input: { promotionId, code: CODE } });
  // Taken; no promotion; no use; a wrong type beside it; a missing field; a literal that does not fit.
  await send(CREATE, { input: { promotionId, code: CODE } });
  await send(CREATE, { input: { promotionId: 'nothing', code: CODE } });
  await send(CREATE, { input: { promotionId, code: CODE, usageLimit: 0 } });
  await send(CREATE, { input: { promotionId, code: CODE, usageLimit: 'many' } });
  await send(CREATE, { input: { code: CODE } });
  await send(CREATE, { input: CODE });
  await send(`mutation { couponCreate(input: { code: "${CODE}" }) { userErrors { code } } }`, {});
  // A fault of the database itself.
  await pricing.database.query('ALTER TABLE coupon ADD CONSTRAINT coupon_never_ck CHECK (usage_limit <> 77)');
  await send(CREATE, { input: { promotionId, code: `${CODE}-B`, usageLimit: 77 } });
  await close();
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.join('\n')).not.toContain(CODE);
});
