import { PageInfo } from '@agora/platform/schema';
import { Field, ObjectType } from 'type-graphql';
import { Order } from './order.type';

@ObjectType('OrderEdge', { description: 'An order in a list.' })
export class OrderEdge {
  @Field(() => String, { description: 'Where it stands in the list, for `after` and `before`.' })
  cursor!: string;

  @Field(() => Order, { description: 'The order.' })
  node!: Order;
}

@ObjectType('OrderConnection', { description: 'A page of a list of orders.' })
export class OrderConnection {
  @Field(() => [OrderEdge], { description: 'The orders of this page with their cursors.' })
  edges!: readonly OrderEdge[];

  @Field(() => [Order], { description: 'The orders of this page.' })
  nodes!: readonly Order[];

  @Field(() => PageInfo, { description: 'Where this page lies in the list.' })
  pageInfo!: PageInfo;

  /** Not in the API: answers `totalCount` when somebody selects it. */
  countAll!: () => Promise<number>;
}
