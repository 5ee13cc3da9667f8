import { PageInfo, UserError } from '@agora/platform/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('Coupon', { description: 'A code that opens a promotion. Staff only.' })
export class Coupon {
  /** Not in the API: what `promotion` is looked up by. */
  promotionId!: string;

  @Field(() => ID, { description: 'Its id: names it without giving the code away.' })
  id!: string;

  @Field(() => String, { description: 'The code, upper case.' })
  code!: string;

  @Field(() => Int, { nullable: true, description: 'How many orders may use it; null = any number.' })
  usageLimit!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'How many orders of one customer may use it; null = any number.',
  })
  usageLimitPerCustomer!: number | null;

  @Field(() => Int, { description: 'How many orders used it or hold a use.' })
  usageCount!: number;

  @Field(() => Boolean, { description: 'Whether it opens anything.' })
  active!: boolean;
}

@ObjectType('CouponEdge', { description: 'A coupon in a list.' })
export class CouponEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after`.' })
  cursor!: string;

  @Field(() => Coupon, { description: 'The coupon.' })
  node!: Coupon;
}

@ObjectType('CouponConnection', { description: 'A page of a list of coupons.' })
export class CouponConnection {
  @Field(() => [CouponEdge], { description: 'The coupons of this page with their cursors.' })
  edges!: readonly CouponEdge[];

  @Field(() => [Coupon], { description: 'The coupons of this page.' })
  nodes!: readonly Coupon[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;

  /** Not in the API: answers `totalCount` when somebody selects it. */
  countAll!: () => Promise<number>;
}

@ObjectType('CouponPayload', { description: 'What became of a change of a coupon.' })
export class CouponPayload {
  @Field(() => Coupon, { nullable: true, description: 'The coupon as it is now; null when there is none.' })
  coupon!: Coupon | null;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}

@ObjectType('CouponBatchPayload', { description: 'What became of a batch of codes.' })
export class CouponBatchPayload {
  @Field(() => [String], { description: 'The codes, in the order they were made; empty on a refusal.' })
  codes!: readonly string[];

  @Field(() => [UserError], { description: 'Why nothing was made; empty on success.' })
  userErrors!: readonly UserError[];
}
