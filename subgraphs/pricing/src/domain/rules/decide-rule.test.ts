import type { Money } from '@agora/platform/money';
import { NOW, aPromotion } from '../price-table.suite';
import { checkBudgetCurrency } from './decide-amounts';
import { decideRule, isSameRule } from './decide-rule';
import type { RuleFacts } from './decide-rule';
import type { RuleDraft } from './rule-draft';
import type { RuleSpec } from './rule-spec';

const usd = (amountMinor: bigint): Money => ({ amountMinor, currency: 'USD' });

const draft = (fields: Partial<RuleDraft> = {}): RuleDraft => ({
  name: 'Ten percent',
  scope: undefined,
  priority: 0,
  exclusive: false,
  stackGroup: undefined,
  excludes: [],
  includes: [],
  region: undefined,
  channel: undefined,
  segment: undefined,
  sku: undefined,
  category: undefined,
  minimumQuantity: 1,
  condition: undefined,
  adjustmentBasisPoints: fields.adjustment === undefined ? -1_000 : undefined,
  adjustment: undefined,
  maximumPerLine: undefined,
  maximumPerOrder: undefined,
  startsAt: undefined,
  endsAt: undefined,
  active: true,
  ...fields,
});
const facts = (fields: Partial<RuleFacts> = {}): RuleFacts => ({
  id: 'r1',
  current: undefined,
  promotion: undefined,
  regions: new Set(['US', 'EU']),
  now: NOW,
  path: ['rule'],
  ...fields,
});
function decided(fields: Partial<RuleDraft>, given: Partial<RuleFacts> = {}): RuleSpec {
  const decision = decideRule(draft(fields), facts(given));
  if (decision.kind !== 'rule') throw new Error(JSON.stringify(decision));
  return decision.rule;
}

test('a rule of its own works on the price for whom it is for, one of a promotion on lines', () => {
  expect(decided({})).toMatchObject({ id: 'r1', scope: 'PRICE', promotionId: undefined, version: 1 });
  expect(decided({}, { promotion: aPromotion({ id: 'p' }) })).toMatchObject({
    scope: 'LINE',
    promotionId: 'p',
  });
  expect(decided({ scope: 'CATALOG' })).toMatchObject({ scope: 'CATALOG' });
});

test('a changed rule counts its version on and keeps its id', () => {
  const current = decided({});
  expect(decided({ name: 'Twelve percent' }, { current: { ...current, version: 4 } })).toMatchObject({
    id: 'r1',
    version: 5,
    name: 'Twelve percent',
  });
});

test('amounts become columns in one currency', () => {
  const rule = decided({
    scope: 'LINE',
    adjustment: usd(-500n),
    maximumPerLine: usd(1_000n),
    maximumPerOrder: usd(2_000n),
  });
  expect(rule).toMatchObject({
    adjustment: { kind: 'amount', amountMinor: -500n },
    currency: 'USD',
    maximumPerLineMinor: 1_000n,
    maximumPerOrderMinor: 2_000n,
  });
  expect(decided({})).toMatchObject({
    adjustment: { kind: 'basisPoints', basisPoints: -1_000 },
    currency: undefined,
  });
});

test('only a rule for whom it is for may raise', () => {
  expect(decided({ adjustmentBasisPoints: 500 })).toMatchObject({ adjustment: { basisPoints: 500 } });
  expect(decideRule(draft({ scope: 'CATALOG', adjustmentBasisPoints: 500 }), facts())).toMatchObject({
    code: 'INVALID_VALUE',
    field: ['input', 'rule', 'adjustmentBasisPoints'],
  });
});

