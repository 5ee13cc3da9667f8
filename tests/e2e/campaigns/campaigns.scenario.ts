import {
  CouponBatchCreateDocument,
  CouponUpdateDocument,
  CurrencyRateSetDocument,
  PriceBookUpsertDocument,
  PriceDocument,
  PriceRuleUpsertDocument,
  PriceRulesDocument,
  PromotionDocument,
  PromotionUpdateDocument,
  PromotionsDocument,
  RatesDocument,
  RegionSettingSetDocument,
  ShippingRateSetDocument,
  TaxRateSetDocument,
} from '@agora/client/generated/graphql';
import { newId } from '@agora/platform/ids';
import { eventually } from '@agora/test-kit/eventually';
import type { Lane } from '../../lanes/lane';
import { stockedSku } from '../../lanes/shopping';
import { asAdmin, tenPercentByCode } from './campaign';

/** The back office of prices. */
export function campaigns(lane: () => Lane): void {
  it('has rules of its own: what they change is named beside the price', async () => {
    const sku = await stockedSku(lane(), 5);
    const admin = await asAdmin(lane());
    const rule = { name: `tuesday ${sku}`, priority: 5, sku, adjustmentBasisPoints: -2_000 };
    const wrong = await admin.mutate(PriceRuleUpsertDocument, {
      input: { rule: { ...rule, condition: 'line.colour == "red"' } },
    });
    expect(wrong.priceRuleUpsert.userErrors).toMatchObject([
      {
        __typename: 'ConditionError',
        code: 'INVALID_CONDITION',
        field: ['input', 'rule', 'condition'],
        start: expect.any(Number),
        end: expect.any(Number),
      },
    ]);
    const { priceRuleUpsert } = await admin.mutate(PriceRuleUpsertDocument, { input: { rule } });
    expect(priceRuleUpsert).toMatchObject({ rule: { scope: 'PRICE', version: 1 }, userErrors: [] });
    const ruleId = priceRuleUpsert.rule?.id ?? '';
    const { priceRules } = await admin.query(PriceRulesDocument, { filter: { sku } });
    expect(priceRules?.nodes.map(({ id }) => id)).toContain(ruleId);
    const context = { region: 'US' };
    await eventually(
      async () => {
        const { price } = await lane().client().query(PriceDocument, { sku, context });
        return price?.appliedRules.some((one) => one.ruleId === ruleId) === true;
      },
      { what: 'the price by the rule' },
    );
    const off = await admin.mutate(PriceRuleUpsertDocument, {
      input: { id: ruleId, expectedVersion: 1, rule: { ...rule, active: false } },
    });
    expect(off.priceRuleUpsert).toMatchObject({ rule: { active: false, version: 2 }, userErrors: [] });
    const stale = await admin.mutate(PriceRuleUpsertDocument, {
      input: { id: ruleId, expectedVersion: 1, rule },
    });
    expect(stale.priceRuleUpsert.userErrors).toMatchObject([{ code: 'VERSION_CONFLICT', currentVersion: 2 }]);
  });

  it('pauses and ends promotions, and makes coupons by the batch', async () => {
    const sku = await stockedSku(lane(), 5);
    const { promotionId: id, code } = await tenPercentByCode(lane(), sku);
    const admin = await asAdmin(lane());
    const input = { promotionId: id, count: 20, prefix: 'B-', length: 12, idempotencyKey: newId() };
    const { couponBatchCreate } = await admin.mutate(CouponBatchCreateDocument, { input });
    expect(new Set(couponBatchCreate.codes).size).toBe(20);
    expect((await admin.mutate(CouponBatchCreateDocument, { input })).couponBatchCreate.codes).toEqual(
      couponBatchCreate.codes,
    );
    const { couponUpdate } = await admin.mutate(CouponUpdateDocument, { input: { code, active: false } });
    expect(couponUpdate).toMatchObject({ coupon: { active: false }, userErrors: [] });
    for (const status of ['PAUSED', 'ACTIVE', 'ENDED'] as const) {
      const { promotionUpdate } = await admin.mutate(PromotionUpdateDocument, { input: { id, status } });
      expect(promotionUpdate).toMatchObject({ promotion: { status }, userErrors: [] });
    }
    const { promotion } = await admin.query(PromotionDocument, { id });
    expect(promotion?.coupons.nodes).toHaveLength(21);
    const { promotions } = await admin.query(PromotionsDocument, {
      filter: { query: sku, status: ['ENDED'] },
    });
    expect(promotions?.nodes.map((one) => one.id)).toEqual([id]);
    const again = await admin.mutate(PromotionUpdateDocument, { input: { id, status: 'ACTIVE' } });
    expect(again.promotionUpdate.userErrors).toMatchObject([{ code: 'ILLEGAL_TRANSITION' }]);
  });

  it('keeps books and rates', async () => {
    const admin = await asAdmin(lane());
    const name = `Book ${newId()}`;
    const book = { name, region: 'JP', currencyCode: 'JPY', segment: 'press', active: false };
    const { priceBookUpsert } = await admin.mutate(PriceBookUpsertDocument, { input: book });
    expect(priceBookUpsert).toMatchObject({ priceBook: { name, active: false }, userErrors: [] });
    const { currencyRateSet } = await admin.mutate(CurrencyRateSetDocument, {
      input: { base: 'USD', quote: 'CHF', rate: '0.875' },
    });
    expect(currencyRateSet).toMatchObject({ currencyRate: { rate: '0.875' }, userErrors: [] });
    const { shippingRateSet } = await admin.mutate(ShippingRateSetDocument, {
      input: {
        region: 'JP',
        code: 'pigeon',
        title: 'By pigeon',
        amount: { amount: '900', currencyCode: 'JPY' },
        position: 100,
      },
    });
    expect(shippingRateSet).toMatchObject({ shippingRate: { code: 'pigeon', active: true }, userErrors: [] });
    const { taxRateSet } = await admin.mutate(TaxRateSetDocument, {
      input: { region: 'JP', category: 'test-goods', basisPoints: 800, inclusive: true },
    });
    expect(taxRateSet).toMatchObject({ taxRate: { basisPoints: 800 }, userErrors: [] });
    const { regionSettingSet } = await admin.mutate(RegionSettingSetDocument, {
      input: { region: 'JP', currencyCode: 'JPY', roundingMode: 'HALF_UP' },
    });
    expect(regionSettingSet).toMatchObject({ regionSetting: { roundingMode: 'HALF_UP' }, userErrors: [] });
    await eventually(
      async () => {
        const rates = await lane().client().query(RatesDocument, { base: 'USD', region: 'JP' });
        return (
          rates.currencyRates?.some(({ quote, rate }) => quote === 'CHF' && rate === '0.875') === true &&
          rates.shippingRates?.some(({ code }) => code === 'pigeon') === true &&
          rates.taxRates?.some(({ category }) => category === 'test-goods') === true
        );
      },
      { what: 'the new rates' },
    );
  });

  it('is closed to everybody else', async () => {
    const customer = lane().client({ token: await lane().token('customer') });
    const rule = { name: 'mine', priority: 1, adjustmentBasisPoints: -9_000 };
    for (const [client, code] of [
      [lane().client(), 'UNAUTHENTICATED'],
      [customer, 'FORBIDDEN'],
    ] as const) {
      await expect(client.mutate(PriceRuleUpsertDocument, { input: { rule } })).rejects.toMatchObject({
        code,
      });
      await expect(client.query(PromotionsDocument)).rejects.toMatchObject({ code });
    }
  });
}
