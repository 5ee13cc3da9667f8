import { Attribute, Money } from '@agora/platform/schema';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { ProductVariant } from './product-variant.stub';

@ObjectType('OrderLine', {
  description: 'One line as it was priced: names and prices never follow the catalog.',
})
export class OrderLine {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => String, { description: 'Title of the variant at the time of checkout.' })
  title!: string;

  @Field(() => ProductVariant, {
    nullable: true,
    description: 'The variant as it is today; null when the catalog did not know it at checkout.',
  })
  variant!: ProductVariant | null;

  @Field(() => Int, { description: 'How many, 1 or more.' })
  quantity!: number;

  @Field(() => Int, { description: 'How many of them are promised but not in stock yet.' })
  backorderedQuantity!: number;

  @Field(() => Int, { description: 'How many of them came back.' })
  returnedQuantity!: number;

  @Field(() => Money, { description: 'Price of one.' })
  unitPrice!: Money;

  @Field(() => Money, { description: 'Price times quantity, before discounts.' })
  subtotal!: Money;

  @Field(() => Money, { description: 'What discounts take off, not negative.' })
  discount!: Money;

  @Field(() => Money, { description: 'Tax in it or on it, by the region.' })
  tax!: Money;

  @Field(() => Money, { description: 'What is paid for the line.' })
  total!: Money;

  @Field(() => [Attribute], { description: 'What the shopper chose for this line.' })
  attributes!: readonly Attribute[];
}
