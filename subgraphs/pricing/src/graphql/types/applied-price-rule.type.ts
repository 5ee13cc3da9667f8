import { Money } from '@agora/platform/schema';
import { Field, ID, ObjectType } from 'type-graphql';

@ObjectType('AppliedPriceRule', { description: 'A rule that changed a price.' })
export class AppliedPriceRule {
  @Field(() => ID, { description: 'The rule.' })
  ruleId!: string;

  @Field(() => String, { description: 'Its name, or the title of its promotion.' })
  name!: string;

  @Field(() => String, {
    description: 'Where it worked: PRICE and CATALOG on the price of one unit, LINE and ORDER on the line.',
  })
  kind!: string;

  @Field(() => Money, {
    description: 'What it took off (one unit in PRICE and CATALOG, else the line); negative when it added.',
  })
  amount!: Money;

  @Field(() => ID, { nullable: true, description: 'Its promotion; null for a rule of its own.' })
  promotionId!: string | null;

  @Field(() => String, { nullable: true, description: 'The code that opened it; null when none was needed.' })
  couponCode!: string | null;
}
