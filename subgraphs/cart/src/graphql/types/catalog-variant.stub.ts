import { Directive, Field, ID, ObjectType } from 'type-graphql';

@Directive('@key(fields: "id", resolvable: false)')
@Directive('@key(fields: "sku", resolvable: false)')
@ObjectType('ProductVariant', {
  description:
    'A variant of a product; owned by catalog. Both keys, so that its parts are fetched in parallel.',
})
export class ProductVariantStub {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;
}
