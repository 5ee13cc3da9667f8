import { Directive, Field, ObjectType } from 'type-graphql';

// Described as its owner, the catalog, describes it: a difference is a hint of the composition, and hints fail the build.
@Directive('@key(fields: "sku")')
@ObjectType('ProductVariant', { description: 'One thing that can be put into a cart.' })
export class ProductVariant {
  @Field(() => String, { description: 'Stock keeping unit: unique, and never changed.' })
  sku!: string;
}
