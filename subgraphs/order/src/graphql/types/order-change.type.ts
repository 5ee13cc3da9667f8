import { Field, Int, ObjectType } from 'type-graphql';
import { Order, OrderStatusChange } from './order.type';

@ObjectType('OrderChange', {
  description:
    'First a snapshot (or what `afterVersion` missed), then every step. Messages may be merged under load, but `changes` names every step since the last message to this subscriber, oldest first, without a gap; `order` is the newest state.',
})
export class OrderChange {
  @Field(() => Int, { description: 'The version of `order`.' })
  version!: number;

  @Field(() => String, { description: 'Why the newest of these steps was taken.' })
  cause!: string;

  @Field(() => Boolean, {
    description: 'True when this message stands for the whole state and not for changes since the last one.',
  })
  snapshot!: boolean;

  @Field(() => [OrderStatusChange], {
    description: 'Every step since the last message; empty with a snapshot.',
  })
  changes!: readonly OrderStatusChange[];

  @Field(() => Order, {
    nullable: true,
    description: 'The newest state; null, with an error, when it cannot be read now.',
  })
  order!: Order | null;
}
