import { DateRangeInput } from '@agora/platform/schema';
import { ArgsType, Field, ID, InputType, Int } from 'type-graphql';
import type {
  OrderStatus as OrderStatusValue,
  PaymentStatus as PaymentStatusValue,
} from '../../domain/order-status';
import type { OrderSort as OrderSortValue } from '../../persistence/order-list-query';
import { OrderSort, OrderStatus, PaymentStatus } from '../types/enums';

@InputType('OrderFilter', { description: 'Narrows a list of orders; every given condition must hold.' })
export class OrderFilter {
  @Field(() => [OrderStatus], { nullable: true, description: 'One of these statuses.' })
  status?: OrderStatusValue[] | null;

  @Field(() => [PaymentStatus], { nullable: true, description: 'One of these payment statuses.' })
  paymentStatus?: PaymentStatusValue[] | null;

  @Field(() => String, { nullable: true, description: 'This tenant region.' })
  region?: string | null;

  @Field(() => ID, { nullable: true, description: 'This store.' })
  storeId?: string | null;

  @Field(() => ID, { nullable: true, description: 'This customer.' })
  customerId?: string | null;

  @Field(() => String, { nullable: true, description: 'Exactly this e-mail.' })
  email?: string | null;

  @Field(() => String, { nullable: true, description: 'At least one line of this sku.' })
  sku?: string | null;

  @Field(() => DateRangeInput, { nullable: true, description: 'Placed in this span.' })
  createdAt?: DateRangeInput | null;

  @Field(() => DateRangeInput, { nullable: true, description: 'Status last changed in this span.' })
  updatedAt?: DateRangeInput | null;
}

@ArgsType()
export class OwnOrdersArgs {
  @Field(() => Int, { nullable: true, description: 'Size of the page, 1 to 100; 20 when not given.' })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Start behind this cursor.' })
  after?: string | null;

  @Field(() => OrderFilter, { nullable: true, description: 'Narrows the list.' })
  filter?: OrderFilter | null;
}

@ArgsType()
export class OrderListArgs extends OwnOrdersArgs {
  @Field(() => Int, { nullable: true, description: 'Size of a page read from the end, 1 to 100.' })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'End before this cursor.' })
  before?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Words that must all fit: an order number, an e-mail, a sku, the id of an order or a customer; at most 200 characters and five words.',
  })
  query?: string | null;

  @Field(() => OrderSort, {
    nullable: true,
    defaultValue: 'CREATED_AT_DESC',
    description: 'Order of the list.',
  })
  sort?: OrderSortValue | null;
}
