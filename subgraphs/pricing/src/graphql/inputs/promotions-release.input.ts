import { Directive, Field, ID, InputType } from 'type-graphql';

@Directive('@inaccessible')
@InputType('PromotionsReleaseInput', { description: 'An order that was given up. For services.' })
export class PromotionsReleaseInput {
  @Field(() => ID, { description: 'The order.' })
  orderId!: string;
}
