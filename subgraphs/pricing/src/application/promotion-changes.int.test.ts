import { REQUEST, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import { aDraft, aStoredPromotion, activate, done } from '../promotion-fixture.suite';
import { activatePromotion, updatePromotion } from './change-promotion';
import { createPromotion } from './create-promotion';

let pricing: PricingFixture;
beforeEach(async () => {
  pricing = await openPricing();
});
afterEach(() => pricing.close());

const stored = async (id: string) => (await pricing.reader.promotionsById([id]))[0];
const rows = (table: string) => pricing.database.query<Record<string, unknown>>(`SELECT * FROM ${table}`);
const update = (id: string, edit: Parameters<typeof updatePromotion>[1]['edit'], expectedVersion?: number) =>
  updatePromotion(pricing.deps, { target: { id, expectedVersion }, edit }, REQUEST);

test('a promotion, its rules, an audit entry and an event are written together', async () => {
  const budget = { amountMinor: 100_000n, currency: 'USD' };
  const rules = [
    aDraft({ name: 'A', condition: 'line.quantity >= 3' }),
    aDraft({ name: 'B', scope: 'ORDER' }),
  ];
  const id = await aStoredPromotion(pricing, { rules, budget, usageLimit: 9 });
  expect(await stored(id)).toMatchObject({
    status: 'DRAFT',
    version: 1,
    budgetMinor: 100_000n,
    budgetCurrency: 'USD',
    usageLimit: 9,
    usage: { redemptions: 0, spentMinor: 0n },
  });
  expect(await pricing.reader.rulesOf([id])).toMatchObject([
    { name: 'A', scope: 'LINE', condition: 'line.quantity >= 3', promotionId: id },
    { name: 'B', scope: 'ORDER', condition: undefined, promotionId: id },
  ]);
  expect(await rows('audit_log')).toMatchObject([
    { actor: 'support:s1', action: 'promotionCreate', entity: `promotion:${id}` },
  ]);
  expect(await pricing.events()).toMatchObject([
    {
      type: 'promotion.campaign.updated.v1',
      aggregate_id: id,
      aggregate_version: 1,
      payload: { status: 'DRAFT', changed: ['created'], coupon_required: false },
    },
  ]);
});

test('one wrong rule leaves nothing of the promotion', async () => {
  const command = {
    title: 'Sale',
    description: undefined,
    startsAt: undefined,
    endsAt: undefined,
    budget: undefined,
    usageLimit: undefined,
    usageLimitPerCustomer: undefined,
    couponRequired: false,
  };
  const wrong = [aDraft(), aDraft({ condition: 'line.quantity >' })];
  expect(await createPromotion(pricing.deps, { ...command, rules: wrong }, REQUEST)).toMatchObject({
    kind: 'invalidCondition',
    field: ['input', 'rules', '1', 'condition'],
  });
  expect(await createPromotion(pricing.deps, { ...command, rules: [] }, REQUEST)).toMatchObject({
    field: ['input', 'rules'],
  });
  const many = Array.from({ length: 21 }, () => aDraft());
  expect(await createPromotion(pricing.deps, { ...command, rules: many }, REQUEST)).toMatchObject({
    field: ['input', 'rules'],
  });
  expect([
    await rows('promotion'),
    await rows('price_rule'),
    await rows('outbox'),
    await rows('audit_log'),
  ]).toEqual([[], [], [], []]);
});

test('activating it begins it once, and prices answer with it at once', async () => {
  const id = await aStoredPromotion(pricing);
  await activate(pricing, id);
  expect(pricing.index.promotion(id)).toMatchObject({ status: 'ACTIVE', version: 2 });
  done(await update(id, { status: 'PAUSED' }));
  await activate(pricing, id);
  expect((await pricing.events()).map(({ type, aggregate_version: version }) => [type, version])).toEqual([
    ['promotion.campaign.updated.v1', 1],
    ['promotion.activated.v1', 2],
    ['promotion.campaign.updated.v1', 2],
    ['promotion.campaign.updated.v1', 3],
    ['promotion.campaign.updated.v1', 4],
  ]);
});

test('ten at once: one activates, the others are told what is allowed', async () => {
  const id = await aStoredPromotion(pricing);
  const target = { id, expectedVersion: undefined };
  const outcomes = await Promise.all(
    Array.from({ length: 10 }, () => activatePromotion(pricing.deps, target, REQUEST)),
  );
  expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  for (const outcome of outcomes) {
    if (outcome.kind !== 'done')
      expect(outcome).toMatchObject({ code: 'ILLEGAL_TRANSITION', field: ['input', 'id'] });
  }
  expect((await pricing.events()).filter(({ type }) => type === 'promotion.activated.v1')).toHaveLength(1);
});

test('editors of one promotion take turns: versions without a gap, one winner per expected version', async () => {
  const id = await aStoredPromotion(pricing);
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, index) => update(id, { title: `Sale ${String(index)}` })),
  );
  expect(outcomes.map((outcome) => done(outcome).version).sort((a, b) => a - b)).toEqual([
    2, 3, 4, 5, 6, 7, 8, 9,
  ]);
  const rivals = await Promise.all(
    Array.from({ length: 6 }, (_, index) => update(id, { title: `Rival ${String(index)}` }, 9)),
  );
  expect(rivals.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  expect(rivals.filter(({ kind }) => kind === 'versionConflict')).toHaveLength(5);
});

