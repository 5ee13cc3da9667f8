import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, Money } from '@agora/platform/schema';
import { CART_PROBLEM_CODES } from '../../domain/problems';
import type { CartProblemCode } from '../../domain/problems';

const CartProblemCodeEnum = Object.fromEntries(CART_PROBLEM_CODES.map((code) => [code, code])) as {
  readonly [Code in CartProblemCode]: Code;
};
registerEnumType(CartProblemCodeEnum, {
  name: 'CartProblemCode',
  description: 'What is wrong with a cart or a line.',
  valuesConfig: {
    OUT_OF_STOCK: { description: 'Nothing of it is held, and none is left.' },
    INSUFFICIENT_STOCK: { description: 'It is not held, and fewer are left than the line has.' },
    RESERVATION_EXPIRED: { description: 'It is not held any more; `cartReservationExtend` holds it again.' },
    PRICE_ROSE: {
      description:
        'It costs more now. While the promised price holds nothing has to be done; afterwards `cartPricesAccept`.',
    },
    PRICE_DROPPED: { description: 'It costs less than when it was added; passed on by itself.' },
    VARIANT_UNAVAILABLE: { description: 'It is not sold any more.' },
    COUPON_NOT_APPLICABLE: { description: 'A code in the cart gives nothing.' },
    QUOTE_STALE: { description: 'The prices were quoted too long ago; the next change quotes them again.' },
    PAYMENT_FAILED: { description: 'The order was not paid; the cart is back with all its lines.' },
    BACKORDERED: { description: 'Some of it is still to come in.' },
  },
});

@ObjectType('CartProblem', { description: 'Something that is wrong with a cart until it is cured.' })
export class CartProblem {
  @Field(() => CartProblemCodeEnum, { description: 'What.' })
  code!: CartProblemCode;

  @Field(() => String, { description: 'For people, in English.' })
  message!: string;

  @Field(() => ID, { nullable: true, description: 'The line it is about; null for the whole cart.' })
  lineId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Units that can be had; null when stock is not the matter.',
  })
  availableQuantity!: number | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Price of one unit before; null when price is not the matter.',
  })
  previousUnitPrice!: Money | null;

  @Field(() => Money, {
    nullable: true,
    description: 'Price of one unit now; null when price is not the matter.',
  })
  unitPrice!: Money | null;

  @Field(() => Boolean, { description: 'Whether the cart cannot be checked out as it is.' })
  blocksCheckout!: boolean;

  @Field(() => DateTimeScalar, { description: 'Since when.' })
  since!: Date;
}

@ObjectType('CartWarning', { description: 'A problem that the cart has since this change.' })
export class CartWarning {
  @Field(() => CartProblemCodeEnum, { description: 'What.' })
  code!: CartProblemCode;

  @Field(() => String, { description: 'For people, in English.' })
  message!: string;

  @Field(() => [String], { nullable: true, description: 'The input field it is about; null for none.' })
  field!: string[] | null;

  @Field(() => ID, { nullable: true, description: 'The line it is about; null for the whole cart.' })
  lineId!: string | null;
}
