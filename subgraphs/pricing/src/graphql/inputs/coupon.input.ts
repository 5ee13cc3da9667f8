import { Field, ID, InputType, Int } from 'type-graphql';

const KEY = 'Makes the request repeatable, 1 to 200 characters.';

@InputType('CouponCreateInput', { description: 'A new code.' })
export class CouponCreateInput {
  @Field(() => ID, { description: 'The promotion it opens.' })
  promotionId!: string;

  @Field(() => String, {
    description:
      '3 to 40 of A-Z, 0-9, hyphen, underscore, in any case; unique. Spaces around it are dropped.',
  })
  code!: string;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it; null = any number.' })
  usageLimit?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many orders of one customer may use it; null = any number.',
  })
  usageLimitPerCustomer?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}

@InputType('CouponBatchCreateInput', { description: 'Many random codes of one kind.' })
export class CouponBatchCreateInput {
  @Field(() => ID, { description: 'The promotion they open.' })
  promotionId!: string;

  @Field(() => Int, { description: 'How many, 1 to 1,000.' })
  count!: number;

  @Field(() => String, {
    nullable: true,
    defaultValue: '',
    description: 'What each begins with: at most 16 of A-Z, 0-9, hyphen, underscore.',
  })
  prefix?: string | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 10,
    description: 'Random characters of each, 8 to 24. None that is mistaken for another: no 0, O, 1, I, L.',
  })
  length?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many orders may use each; null = any number.' })
  usageLimit?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many orders of one customer may use each; null = any number.',
  })
  usageLimitPerCustomer?: number | null;

  @Field(() => String, {
    description: 'Makes the request repeatable, 1 to 200 characters: a repeat gives the same codes.',
  })
  idempotencyKey!: string;
}

@InputType('CouponUpdateInput', {
  description: 'New limits of a code. What is left out stays; null takes a limit away.',
})
export class CouponUpdateInput {
  @Field(() => String, { description: 'The code, in any case.' })
  code!: string;

  @Field(() => Boolean, { nullable: true, description: 'Whether it opens anything.' })
  active?: boolean | null;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it; at least as many as did.' })
  usageLimit?: number | null;

  @Field(() => Int, { nullable: true, description: 'How many orders of one customer may use it.' })
  usageLimitPerCustomer?: number | null;

  @Field(() => String, { nullable: true, description: KEY })
  idempotencyKey?: string | null;
}