test('a promotion for the price of one sku says which prices changed with its status', async () => {
  const id = await aStoredPromotion(pricing, {
    rules: [aDraft({ scope: 'CATALOG', sku: 'MUG', region: 'US' }), aDraft({ scope: 'CATALOG' })],
  });
  await activate(pricing, id);
  const told = (await pricing.events()).filter(({ type }) => type === 'pricing.updated.v1');
  expect(told).toHaveLength(3);
  expect(told.map(({ payload }) => [payload['amount_minor'], payload['cause']]).sort()).toEqual([
    ['1099', 'RULE_CHANGED'],
    ['1299', 'RULE_CHANGED'],
    ['999', 'RULE_CHANGED'],
  ]);
  done(await update(id, { title: 'Renamed' }));
  expect((await pricing.events()).filter(({ type }) => type === 'pricing.updated.v1')).toHaveLength(3);
});

test('a budget in another currency than a rule is refused', async () => {
  const id = await aStoredPromotion(pricing, {
    rules: [aDraft({ adjustment: { amountMinor: -100n, currency: 'EUR' } })],
  });
  expect(await update(id, { budget: { amountMinor: 1_000n, currency: 'USD' } })).toMatchObject({
    code: 'CURRENCY_MISMATCH',
    field: ['input', 'budget'],
  });
  expect(await stored(id)).toMatchObject({ version: 1, budgetMinor: undefined });
});

test('what does not exist and a stale version are refused', async () => {
  const id = await aStoredPromotion(pricing);
  expect(await update('nothing', { title: 'x' })).toMatchObject({ code: 'NOT_FOUND' });
  expect(await update('0192f0c1-0000-7000-8000-000000000001', { title: 'x' })).toMatchObject({
    code: 'NOT_FOUND',
  });
  expect(await update(id, { title: 'x' }, 7)).toEqual({
    kind: 'versionConflict',
    expectedVersion: 7,
    currentVersion: 1,
  });
});

test('the same key ten times at once makes one promotion, which repeats answer with', async () => {
  const request = { ...REQUEST, idempotencyKey: 'once' };
  const command = {
    title: 'Sale',
    description: undefined,
    startsAt: new Date('2026-02-01T00:00:00.000Z'),
    endsAt: undefined,
    budget: { amountMinor: 5n, currency: 'USD' },
    usageLimit: undefined,
    usageLimitPerCustomer: undefined,
    couponRequired: false,
    rules: [aDraft()],
  };
  const create = () => createPromotion(pricing.deps, command, request);
  const outcomes = await Promise.all(Array.from({ length: 10 }, create));
  const ids = new Set(outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.id] : [])));
  expect(ids.size).toBe(1);
  expect(await create()).toMatchObject({ kind: 'done', id: [...ids][0], version: 1, replayed: true });
  expect(await createPromotion(pricing.deps, { ...command, title: 'Other' }, request)).toMatchObject({
    code: 'IDEMPOTENCY_KEY_REUSED',
  });
  expect(await rows('promotion')).toHaveLength(1);
});
