import { BOOKS, REQUEST, openPricing } from '../pricing-fixture.suite';
import type { PricingFixture } from '../pricing-fixture.suite';
import { aDraft, aStoredPromotion, aStoredRule, activate, done } from '../promotion-fixture.suite';
import type { RuleDraft } from '../domain/rules/rule-draft';
import { updatePromotion } from './change-promotion';
import { upsertRule } from './upsert-rule';
import type { UpsertRule } from './upsert-rule';

let pricing: PricingFixture;
beforeEach(async () => {
  pricing = await openPricing();
});
afterEach(() => pricing.close());

const upsert = (fields: Partial<UpsertRule> & { readonly draft?: Partial<RuleDraft> }, key?: string) => {
  const { draft, ...others } = fields;
  const nothing = { id: undefined, promotionId: undefined, expectedVersion: undefined };
  const command = { ...nothing, rule: aDraft(draft), ...others };
  return upsertRule(pricing.deps, command, { ...REQUEST, idempotencyKey: key });
};
const changed = async () => (await pricing.events()).filter(({ type }) => type === 'pricing.rule.changed.v1');
const priced = async () => (await pricing.events()).filter(({ type }) => type === 'pricing.updated.v1');

test('a rule is stored as it is, counts from then on, and says which prices it changed', async () => {
  const id = await aStoredRule(pricing, { sku: 'MUG', segment: 'vip', region: 'US', excludes: ['sale'] });
  expect(await pricing.reader.rule(id)).toMatchObject({
    scope: 'PRICE',
    sku: 'MUG',
    segment: 'vip',
    excludes: ['sale'],
    version: 1,
  });
  expect([...pricing.index.rules]).toMatchObject([{ id }]);
  // Both tiers of the book for everybody in the US, and the book of the segment.
  expect((await priced()).map(({ payload }) => payload['price_book_id']).sort()).toEqual(
    [BOOKS.us, BOOKS.us, BOOKS.vip].sort(),
  );
});

test('a change counts a version; the same again is done without one', async () => {
  const id = await aStoredRule(pricing);
  expect(await upsert({ id, draft: { name: 'Renamed' } })).toMatchObject({ version: 2 });
  const before = await pricing.events();
  expect(await upsert({ id, draft: { name: 'Renamed' } })).toMatchObject({ version: 2 });
  expect(await pricing.events()).toEqual(before);
});

test('a rule for many prices says for whom it changed them, before and after', async () => {
  const id = await aStoredRule(pricing, { region: 'US', channel: 'web' });
  done(await upsert({ id, draft: { region: 'EU', channel: 'web' } }));
  done(await upsert({ id, draft: { region: 'EU', sku: 'MUG' } }));
  const off = { region: 'EU', sku: 'MUG', scope: 'LINE', active: false } as const;
  done(await upsert({ id, draft: { ...off, active: true } }));
  done(await upsert({ id, draft: off }));
  done(await upsert({ id, draft: { ...off, name: 'Renamed' } }));
  const reach = (await changed()).map(({ payload: { version, sku, region, channel } }) => [
    version,
    sku,
    region,
    channel,
  ]);
  expect(reach).toEqual([
    [1, null, 'US', 'web'],
    [2, null, null, 'web'],
    [3, null, 'EU', 'web'],
    [4, 'MUG', 'EU', null],
    [5, 'MUG', 'EU', null],
  ]);
});

test('a rule for many prices that is still to come, or of a promotion, is not told of by itself', async () => {
  await aStoredRule(pricing, { startsAt: new Date(pricing.clock.nowMs() + 60_000) });
  const promotionId = await aStoredPromotion(pricing);
  await activate(pricing, promotionId);
  done(await upsert({ promotionId }));
  expect(await changed()).toEqual([]);
});

