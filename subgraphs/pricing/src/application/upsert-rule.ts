import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import { touchPromotion } from '../domain/promotions/decide-promotion';
import type { Promotion } from '../domain/promotions/promotion';
import { isRefusal, refused, staleVersion } from '../domain/refusal';
import type { Refusal } from '../domain/refusal';
import { decideRule, isSameRule } from '../domain/rules/decide-rule';
import type { RuleDraft } from '../domain/rules/rule-draft';
import type { RuleSpec } from '../domain/rules/rule-spec';
import { windowPhase } from '../domain/window-phase';
import { promotionEvents } from '../events/promotion-events';
import { carryOutChange } from './carry-out-change';
import type { ChangeOutcome, Written } from './carry-out-change';
import type { ChangeRequest, PricingDeps, PricingUnit } from './ports';
import { newsForMany, ruleNews } from './rule-news';

/** Most rules of one promotion. */
export const MAX_RULES_OF_PROMOTION = 20;

/** A rule to be made or changed. */
export interface UpsertRule {
  /** Undefined: a new one. */
  readonly id: string | undefined;
  /** For a new one: the promotion it is of. A rule never moves to another promotion. */
  readonly promotionId: string | undefined;
  readonly rule: RuleDraft;
  readonly expectedVersion: number | undefined;
}

/**
 * Makes a rule or replaces all that it says. The promotion it is of counts a version too, and says that it changed; a rule for the
 * unit price of one sku says that prices changed, another one of no promotion that it did. Refused as {@link decideRule}, and what does not exist.
 */
export async function upsertRule(
  deps: PricingDeps,
  command: UpsertRule,
  request: ChangeRequest,
): Promise<ChangeOutcome> {
  return carryOutChange(deps, { name: 'priceRuleUpsert', input: command, request }, async (unit) => {
    const place = await lockPlace(unit, command);
    if (isRefusal(place)) return place;
    const stale = staleVersion(command.expectedVersion, place.current?.version ?? 0);
    if (stale !== undefined) return stale;
    return write(unit, { ...command, ...place }, { request, now: deps.clock.now() });
  });
}

interface Place {
  readonly current: RuleSpec | undefined;
  readonly promotion: Promotion | undefined;
}

/** Locks promotion and rule, in this order everywhere. */
async function lockPlace(unit: PricingUnit, command: UpsertRule): Promise<Place | Refusal> {
  const { id } = command;
  const known = id === undefined ? undefined : await unit.rules.find(id);
  if (id !== undefined && known === undefined) return refused('NOT_FOUND', 'There is no such rule.', 'id');
  const promotionId = known === undefined ? command.promotionId : known.promotionId;
  if (command.promotionId !== undefined && command.promotionId !== promotionId) {
    return refused('INVALID_VALUE', 'A rule stays where it was made.', 'promotionId');
  }
  const promotion = promotionId === undefined ? undefined : await unit.promotions.lock(promotionId);
  if (promotionId !== undefined && promotion === undefined) {
    return refused('NOT_FOUND', 'There is no such promotion.', 'promotionId');
  }
  const current = known === undefined ? undefined : await unit.rules.lock(known.id);
  return (await checkPlace(unit, { current, promotion })) ?? { current, promotion };
}

async function checkPlace(unit: PricingUnit, { current, promotion }: Place): Promise<Refusal | undefined> {
  if (promotion?.status === 'ENDED') {
    const message = 'The promotion is ENDED: its rules stay as they are.';
    return refused('ILLEGAL_TRANSITION', message, current === undefined ? 'promotionId' : 'id');
  }
  if (promotion === undefined || current !== undefined) return undefined;
  const siblings = await unit.rules.ofPromotion(promotion.id);
  return siblings.length < MAX_RULES_OF_PROMOTION ? undefined : tooManyRules('promotionId');
}

interface Circumstances {
  readonly request: ChangeRequest;
  readonly now: Date;
}

async function write(
  unit: PricingUnit,
  { rule: draft, current, promotion }: UpsertRule & Place,
  { request, now }: Circumstances,
): Promise<Written | Refusal> {
  const id = current?.id ?? newId();
  const regions = await unit.settings.regions();
  const decision = decideRule(draft, { id, current, promotion, regions, now, path: ['rule'] });
  if (isRefusal(decision)) return decision;
  const { rule } = decision;
  const entity = `price_rule:${id}`;
  if (current !== undefined && isSameRule(rule, current)) {
    return { kind: 'unchanged', id, version: current.version, entity, events: [] };
  }
  await unit.rules.save(rule, windowPhase(rule, now));
  const touched = current === undefined ? [rule] : [rule, current];
  const events = [
    ...(promotion === undefined ? [] : await tellPromotion(unit, promotion, request)),
    ...(isLive(promotion) ? await ruleNews(unit, touched, request) : []),
    // A promotion says itself that its rules changed.
    ...(promotion === undefined ? newsForMany(rule, begun(touched, now), request) : []),
  ];
  return { kind: 'written', id, version: rule.version, entity, events };
}

async function tellPromotion(
  unit: PricingUnit,
  promotion: Promotion,
  request: ChangeRequest,
): Promise<OutboxEvent[]> {
  const change = touchPromotion(promotion, 'rules');
  await unit.promotions.save(change.promotion);
  return promotionEvents(change, request);
}

// One whose end was not told yet counts, too: nobody else tells it after this.
function begun(states: readonly RuleSpec[], now: Date): RuleSpec[] {
  return states.filter(({ startsAt }) => startsAt === undefined || startsAt <= now);
}

function isLive(promotion: Promotion | undefined): boolean {
  return promotion === undefined || promotion.status === 'ACTIVE';
}

/** The refusal for more rules than a promotion may have. */
export function tooManyRules(...field: readonly string[]): Refusal {
  const message = `A promotion has at most ${String(MAX_RULES_OF_PROMOTION)} rules.`;
  return refused('INVALID_VALUE', message, ...field);
}
