import { Directive, Field, ObjectType } from 'type-graphql';

@Directive('@key(fields: "sku")')
@ObjectType('ProductVariant', { description: 'What can be bought. Pricing contributes its price.' })
export class ProductVariant {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;
}
