import { Money } from '@agora/platform/schema';
import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { TRACE_REASONS } from '../../domain/rules/trace';
import type { TraceReason } from '../../domain/rules/trace';
import { PriceQuoteLine } from './price-quote.type';
import { VariantPrice } from './variant-price.type';

const RuleTraceReasonEnum = Object.fromEntries(TRACE_REASONS.map((reason) => [reason, reason])) as {
  readonly [Reason in TraceReason]: Reason;
};
registerEnumType(RuleTraceReasonEnum, {
  name: 'RuleTraceReason',
  description: 'What became of a rule.',
  valuesConfig: {
    MATCHED: { description: 'It applied.' },
    WINDOW: { description: 'It, or its promotion, is not switched on at that moment.' },
    USAGE: { description: 'A limit of its promotion is reached, or its budget does not reach.' },
    CONDITION: { description: 'Its condition does not hold; `detail` is the part that is false.' },
    EXCLUDED: { description: 'It does not go together with what was applied before.' },
    LOST_BEST_DEAL: { description: 'Another rule of its stack group is the better deal.' },
    STOPPED_BY_EXCLUSIVE: { description: 'An exclusive rule was applied before.' },
    FLOOR: { description: 'Nothing was left to take off.' },
  },
});

@ObjectType('RuleTrace', { description: 'What a rule said to a price.' })
export class RuleTrace {
  @Field(() => ID, { description: 'The rule.' })
  ruleId!: string;

  @Field(() => String, { description: 'Its name.' })
  name!: string;

  @Field(() => String, { description: 'Where it works: PRICE, CATALOG, LINE or ORDER.' })
  kind!: string;

  @Field(() => Boolean, { description: 'Whether it applied.' })
  matched!: boolean;

  @Field(() => RuleTraceReasonEnum, { description: 'What became of it.' })
  reason!: TraceReason;

  @Field(() => String, {
    nullable: true,
    description:
      'The part of its condition, the other rule, or the limit; null when there is nothing to say.',
  })
  detail!: string | null;

  @Field(() => Money, {
    description: 'The amount before: of one unit in PRICE and CATALOG, else of the line.',
  })
  before!: Money;

  @Field(() => Money, { description: 'The amount after; the same when it did not apply.' })
  after!: Money;
}

@ObjectType('PriceScenarioResult', { description: 'The answer to one question.' })
export class PriceScenarioResult {
  @Field(() => String, { description: 'The name of the question.' })
  name!: string;

  @Field(() => VariantPrice, {
    nullable: true,
    description: 'The price of one unit; null where there is none.',
  })
  price!: VariantPrice | null;

  @Field(() => PriceQuoteLine, {
    nullable: true,
    description: 'What a cart with only this line would pay; null where there is no price.',
  })
  line!: PriceQuoteLine | null;

  @Field(() => [RuleTrace], { description: 'Every rule that was looked at, in the order of the decisions.' })
  trace!: readonly RuleTrace[];
}

@ObjectType('PriceSimulation', { description: 'What a sku would cost in each scenario, and why.' })
export class PriceSimulation {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => [PriceScenarioResult], { description: 'In the order of the questions.' })
  scenarios!: readonly PriceScenarioResult[];
}
