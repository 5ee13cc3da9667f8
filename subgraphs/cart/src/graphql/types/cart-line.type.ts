import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Attribute, AvailabilityStatus, DateTimeScalar, Money } from '@agora/platform/schema';
import { CartLineCost } from './cart-cost.type';
import { CartDiscount } from './cart-discount.type';
import { CartProblem } from './cart-problem.type';
import { ProductVariantStub } from './catalog-variant.stub';

@ObjectType('CartLine', { description: 'One variant with one set of attributes in a cart.' })
export class CartLine {
  @Field(() => ID, { description: 'UUID, stable for the life of the line.' })
  id!: string;

  @Field(() => String, { description: 'Stock keeping unit.' })
  sku!: string;

  @Field(() => String, { description: 'Title when the line was added; there also when catalog is down.' })
  title!: string;

  @Field(() => String, { nullable: true, description: 'Picture when the line was added; null without one.' })
  imageUrl!: string | null;

  @Field(() => ProductVariantStub, {
    nullable: true,
    description: 'The variant as catalog, pricing and inventory know it now; null when they are down.',
  })
  variant!: ProductVariantStub | null;

  @Field(() => Int, { description: 'Units, 1 to 100.' })
  quantity!: number;

  @Field(() => Money, { description: 'Price of one unit at the last quote.' })
  unitPrice!: Money;

  @Directive('@inaccessible')
  @Field(() => Money, {
    description: 'The highest price of one unit that the shopper agreed to. For services.',
  })
  acceptedUnitPrice!: Money;

  @Directive('@inaccessible')
  @Field(() => Int, {
    description: 'Units of the sku in the cart that the price was quoted for; 0 = not known. For services.',
  })
  pricedQuantity!: number;

  @Field(() => Money, {
    nullable: true,
    description: 'Price of one unit before it last changed; null when it never did.',
  })
  previousUnitPrice!: Money | null;

  @Field(() => CartLineCost, { description: 'What the line costs.' })
  cost!: CartLineCost;

  @Field(() => [CartDiscount], { description: 'What promotions take off it, as of the last quote.' })
  discounts!: readonly CartDiscount[];

  @Field(() => AvailabilityStatus, {
    description: 'Whether it can be had, as far as the cart knows; `variant.availability` asks inventory.',
  })
  availabilityStatus!: AvailabilityStatus;

  @Field(() => String, { nullable: true, description: 'Why it cannot be had; null when it can.' })
  unavailabilityReason!: string | null;

  @Field(() => [CartProblem], { description: 'What is wrong with it.' })
  problems!: readonly CartProblem[];

  @Field(() => [Attribute], { description: 'What makes this line personal; empty for a plain one.' })
  attributes!: readonly Attribute[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When stock was last held for it; null when none is held.',
  })
  reservedAt!: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when stock is held for it; null when none is held.',
  })
  reservedUntil!: Date | null;

  @Field(() => DateTimeScalar, { description: 'Until when the unit price holds.' })
  priceValidUntil!: Date;

  @Field(() => DateTimeScalar, { description: 'When it was added.' })
  addedAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: Date;
}