test.each<[string, Partial<RuleDraft>, string, string[]]>([
  ['a blank name', { name: ' ' }, 'INVALID_VALUE', ['name']],
  ['a name of 10 kB', { name: 'x'.repeat(10_000) }, 'INVALID_VALUE', ['name']],
  ['a name with a control character', { name: 'a\u0000b' }, 'INVALID_VALUE', ['name']],
  ['a long group', { stackGroup: 'x'.repeat(101) }, 'INVALID_VALUE', ['stackGroup']],
  ['a blank segment', { segment: '' }, 'INVALID_VALUE', ['segment']],
  ['an unknown region', { region: 'MOON' }, 'INVALID_VALUE', ['region']],
  ['a text that is no sku', { sku: 'mug; --' }, 'INVALID_VALUE', ['sku']],
  ['a huge priority', { priority: 1_000_001 }, 'INVALID_VALUE', ['priority']],
  ['a quantity of 0', { minimumQuantity: 0 }, 'INVALID_VALUE', ['minimumQuantity']],
  ['a quantity beyond the bound', { minimumQuantity: 1_001 }, 'INVALID_VALUE', ['minimumQuantity']],
  [
    '21 names that exclude it',
    { excludes: Array.from({ length: 21 }, () => 'x') },
    'INVALID_VALUE',
    ['excludes'],
  ],
  ['a blank name among those', { includes: ['sale', ' '] }, 'INVALID_VALUE', ['includes', '1']],
  ['no adjustment', { adjustmentBasisPoints: undefined }, 'INVALID_VALUE', ['adjustment']],
  ['both adjustments', { adjustmentBasisPoints: -1, adjustment: usd(-1n) }, 'INVALID_VALUE', ['adjustment']],
  ['a change by nothing', { adjustmentBasisPoints: 0 }, 'INVALID_VALUE', ['adjustmentBasisPoints']],
  ['more than all off', { adjustmentBasisPoints: -10_001 }, 'INVALID_VALUE', ['adjustmentBasisPoints']],
  ['more than elevenfold', { adjustmentBasisPoints: 100_001 }, 'INVALID_VALUE', ['adjustmentBasisPoints']],
  ['a raise of an order', { scope: 'ORDER', adjustment: usd(1n) }, 'INVALID_VALUE', ['adjustment']],
  ['a huge amount', { adjustment: usd(-(10n ** 12n) - 1n) }, 'INVALID_VALUE', ['adjustment']],
  ['a cap of nothing', { maximumPerLine: usd(0n) }, 'INVALID_VALUE', ['maximumPerLine']],
  ['a negative cap', { scope: 'ORDER', maximumPerOrder: usd(-1n) }, 'INVALID_VALUE', ['maximumPerOrder']],
  ['an order with a sku', { scope: 'ORDER', sku: 'MUG' }, 'INVALID_VALUE', ['sku']],
  ['an order with a category', { scope: 'ORDER', category: 'books' }, 'INVALID_VALUE', ['category']],
  [
    'an order with a cap per line',
    { scope: 'ORDER', maximumPerLine: usd(1n) },
    'INVALID_VALUE',
    ['maximumPerLine'],
  ],
  [
    'a unit price with a cap per order',
    { scope: 'CATALOG', maximumPerOrder: usd(1n) },
    'INVALID_VALUE',
    ['maximumPerOrder'],
  ],
  [
    'two currencies',
    { adjustment: usd(-1n), maximumPerLine: { amountMinor: 1n, currency: 'EUR' } },
    'CURRENCY_MISMATCH',
    ['maximumPerLine'],
  ],
  ['an end before the beginning', { startsAt: NOW, endsAt: NOW }, 'INVALID_VALUE', ['endsAt']],
  ['an end in the past', { endsAt: new Date(NOW.getTime() - 1) }, 'INVALID_VALUE', ['endsAt']],
])('%s is refused', (_what, fields, code, field) => {
  expect(decideRule(draft(fields), facts())).toMatchObject({
    kind: 'refused',
    code,
    field: ['input', 'rule', ...field],
  });
});

test('an end that has passed may stay when something else is changed', () => {
  const current = decided({ endsAt: new Date(NOW.getTime() + 1) });
  const later = new Date(NOW.getTime() + 10);
  const change = draft({ name: 'Renamed', endsAt: current.endsAt });
  expect(decideRule(change, facts({ current, now: later }))).toMatchObject({ kind: 'rule' });
});

test('a condition that does not compile is refused with its place', () => {
  expect(
    decideRule(draft({ scope: 'LINE', condition: 'line.quanty > 3' }), facts({ path: ['rules', '2'] })),
  ).toEqual({
    kind: 'invalidCondition',
    message: 'No such key: quanty at 5..11',
    field: ['input', 'rules', '2', 'condition'],
    start: 5,
    end: 11,
  });
  expect(decideRule(draft({ condition: 'x'.repeat(10_000) }), facts())).toMatchObject({
    kind: 'invalidCondition',
  });
  expect(decideRule(draft({ condition: 'region == "a\u0000"' }), facts())).toMatchObject({
    kind: 'refused',
    field: ['input', 'rule', 'condition'],
  });
  // A unit price knows no cart.
  expect(decideRule(draft({ condition: 'cart.subtotal > 1' }), facts())).toMatchObject({
    kind: 'invalidCondition',
  });
});

test.each([
  [{ budgetMinor: 1n, budgetCurrency: 'USD' }],
  [{ usageLimit: 1 }],
  [{ usageLimitPerCustomer: 1 }],
  [{ couponRequired: true }],
])('a promotion with %p has no rules for unit prices', (fields) => {
  const promotion = aPromotion(fields);
  for (const scope of ['PRICE', 'CATALOG'] as const) {
    expect(decideRule(draft({ scope }), facts({ promotion }))).toMatchObject({
      code: 'INVALID_VALUE',
      field: ['input', 'rule', 'scope'],
    });
  }
  expect(decideRule(draft({ scope: 'ORDER' }), facts({ promotion }))).toMatchObject({ kind: 'rule' });
});

test("amounts are in the currency of the promotion's budget", () => {
  const promotion = aPromotion({ budgetMinor: 1n, budgetCurrency: 'EUR' });
  expect(decideRule(draft({ adjustment: usd(-1n) }), facts({ promotion }))).toMatchObject({
    code: 'CURRENCY_MISMATCH',
    field: ['input', 'rule', 'adjustment'],
  });
  const rules = [decided({}), decided({ scope: 'LINE', adjustment: usd(-1n) })];
  expect(checkBudgetCurrency(promotion, rules)).toMatchObject({ code: 'CURRENCY_MISMATCH' });
  expect(checkBudgetCurrency(aPromotion(), rules)).toBeUndefined();
  expect(checkBudgetCurrency(promotion, [decided({})])).toBeUndefined();
});

test('two rules are the same when they say the same, whatever their versions', () => {
  const rule = decided({ adjustment: usd(-5n), endsAt: new Date(NOW.getTime() + 1) });
  expect(isSameRule(rule, { ...rule, version: 9, endsAt: new Date(NOW.getTime() + 1) })).toBe(true);
  expect(isSameRule(rule, { ...rule, adjustment: { kind: 'amount', amountMinor: -6n } })).toBe(false);
  expect(isSameRule(rule, { ...rule, excludes: ['x'] })).toBe(false);
});
