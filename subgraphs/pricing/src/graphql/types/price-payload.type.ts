import { DateTimeScalar, Money, UserError } from '@agora/platform/schema';
import { Field, Int, ObjectType } from 'type-graphql';
import { PriceBook } from './price-book.type';

@ObjectType('BookPrice', {
  description: 'A price of a sku in a price book: the standing one, or one for a time. Staff only.',
})
export class BookPrice {
  @Field(() => PriceBook, { description: 'The book.' })
  priceBook!: PriceBook;

  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => Int, { description: 'From this quantity on.' })
  minimumQuantity!: number;

  @Field(() => Money, { description: 'What one unit costs.' })
  amount!: Money;

  @Field(() => Money, {
    nullable: true,
    description: 'A higher price to show struck through; null without one.',
  })
  compareAtPrice!: Money | null;

  @Field(() => Money, { nullable: true, description: 'No rule takes a unit below it; null = none.' })
  floorPrice!: Money | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'First moment it counts; null = since ever.' })
  validFrom!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'First moment it no longer counts; null = for ever.',
  })
  validUntil!: Date | null;

  @Field(() => Int, { description: 'Counts the changes of this price.' })
  version!: number;
}

@ObjectType('PricePayload', { description: 'What became of setting a price.' })
export class PricePayload {
  @Field(() => BookPrice, { nullable: true, description: 'The price as it is now; null when there is none.' })
  price!: BookPrice | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Version this request led to; null when nothing was done.',
  })
  committedVersion!: number | null;

  @Field(() => Boolean, { description: 'Whether an earlier request with the same key did it.' })
  replayed!: boolean;

  @Field(() => [UserError], { description: 'Why nothing was changed; empty on success.' })
  userErrors!: readonly UserError[];
}
