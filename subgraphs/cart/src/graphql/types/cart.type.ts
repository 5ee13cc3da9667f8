import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Attribute, DateTimeScalar, PageInfo } from '@agora/platform/schema';
import type { CartChangeCause, CartStatus } from '../../domain/cart';
import { CartCost } from './cart-cost.type';
import { AppliedCoupon, CartDiscount } from './cart-discount.type';
import { CartProblem } from './cart-problem.type';
import { CartLine } from './cart-line.type';
import { CustomerStub } from './customer.stub';
import { CartChangeCauseEnum, CartStatusEnum } from './enums';

@ObjectType('CartChangeEntry', { description: 'One commit of a cart.' })
export class CartChangeEntry {
  @Field(() => Int, { description: 'The version it made.' })
  version!: number;

  @Field(() => CartChangeCauseEnum, { description: 'Why.' })
  cause!: CartChangeCause;

  @Field(() => [ID], { description: 'The lines it touched, also those it removed.' })
  lineIds!: readonly string[];

  @Field(() => ID, {
    nullable: true,
    description: 'The guest session that did it; null for a customer or the shop.',
  })
  sessionId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was committed.' })
  at!: Date;
}

@ObjectType('CartBuyer', { description: 'Who buys, as far as the shopper has said.' })
export class CartBuyer {
  @Field(() => String, { nullable: true, description: 'E-mail address; null when not said.' })
  email!: string | null;

  @Field(() => String, { nullable: true, description: 'Full name; null when not said.' })
  fullName!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 code, two letters; null when not said.' })
  countryCode!: string | null;
}

@Directive('@key(fields: "id")')
@ObjectType('Cart', {
  description:
    "What a shopper means to buy. Visible to its owner and to staff; another's cart looks like none.",
})
export class Cart {
  @Field(() => ID, { description: 'UUID.' })
  id!: string;

  @Field(() => CartStatusEnum, { description: 'Where it is in its life.' })
  status!: CartStatus;

  @Field(() => Int, {
    description: 'Counts commits without a gap; give it as `expectedVersion` to change exactly this state.',
  })
  version!: number;

  @Field(() => ID, { description: 'The store it belongs to.' })
  storeId!: string;

  @Field(() => String, { description: 'The sales channel it belongs to.' })
  channel!: string;

  @Field(() => String, { description: 'The tenant region; set when it was made.' })
  region!: string;

  @Field(() => String, { description: 'ISO 4217 code of all its amounts.' })
  currencyCode!: string;

  @Field(() => CustomerStub, { nullable: true, description: 'Its customer; null for a guest.' })
  customer!: CustomerStub | null;

  /** Not in the API: whose session is read when somebody selects it. */
  sessionId!: string | null;

  @Field(() => [CartLine], { description: 'All its lines in the order they were added, at most 250.' })
  lines!: readonly CartLine[];

  @Field(() => Int, { description: 'Units over all lines.' })
  totalQuantity!: number;

  @Field(() => CartCost, { description: 'What it costs.' })
  cost!: CartCost;

  @Field(() => [AppliedCoupon], { description: 'Its codes, at most 5, in the order they were entered.' })
  coupons!: readonly AppliedCoupon[];

  @Field(() => [CartDiscount], {
    description: 'What promotions take off, by promotion, as of the last quote; part of `cost.discount`.',
  })
  discounts!: readonly CartDiscount[];

  @Field(() => [CartProblem], { description: 'What is wrong with it, the longest standing first.' })
  problems!: readonly CartProblem[];

  @Field(() => String, { nullable: true, description: 'What the shopper wrote; null when nothing.' })
  note!: string | null;

  @Field(() => [Attribute], { description: 'What the shop attached.' })
  attributes!: readonly Attribute[];

  @Field(() => CartBuyer, { nullable: true, description: 'Who buys; null while nobody has said.' })
  buyer!: CartBuyer | null;

  @Field(() => String, {
    nullable: true,
    description: 'What its owner calls it; null while it was never put aside with a name.',
  })
  name!: string | null;

  @Field(() => ID, { nullable: true, description: 'The cart its lines went into; null unless MERGED.' })
  mergedIntoId!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it ends without activity.' })
  expiresAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when stock is held for its lines; null when none is held.',
  })
  reservedUntil!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When its owner last changed it.' })
  lastActivityAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Since when it is abandoned; null while it is not.',
  })
  abandonedAt!: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => DateTimeScalar, { description: 'When it last changed.' })
  updatedAt!: Date;
}

@ObjectType('CartEdge', { description: 'A cart in a list.' })
export class CartEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after` and `before`.' })
  cursor!: string;

  @Field(() => Cart, { description: 'The cart.' })
  node!: Cart;
}

@ObjectType('CartConnection', { description: 'A page of a list of carts.' })
export class CartConnection {
  @Field(() => [CartEdge], { description: 'The carts of this page with their cursors.' })
  edges!: readonly CartEdge[];

  @Field(() => [Cart], { description: 'The carts of this page.' })
  nodes!: readonly Cart[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;

  /** Not in the API: answers `totalCount` when somebody selects it. */
  countAll!: () => Promise<number>;
}
