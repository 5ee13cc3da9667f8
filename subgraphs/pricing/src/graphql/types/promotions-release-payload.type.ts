import { UserError } from '@agora/platform/schema';
import { Directive, Field, Int, ObjectType } from 'type-graphql';

@Directive('@inaccessible')
@ObjectType('PromotionsReleasePayload', { description: 'What came free. For services.' })
export class PromotionsReleasePayload {
  @Field(() => Int, { description: 'How many uses came free; 0 when there were none, or when repeated.' })
  released!: number;

  @Field(() => [UserError], { description: 'Always empty: what is free already stays free.' })
  userErrors!: readonly UserError[];
}
