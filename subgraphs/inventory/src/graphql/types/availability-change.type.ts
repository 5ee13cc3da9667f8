import { Field, Int, ObjectType } from 'type-graphql';
import { Availability } from './availability.type';
import { ProductVariant } from './product-variant.type';

@ObjectType('AvailabilityChange', {
  description: 'What a shopper can see of a sku, at the start and after each change.',
})
export class AvailabilityChange {
  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => Int, { description: "The availability's version; never goes down for a sku." })
  version!: number;

  @Field(() => Availability, {
    description: 'Whether it can be bought now. A sku without stock records is out of stock, version 0.',
  })
  availability!: Availability;

  @Field(() => ProductVariant, { description: 'The variant with this sku.' })
  variant!: ProductVariant;
}
