import { Money, UserError } from '@agora/platform/schema';
import { Field, Int, ObjectType } from 'type-graphql';
import type { OrderStatus as OrderStatusValue } from '../../domain/order-status';
import { OrderStatus } from './enums';

@ObjectType('PriceChangedError', {
  implements: UserError,
  description:
    'It costs more than what was agreed to: complete again with `acceptedTotal: currentTotal` to consent; a direct order, with the new `unitPrice`.',
})
export class PriceChangedError extends UserError {
  override readonly typeName = 'PriceChangedError';

  @Field(() => Money, {
    nullable: true,
    description: 'What the shopper agreed to; null when it is about one unit.',
  })
  acceptedTotal!: Money | null;

  @Field(() => Money, { description: 'What it costs now.' })
  currentTotal!: Money;
}

@ObjectType('PaymentDeclinedError', {
  implements: UserError,
  description:
    'The payment was declined: the order is CANCELLED, its session OPEN again, and what it took is free.',
})
export class PaymentDeclinedError extends UserError {
  override readonly typeName = 'PaymentDeclinedError';

  @Field(() => String, { description: 'Why, as a code of the payment party, e.g. "card_declined".' })
  reason!: string;
}

@ObjectType('OutOfStockError', {
  implements: UserError,
  description: 'Not enough of a sku is left; nothing of the order was taken.',
})
export class OutOfStockError extends UserError {
  override readonly typeName = 'OutOfStockError';

  @Field(() => String, { description: 'The sku.' })
  sku!: string;

  @Field(() => Int, { description: 'How many could be had.' })
  availableQuantity!: number;
}

@ObjectType('IllegalTransitionError', {
  implements: UserError,
  description: 'The order is not in a status from which it goes there; nothing was changed.',
})
export class IllegalTransitionError extends UserError {
  override readonly typeName = 'IllegalTransitionError';

  @Field(() => OrderStatus, { description: 'Where it stands.' })
  from!: OrderStatusValue;

  @Field(() => [OrderStatus], { description: 'Where it could go from there.' })
  allowed!: readonly OrderStatusValue[];
}
