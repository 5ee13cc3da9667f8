import { UserError } from '@agora/platform/schema';
import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@inaccessible')
@ObjectType('PromotionsRedeemPayload', {
  description: 'Whether the uses are held for the order. For services.',
})
export class PromotionsRedeemPayload {
  @Field(() => [UserError], {
    description: 'PROMOTION_UNAVAILABLE when nothing is held: quote again. Empty when all are.',
  })
  userErrors!: readonly UserError[];
}
