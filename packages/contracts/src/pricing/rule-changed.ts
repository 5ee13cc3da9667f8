import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, version } from '../fields';

const only = (what: string) => z.string().min(1).nullable().describe(`${what} it is for; null for all`);

const schema = z.object({
  rule_id: id('Rule'),
  version: version('rule'),
  sku: only('The one sku'),
  region: only('The tenant region'),
  channel: only('The channel'),
  currency_code: only('ISO 4217 code of the quotes'),
});

/** Payload of {@link pricingRuleChangedV1}. */
export type PricingRuleChangedV1 = z.infer<typeof schema>;

export const pricingRuleChangedV1 = defineEvent<PricingRuleChangedV1>({
  type: 'pricing.rule.changed.v1',
  owner: 'pricing',
  description:
    'A rule began, ceased or gives something else, and no other event says so: it is of no promotion or its own window turned, and it is for more than the unit price of one sku. Where it was for others before, it names what is common to both.',
  key: 'rule_id',
  consumers: ['cart'],
  schema,
  sample: {
    rule_id: '0192f0c1-0000-7000-8000-000000000060',
    version: 2,
    sku: null,
    region: 'US',
    channel: null,
    currency_code: null,
  },
});