test('a change of the sku tells of both', async () => {
  const id = await aStoredRule(pricing, { sku: 'MUG', region: 'JP' });
  done(await upsert({ id, draft: { sku: 'NOVEL', region: 'EU' } }));
  expect((await priced()).map(({ aggregate_id: sku }) => sku)).toEqual(['MUG', 'NOVEL', 'MUG']);
});

test('a rule of a promotion counts a version of the promotion too, and never moves', async () => {
  const promotionId = await aStoredPromotion(pricing);
  const added = done(await upsert({ promotionId, draft: { name: 'Second' } }));
  const [first] = await pricing.reader.rulesOf([promotionId]);
  done(await upsert({ id: first?.id, draft: { name: 'First', adjustmentBasisPoints: -2_000 } }));
  expect((await pricing.reader.promotionsById([promotionId]))[0]).toMatchObject({ version: 3 });
  expect((await pricing.events()).map(({ payload }) => payload['changed'])).toEqual([
    ['created'],
    ['rules'],
    ['rules'],
  ]);
  const other = await aStoredPromotion(pricing);
  expect(await upsert({ id: added.id, promotionId: other })).toMatchObject({
    code: 'INVALID_VALUE',
    field: ['input', 'promotionId'],
  });
});

test('a promotion has at most twenty rules, also when they are added at once', async () => {
  const promotionId = await aStoredPromotion(pricing, {
    rules: Array.from({ length: 17 }, () => aDraft()),
  });
  const outcomes = await Promise.all(Array.from({ length: 8 }, () => upsert({ promotionId })));
  expect(outcomes.filter(({ kind }) => kind === 'done')).toHaveLength(3);
  expect(await pricing.reader.rulesOf([promotionId])).toHaveLength(20);
});

test('rules of an ended promotion stay as they are', async () => {
  const promotionId = await aStoredPromotion(pricing);
  await activate(pricing, promotionId);
  const target = { id: promotionId, expectedVersion: undefined };
  done(await updatePromotion(pricing.deps, { target, edit: { status: 'ENDED' } }, REQUEST));
  const [rule] = await pricing.reader.rulesOf([promotionId]);
  expect(await upsert({ id: rule?.id, draft: { name: 'Late' } })).toMatchObject({
    code: 'ILLEGAL_TRANSITION',
    field: ['input', 'id'],
  });
  expect(await upsert({ promotionId })).toMatchObject({ field: ['input', 'promotionId'] });
});

test('writers of one rule take turns: versions without a gap, one winner per expected version', async () => {
  const id = await aStoredRule(pricing);
  const outcomes = await Promise.all(
    Array.from({ length: 8 }, (_, index) => upsert({ id, draft: { name: `Rule ${String(index)}` } })),
  );
  expect(outcomes.map((outcome) => done(outcome).version).sort((a, b) => a - b)).toEqual([
    2, 3, 4, 5, 6, 7, 8, 9,
  ]);
  const rivals = await Promise.all(
    Array.from({ length: 6 }, (_, index) =>
      upsert({ id, expectedVersion: 9, draft: { name: `Rival ${String(index)}` } }),
    ),
  );
  expect(rivals.filter(({ kind }) => kind === 'done')).toHaveLength(1);
  expect(rivals.filter(({ kind }) => kind === 'versionConflict')).toHaveLength(5);
});

test('the same key ten times at once makes one rule', async () => {
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => upsert({}, 'once')));
  expect(new Set(outcomes.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.id] : []))).size).toBe(1);
  expect([...pricing.index.rules]).toHaveLength(1);
});

test('what does not exist is refused', async () => {
  for (const id of ['nothing', '0192f0c1-0000-7000-8000-000000000001']) {
    expect(await upsert({ id })).toMatchObject({ code: 'NOT_FOUND', field: ['input', 'id'] });
    expect(await upsert({ promotionId: id })).toMatchObject({
      code: 'NOT_FOUND',
      field: ['input', 'promotionId'],
    });
  }
  expect(await upsert({ draft: { region: 'MOON' } })).toMatchObject({
    field: ['input', 'rule', 'region'],
  });
});
