import { activatePromotion as decideActivation, editPromotion } from '../domain/promotions/decide-promotion';
import type { PromotionChange, PromotionEdit, PromotionFacts } from '../domain/promotions/decide-promotion';
import type { Promotion } from '../domain/promotions/promotion';
import { isRefusal, refused, staleVersion } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { checkBudgetCurrency } from '../domain/rules/decide-amounts';
import { promotionEvents } from '../events/promotion-events';
import { carryOutChange } from './carry-out-change';
import type { ChangeOutcome, StaffChange } from './carry-out-change';
import type { ChangeRequest, PricingDeps } from './ports';
import { ruleNews } from './rule-news';

/** Which promotion a change is about, and the version its caller has seen (undefined when it does not matter). */
export interface PromotionTarget {
  readonly id: string;
  readonly expectedVersion: number | undefined;
}

/** Changes the given fields of a promotion, its status among them. Refused as {@link editPromotion}. */
export function updatePromotion(
  deps: PricingDeps,
  { target, edit }: { readonly target: PromotionTarget; readonly edit: PromotionEdit },
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  const change = { name: 'promotionUpdate', input: { ...target, edit }, request };
  return changePromotion(deps, target, change, (promotion, facts) => editPromotion(promotion, edit, facts));
}

/** Switches a promotion on: SCHEDULED until its window begins, else ACTIVE. Refused: every step but these. */
export function activatePromotion(
  deps: PricingDeps,
  target: PromotionTarget,
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  return changePromotion(
    deps,
    target,
    { name: 'promotionActivate', input: target, request },
    decideActivation,
  );
}

// Changes of one promotion take turns on its row, so each event carries the next version.
function changePromotion(
  deps: PricingDeps,
  target: PromotionTarget,
  change: StaffChange,
  decide: (promotion: Promotion, facts: PromotionFacts) => PromotionChange | Refusal,
): Promise<ChangeOutcome> {
  return carryOutChange(deps, change, async (unit) => {
    const before = await unit.promotions.lock(target.id);
    if (before === undefined) return refused('NOT_FOUND', 'There is no such promotion.', 'id');
    const stale = staleVersion(target.expectedVersion, before.version);
    if (stale !== undefined) return stale;
    const rules = await unit.rules.ofPromotion(before.id);
    const decision = decide(before, { now: deps.clock.now(), scopes: rules.map(({ scope }) => scope) });
    if (isRefusal(decision)) return decision;
    const { promotion, changed } = decision;
    const mismatch = checkBudgetCurrency(promotion, rules);
    if (mismatch !== undefined) return mismatch;
    const done = { id: promotion.id, version: promotion.version, entity: `promotion:${promotion.id}` };
    if (changed.length === 0) return { ...done, kind: 'unchanged', events: [] };
    await unit.promotions.save(promotion);
    const news = changed.includes('status') ? await ruleNews(unit, rules, change.request) : [];
    return { ...done, kind: 'written', events: [...promotionEvents(decision, change.request), ...news] };
  });
}
