import { pricingRuleChangedV1 } from '@agora/contracts/pricing/rule-changed';
import type { PricingRuleChangedV1 } from '@agora/contracts/pricing/rule-changed';
import { newId } from '@agora/platform/ids';
import type { OutboxEvent } from '@agora/platform/outbox';
import type { RuleSpec } from '../domain/rules/rule-spec';
import { headersOf } from './published';
import type { EventCause } from './published';

/** `pricing.rule.changed.v1` of a rule, for those for whom any of these states of it is. At least one state. */
export function ruleChanged(
  { id, version }: Pick<RuleSpec, 'id' | 'version'>,
  states: readonly RuleSpec[],
  cause: EventCause,
): OutboxEvent {
  const common = (name: 'sku' | 'region' | 'channel' | 'currency'): string | null => {
    const [first, ...others] = states.map((state) => state[name]);
    return others.every((other) => other === first) ? (first ?? null) : null;
  };
  const payload: PricingRuleChangedV1 = {
    rule_id: id,
    version,
    sku: common('sku'),
    region: common('region'),
    channel: common('channel'),
    currency_code: common('currency'),
  };
  return {
    eventId: newId(),
    type: pricingRuleChangedV1.type,
    aggregateId: id,
    aggregateVersion: version,
    payload: { ...payload },
    headers: headersOf(cause),
  };
}
