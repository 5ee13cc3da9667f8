import type { OutboxEvent } from '@agora/platform/outbox';
import type { RuleSpec } from '../domain/rules/rule-spec';
import { priceUpdated } from '../events/published';
import type { EventCause } from '../events/published';
import { ruleChanged } from '../events/rule-events';
import type { PricingUnit } from './ports';

/** Whether a rule changes the unit price of one single sku: only then a price can be named that changed with it. */
function isForOneSku(rule: RuleSpec): boolean {
  return rule.sku !== undefined && (rule.scope === 'PRICE' || rule.scope === 'CATALOG');
}

/** `pricing.updated.v1` for every price that these rules work on; other rules are passed over. Each price is told once. */
export async function ruleNews(
  unit: Pick<PricingUnit, 'prices'>,
  rules: readonly RuleSpec[],
  cause: EventCause,
): Promise<OutboxEvent[]> {
  const events = new Map<string, OutboxEvent>();
  for (const rule of rules.filter(isForOneSku)) {
    for (const { price, currency } of await unit.prices.touchedBy(rule)) {
      if (!events.has(price.id))
        events.set(price.id, priceUpdated({ price, currency, reason: 'RULE_CHANGED' }, cause));
    }
  }
  return [...events.values()];
}

/**
 * `pricing.rule.changed.v1` of a rule, when any of its states is switched on and for more than the unit price of one sku: the prices
 * it changes are too many to be named.
 */
export function newsForMany(rule: RuleSpec, states: readonly RuleSpec[], cause: EventCause): OutboxEvent[] {
  const wide = states.filter((state) => state.active && !isForOneSku(state));
  return wide.length === 0 ? [] : [ruleChanged(rule, wide, cause)];
}
