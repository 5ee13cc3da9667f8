import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { ProductStatus } from './product.type';

@ObjectType('SelectedOption', { description: 'The value of one option of a variant.' })
export class SelectedOption {
  @Field(() => String, { description: 'Name of the option, e.g. "Size".' })
  name!: string;

  @Field(() => String, { description: 'Value of this variant, e.g. "M".' })
  value!: string;
}

@Directive('@key(fields: "id")')
@Directive('@key(fields: "sku")')
@ObjectType('ProductVariant', { description: 'One thing that can be put into a cart.' })
export class ProductVariant {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit: unique, and never changed.' })
  sku!: string;

  @Field(() => String, {
    description: 'What tells it from the other variants of its product, e.g. "M / Blue".',
  })
  title!: string;

  @Field(() => [SelectedOption], {
    description: 'Its value of each option; empty for a product with one variant.',
  })
  options!: readonly SelectedOption[];

  @Field(() => String, { description: 'What the tax rates of a region are looked up by, e.g. "standard".' })
  taxCategory!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'Weight in grams; null when not known or not a physical thing.',
  })
  weightGrams!: number | null;

  @Field(() => ProductStatus, { description: 'The status of its product.' })
  status!: ProductStatus;

  /** Not in the API: what `product` and `media` are looked up by. */
  productId!: string;
}
