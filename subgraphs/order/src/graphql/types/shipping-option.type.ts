import { Money } from '@agora/platform/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';

@ObjectType('ShippingOption', { description: 'A way to send the goods of a checkout session.' })
export class ShippingOption {
  @Field(() => ID, { description: 'For `checkoutSessionUpdate`.' })
  id!: string;

  @Field(() => String, { description: 'For people.' })
  title!: string;

  @Field(() => Money, { description: 'What it costs with these goods.' })
  price!: Money;

  @Field(() => Int, { nullable: true, description: 'About how long it takes; null when not known.' })
  estimatedDays!: number | null;
}
