import { newId } from '@agora/platform/ids';
import { createPromotion as decidePromotion } from '../domain/promotions/decide-promotion';
import type { PromotionDraft } from '../domain/promotions/decide-promotion';
import type { Promotion } from '../domain/promotions/promotion';
import { isRefusal, refused } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { decideRule } from '../domain/rules/decide-rule';
import type { RuleDraft } from '../domain/rules/rule-draft';
import type { RuleSpec } from '../domain/rules/rule-spec';
import { windowPhase } from '../domain/window-phase';
import { promotionEvents } from '../events/promotion-events';
import { carryOutChange } from './carry-out-change';
import type { ChangeOutcome } from './carry-out-change';
import type { ChangeRequest, PricingDeps } from './ports';
import { MAX_RULES_OF_PROMOTION, tooManyRules } from './upsert-rule';

/** A new promotion with its rules. */
export interface CreatePromotion extends PromotionDraft {
  /** 1 to {@link MAX_RULES_OF_PROMOTION}. */
  readonly rules: readonly RuleDraft[];
}

/** Makes a promotion and its rules. It is a DRAFT: `promotionActivate` switches it on. */
export async function createPromotion(
  deps: PricingDeps,
  command: CreatePromotion,
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  const { rules: drafts, ...draft } = command;
  return carryOutChange(deps, { name: 'promotionCreate', input: command, request }, async (unit) => {
    const now = deps.clock.now();
    const change = decidePromotion(draft, { id: newId(), now });
    if (isRefusal(change)) return change;
    const { promotion } = change;
    const rules = decideRules(drafts, { promotion, regions: await unit.settings.regions(), now });
    if (isRefusal(rules)) return rules;
    await unit.promotions.insert(promotion);
    for (const rule of rules) await unit.rules.save(rule, windowPhase(rule, now));
    return {
      kind: 'written',
      id: promotion.id,
      version: promotion.version,
      entity: `promotion:${promotion.id}`,
      events: promotionEvents(change, request),
    };
  });
}

interface Surroundings {
  readonly promotion: Promotion;
  readonly regions: ReadonlySet<string>;
  readonly now: Date;
}

function decideRules(drafts: readonly RuleDraft[], facts: Surroundings): readonly RuleSpec[] | Refusal {
  if (drafts.length === 0) return refused('INVALID_VALUE', 'A promotion needs a rule.', 'rules');
  if (drafts.length > MAX_RULES_OF_PROMOTION) return tooManyRules('rules');
  const rules: RuleSpec[] = [];
  for (const [index, draft] of drafts.entries()) {
    const path = ['rules', String(index)];
    const decision = decideRule(draft, { ...facts, id: newId(), current: undefined, path });
    if (isRefusal(decision)) return decision;
    rules.push(decision.rule);
  }
  return rules;
}
