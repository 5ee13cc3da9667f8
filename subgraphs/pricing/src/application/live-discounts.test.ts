import { NOW, aContext, aPromotion, aRule, aTable } from '../domain/price-table.suite';
import type { Promotion } from '../domain/promotions/promotion';
import type { PriceRule } from '../domain/rules/price-rule';
import { liveDiscounts } from './live-discounts';

const at = (ms: number): Date => new Date(NOW.getTime() + ms);
const titles = (promotions: readonly Partial<Promotion>[], rule: Partial<PriceRule> = {}) => {
  const all = promotions.map((fields, index) =>
    aPromotion({ id: `p${String(index)}`, title: `P${String(index)}`, ...fields }),
  );
  const rules = all.map(({ id }) => aRule({ ...rule, id: `r-${id}`, promotionId: id }));
  return liveDiscounts(aTable({ promotions: all, rules }), aContext()).map(({ title }) => title);
};

test('those that give now, the first to end first', () => {
  expect(
    titles([{ title: 'open' }, { title: 'late', endsAt: at(9) }, { title: 'soon', endsAt: at(5) }]),
  ).toEqual(['soon', 'late', 'open']);
});

test.each<[string, Partial<Promotion>]>([
  ['only a code opens', { couponRequired: true }],
  ['are paused', { status: 'PAUSED' }],
  ['are drafts', { status: 'DRAFT' }],
  ['are to come', { status: 'SCHEDULED', startsAt: at(1) }],
  ['are over', { endsAt: at(0) }],
  ['are used up', { usageLimit: 1, usage: { redemptions: 1, spentMinor: 0n } }],
  ['have a budget in another currency', { budgetMinor: 1n, budgetCurrency: 'EUR' }],
])('not those that %s', (_what, fields) => {
  expect(titles([fields])).toEqual([]);
});

test.each<[string, Partial<PriceRule>]>([
  ['for another region', { region: 'EU' }],
  ['for somebody else', { segment: 'vip' }],
  ['switched off', { active: false }],
  ['over', { endsAt: at(0) }],
])('not those whose rules are %s', (_what, rule) => {
  expect(titles([{}], rule)).toEqual([]);
});

test('once, however many rules there are, and never rules of their own', () => {
  const table = aTable({
    promotions: [aPromotion()],
    rules: [
      aRule({ id: 'a', promotionId: 'promotion' }),
      aRule({ id: 'b', promotionId: 'promotion' }),
      aRule({ id: 'c' }),
    ],
  });
  expect(liveDiscounts(table, aContext())).toHaveLength(1);
});
