import { Field, ID, ObjectType } from 'type-graphql';
import { Money } from '@agora/platform/schema';

@ObjectType('CartDiscount', { description: 'What a promotion takes off, of a line or of the whole cart.' })
export class CartDiscount {
  @Field(() => String, { description: 'Title of the promotion, or name of the rule.' })
  title!: string;

  @Field(() => Money, { description: 'What it takes off.' })
  amount!: Money;

  @Field(() => ID, { nullable: true, description: 'The promotion; null for a rule of its own.' })
  promotionId!: string | null;

  @Field(() => String, { nullable: true, description: 'The code that opened it; null when none was needed.' })
  couponCode!: string | null;
}

@ObjectType('AppliedCoupon', { description: 'A code in a cart.' })
export class AppliedCoupon {
  @Field(() => String, { description: 'The code, upper case.' })
  code!: string;

  @Field(() => Boolean, {
    description:
      'Whether it gives something by the last quote; COUPON_NOT_APPLICABLE is among the problems otherwise.',
  })
  applicable!: boolean;

  @Field(() => Money, { description: 'What it takes off.' })
  discount!: Money;

  @Field(() => String, {
    nullable: true,
    description: 'Title of its promotion; null while it gives nothing.',
  })
  title!: string | null;
}
