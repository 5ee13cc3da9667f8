import { DateTimeScalar, MoneyInput } from '@agora/platform/schema';
import { Field, ID, InputType, Int } from 'type-graphql';
import { PromotionStatus } from '../types/promotion-status.enum';
import { PriceRuleInput } from './price-rule.input';

const KEY = 'Makes the request repeatable, 1 to 200 characters.';

@InputType('PromotionCreateInput', { description: 'A new promotion with its rules.' })
export class PromotionCreateInput {
  @Field(() => String, { description: 'Title as shoppers see it, 1 to 200 characters.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'What it is about, at most 2,000 characters.' })
  description?: string | null;

  @Field(() => [PriceRuleInput], { description: '1 to 20 rules.' })
  rules!: PriceRuleInput[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment it counts; null = from its activation on.',
  })
  startsAt?: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment it no longer counts; null = until it is ended.',
  })
  endsAt?: Date | null;

  @Field(() => MoneyInput, {
    nullable: true,
    description: 'Most it gives away in all; it then applies in this currency only. Null = no limit.',
  })
  budget?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it; null = any number.' })
  usageLimit?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many orders of one customer may use it; null = any number.',
  })
  usageLimitPerCustomer?: number | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether only a coupon opens it. The first coupon makes it so.',
  })
  couponRequired?: boolean | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('PromotionUpdateInput', {
  description: 'New values of a promotion. What is left out stays; null takes away what may be missing.',
})
export class PromotionUpdateInput {
  @Field(() => ID, { description: 'The promotion.' })
  id!: string;

  @Field(() => String, { nullable: true, description: 'Title as shoppers see it, 1 to 200 characters.' })
  title?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is about, at most 2,000 characters.' })
  description?: string | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment it counts. Cannot be moved once it has begun.',
  })
  startsAt?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First moment it no longer counts.' })
  endsAt?: Date | null;

  @Field(() => PromotionStatus, {
    nullable: true,
    description: 'PAUSED, ACTIVE (after a pause) or ENDED (for good).',
  })
  status?: PromotionStatus | null;

  @Field(() => MoneyInput, { nullable: true, description: 'Most it gives away in all.' })
  budget?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it.' })
  usageLimit?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many orders of one customer may use it.' })
  usageLimitPerCustomer?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether only a coupon opens it.' })
  couponRequired?: boolean | null;

  @Field(() => Int, {
    nullable: true,
    description: "The promotion's version as last seen; refused when it is another one by now.",
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('PromotionActivateInput', { description: 'A promotion to switch on.' })
export class PromotionActivateInput {
  @Field(() => ID, { description: 'The promotion.' })
  id!: string;

  @Field(() => Int, {
    nullable: true,
    description: "The promotion's version as last seen; refused when it is another one by now.",
  })
  expectedVersion?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('PromotionFilter', { description: 'Which promotions a list has.' })
export class PromotionFilter {
  @Field(() => [PromotionStatus], { nullable: true, description: 'In one of these statuses.' })
  status?: PromotionStatus[] | null;

  @Field(() => String, {
    nullable: true,
    description: 'A part of the title, in any case; at most 200 characters.',
  })
  query?: string | null;
}
