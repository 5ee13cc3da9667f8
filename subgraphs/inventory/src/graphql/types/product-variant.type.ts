import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@key(fields: "sku")')
@ObjectType('ProductVariant', { description: 'A variant of a product, as far as its stock goes.' })
export class ProductVariant {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;
}
