import { isStaff } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import type { OrderContext } from '../context';
import { reportSteps } from '../domain/saga';
import { presentChange, presentLine, presentPayment } from './present';
import { Cart } from './types/cart.stub';
import { Customer } from './types/customer.type';
import { OrderConnection } from './types/order-connection.type';
import { OrderLine } from './types/order-line.type';
import { Order, OrderStatusChange, PaymentSummary } from './types/order.type';
import { SagaStep } from './types/saga-step.type';

/** What is looked up for an order the viewer may see. */
@Resolver(() => Order)
export class OrderFields {
  @FieldResolver(() => [OrderLine], { description: 'What was ordered, at most 250 lines.' })
  async lines(@Root() { id, total }: Order, @Ctx() { loaders }: OrderContext): Promise<OrderLine[]> {
    const lines = (await loaders.linesOfOrder.load(id)) ?? [];
    return lines.map((line) => presentLine(line, total.currencyCode));
  }

  @FieldResolver(() => [OrderStatusChange], { description: 'Its status changes, oldest first.' })
  async history(
    @Root() { id }: Order,
    @Ctx() { loaders }: OrderContext,
    @Arg('first', () => Int, {
      nullable: true,
      description: 'How many, 1 to 250: without `afterVersion` the newest. Default: all.',
    })
    first?: number | null,
    @Arg('afterVersion', () => Int, { nullable: true, description: 'Only those after this version.' })
    afterVersion?: number | null,
  ): Promise<OrderStatusChange[]> {
    if (first != null && (first < 1 || first > 250)) throw badInput('first', 'must be from 1 to 250');
    const history = ((await loaders.historyOfOrder.load(id)) ?? []).map(presentChange);
    if (afterVersion == null) return first == null ? history : history.slice(-first);
    return history.filter(({ version }) => version > afterVersion).slice(0, first ?? undefined);
  }

  @FieldResolver(() => PaymentSummary, {
    nullable: true,
    description: 'Its payment; null when it needs none.',
  })
  async payment(@Root() { id }: Order, @Ctx() { loaders }: OrderContext): Promise<PaymentSummary | null> {
    const payment = await loaders.paymentOfOrder.load(id);
    return payment === null ? null : presentPayment(payment);
  }

  @FieldResolver(() => [SagaStep], {
    nullable: true,
    description: 'The steps of the process that made it, in order. For staff; null for others.',
  })
  async saga(@Root() { id }: Order, @Ctx() { viewer, loaders }: OrderContext): Promise<SagaStep[] | null> {
    if (!isStaff(viewer)) return null;
    const sagas = (await loaders.sagasOfOrder.load(id)) ?? [];
    return sagas.flatMap(reportSteps);
  }

  @FieldResolver(() => Customer, { nullable: true, description: 'Who ordered; null for a guest.' })
  customer(@Root() { customerId }: Order): Customer | null {
    return customerId === null ? null : { id: customerId };
  }

  @FieldResolver(() => Cart, {
    nullable: true,
    description: 'The cart it was made from; null for an order without one.',
  })
  cart(@Root() { cartId }: Order): Cart | null {
    return cartId === null ? null : { id: cartId };
  }
}

@Resolver(() => OrderConnection)
export class OrderConnectionFields {
  @FieldResolver(() => Int, {
    nullable: true,
    description: 'How many there are in all pages; counted only when selected.',
  })
  totalCount(@Root() { countAll }: OrderConnection): Promise<number> {
    return countAll();
  }
}
