import { DateTimeScalar, MoneyInput } from '@agora/platform/schema';
import { Field, ID, InputType, Int } from 'type-graphql';
import { PriceRuleScope } from '../types/price-rule-scope.enum';

const WORD = 'at most 100 characters';

@InputType('PriceRuleInput', {
  description:
    'All that a rule says. Amounts are signed changes: negative takes off. All of them share one currency.',
})
export class PriceRuleInput {
  @Field(() => String, { description: 'Name, 1 to 200 characters; shoppers see it on their quote.' })
  name!: string;

  @Field(() => PriceRuleScope, {
    nullable: true,
    description: 'Where it works. Default: PRICE for a rule of its own, LINE in a promotion.',
  })
  scope?: PriceRuleScope | null;

  @Field(() => Int, { description: 'Higher goes first, -1,000,000 to 1,000,000; equal ones by id.' })
  priority!: number;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether it combines with no other rule of its scope.',
  })
  exclusive?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: `Of the rules of one group only the best deal counts; ${WORD}. Null: it competes with nobody.`,
  })
  stackGroup?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Ids or stack groups it never combines with, at most 20.',
  })
  excludes?: string[] | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Ids or stack groups of which one must have been applied before, at most 20.',
  })
  includes?: string[] | null;

  @Field(() => String, { nullable: true, description: 'The only region it is for; null = all.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: `The only channel it is for, ${WORD}; null = all.` })
  channel?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `The only customer segment it is for, ${WORD}; null = everybody.`,
  })
  segment?: string | null;

  @Field(() => String, { nullable: true, description: 'The only sku it is for; null = all. Not in ORDER.' })
  sku?: string | null;

  @Field(() => String, {
    nullable: true,
    description: `The only tax category of goods it is for, ${WORD}; null = all. Not in ORDER.`,
  })
  category?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 1,
    description: 'From how many units of the line (of the order, in ORDER) on, 1 to 1,000.',
  })
  minimumQuantity?: number | null;

  @Field(() => String, {
    nullable: true,
    description:
      'CEL, at most 2,000 characters, e.g. `line.quantity >= 3`. Checked by type: INVALID_CONDITION says where it is wrong.',
  })
  condition?: string | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Change in hundredths of a percent, -10,000 to 100,000: -1000 takes 10 % off. Give this or `adjustment`.',
  })
  adjustmentBasisPoints?: number | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description:
      'Change by an amount: per unit, in ORDER per order. Only PRICE may raise. The rule applies in this currency only.',
  })
  adjustment?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: 'Most it takes off one line. Not in ORDER.' })
  maximumPerLine?: MoneyInput | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'Most it takes off one order. In LINE and ORDER only.',
  })
  maximumPerOrder?: MoneyInput | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First moment it counts; null = since ever.' })
  startsAt?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment it no longer counts; null = for ever.',
  })
  endsAt?: Date | null;

  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether it counts at all.' })
  active?: boolean | null;
}

@InputType('PriceRuleUpsertInput', { description: 'A rule to make, or to replace.' })
export class PriceRuleUpsertInput {
  @Field(() => ID, { nullable: true, description: 'The rule to replace; null makes a new one.' })
  id?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The promotion of a new rule; null for a rule of its own. A rule never moves.',
  })
  promotionId?: string | null;

  @Field(() => PriceRuleInput, { description: 'All that it says from now on.' })
  rule!: PriceRuleInput;

  @Field(() => Int, {
    nullable: true,
    description: "The rule's version as last seen; refused when it is another one by now.",
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: 'Makes the request repeatable, 1 to 200 characters.' })
  idempotencyKey?: string | null;
}

@InputType('PriceRuleFilter', {
  description: 'Which rules a list has. Each field that is given must be equal.',
})
export class PriceRuleFilter {
  @Field(() => String, { nullable: true, description: 'Sku of the rule.' })
  sku?: string | null;

  @Field(() => String, { nullable: true, description: 'Region of the rule.' })
  region?: string | null;

  @Field(() => String, { nullable: true, description: 'Channel of the rule.' })
  channel?: string | null;

  @Field(() => String, { nullable: true, description: 'Customer segment of the rule.' })
  segment?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it counts at all.' })
  active?: boolean | null;
}
