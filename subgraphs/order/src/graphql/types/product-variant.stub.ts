import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id", resolvable: false)')
@Directive('@key(fields: "sku", resolvable: false)')
@ObjectType('ProductVariant', {
  description:
    'What was sold, as the catalog has it today. Carries both keys, so that all who know it are asked at once.',
})
export class ProductVariant {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;
}
