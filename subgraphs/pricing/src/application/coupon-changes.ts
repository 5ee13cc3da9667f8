import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import { isCode } from '../domain/promotions/coupon';
import type { Coupon } from '../domain/promotions/coupon';
import { decideCoupon, decideCouponBatch, editCoupon } from '../domain/promotions/decide-coupon';
import type {
  CouponBatchDraft,
  CouponDraft,
  CouponEdit,
  CouponFacts,
  CouponLimits,
} from '../domain/promotions/decide-coupon';
import { requireCoupon } from '../domain/promotions/decide-promotion';
import { normaliseCode } from '../domain/promotions/shopper';
import { isRefusal, refused } from '../domain/refusal';
import { promotionEvents } from '../events/promotion-events';
import { carryOutChange } from './carry-out-change';
import type { ChangeOutcome } from './carry-out-change';
import { randomCode } from './random-code';
import type { ChangeRequest, PricingDeps, PricingUnit } from './ports';

/** Rounds of making codes anew that were taken: with 31^8 codes or more a second one is rare. */
const ROUNDS = 5;

/** Makes one code for a promotion, which only codes open from then on. Refused: a code that is taken, and as {@link decideCoupon}. */
export function createCoupon(
  deps: PricingDeps,
  command: CouponDraft & { readonly promotionId: string },
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  return carryOutChange(deps, { name: 'couponCreate', input: command, request }, async (unit) => {
    const facts = await lockPromotion(unit, command.promotionId);
    const decision = decideCoupon(command, facts);
    if (isRefusal(decision)) return decision;
    const coupon = couponOf(decision.value.code, command);
    const inserted = await unit.coupons.insertFree([coupon], undefined);
    if (inserted.size === 0) return refused('CODE_TAKEN', 'There is a coupon with this code.', 'code');
    const events = await closeToOthers(unit, facts, request);
    return { kind: 'written', id: coupon.id, version: 1, entity: `coupon:${coupon.id}`, events };
  });
}

/** Makes many random codes at once. The outcome's id names the batch: a replay finds the same codes by it. */
export function createCouponBatch(
  deps: PricingDeps,
  command: CouponBatchDraft & { readonly promotionId: string },
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  return carryOutChange(deps, { name: 'couponBatchCreate', input: command, request }, async (unit) => {
    const facts = await lockPromotion(unit, command.promotionId);
    const decision = decideCouponBatch(command, facts);
    if (isRefusal(decision)) return decision;
    const batchId = newId();
    await insertBatch(unit, batchId, { ...command, ...decision.value });
    const events = await closeToOthers(unit, facts, request);
    return { kind: 'written', id: batchId, version: 1, entity: `coupon_batch:${batchId}`, events };
  });
}

/** Changes limits of a code or switches it on and off. Refused: an unknown code, a limit below what was used. */
export function updateCoupon(
  deps: PricingDeps,
  { code, edit }: { readonly code: string; readonly edit: CouponEdit },
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  return carryOutChange(deps, { name: 'couponUpdate', input: { code, edit }, request }, async (unit) => {
    const wanted = normaliseCode(code);
    const before = isCode(wanted) ? await unit.coupons.lock(wanted) : undefined;
    if (before === undefined) return refused('NOT_FOUND', 'There is no such coupon.', 'code');
    const decision = editCoupon(before, edit);
    if (isRefusal(decision)) return decision;
    await unit.coupons.save(decision.value);
    return { kind: 'written', id: before.id, version: 1, entity: `coupon:${before.id}`, events: [] };
  });
}

async function lockPromotion(unit: PricingUnit, id: string): Promise<CouponFacts> {
  const promotion = await unit.promotions.lock(id);
  const rules = promotion === undefined ? [] : await unit.rules.ofPromotion(id);
  return { promotion, scopes: rules.map(({ scope }) => scope) };
}

/** Inserts codes until all are there. @throws Error when almost all codes of this form are taken. */
async function insertBatch(
  unit: PricingUnit,
  batchId: string,
  { count, prefix, length, ...others }: CouponBatchDraft & { readonly promotionId: string },
): Promise<void> {
  let missing = count;
  for (let round = 0; missing > 0; round += 1) {
    if (round === ROUNDS) throw new Error(`no free coupon codes of length ${String(length)}`);
    const codes = new Set<string>();
    while (codes.size < missing) codes.add(randomCode(prefix, length));
    const coupons = [...codes].map((code) => couponOf(code, others));
    missing -= (await unit.coupons.insertFree(coupons, batchId)).size;
  }
}

function couponOf(code: string, of: CouponLimits & { readonly promotionId: string }): Coupon {
  const { promotionId, usageLimit, usageLimitPerCustomer } = of;
  return { id: newId(), code, promotionId, usageLimit, usageLimitPerCustomer, usageCount: 0, active: true };
}

/** A promotion with codes is opened by them only. Says so when that is new. */
async function closeToOthers(
  unit: PricingUnit,
  { promotion }: CouponFacts,
  request: ChangeRequest,
): Promise<OutboxEvent[]> {
  if (promotion === undefined || promotion.couponRequired) return [];
  const change = requireCoupon(promotion);
  await unit.promotions.save(change.promotion);
  return promotionEvents(change, request);
}
