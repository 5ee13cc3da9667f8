import { BasicUserError, VersionConflictError, buildSubgraph } from '@agora/platform/schema';
import type { SubgraphSchema } from '@agora/platform/schema';
import type { Clock } from '@agora/platform/time';
import type { Checkout } from '../application/checkout';
import type { ReceivePaymentWebhook } from '../application/receive-payment-webhook';
import type { OrderLists } from '../persistence/order-lists';
import { CheckoutMutations } from './checkout.mutations';
import { CheckoutQueries } from './checkout.queries';
import { CustomerFields } from './customer.fields';
import { OrderConnectionFields, OrderFields } from './order.fields';
import { OrderCreateMutations } from './order-create.mutations';
import { OrderMutations } from './order.mutations';
import { OrderQueries } from './order.queries';
import { OrderSubscriptions } from './order.subscriptions';
import { PaymentWebhookMutations } from './payment-webhook.mutations';
import { customerReferences, orderReferences, sessionReferences } from './references';
import {
  IllegalTransitionError,
  OutOfStockError,
  PaymentDeclinedError,
  PriceChangedError,
} from './types/user-errors.type';

export interface OrderSchemaDeps {
  readonly checkout: Pick<
    Checkout,
    'createSession' | 'updateSession' | 'cancelSession' | 'complete' | 'createOrder' | 'orders'
  >;
  readonly receiveWebhook: ReceivePaymentWebhook;
  readonly lists: OrderLists;
  readonly clock: Clock;
  /** Signs access tokens of orders. */
  readonly accessSecret: string;
}

/** Order's part of the supergraph. */
export function buildOrderSchema({
  checkout,
  receiveWebhook,
  lists,
  clock,
  accessSecret,
}: OrderSchemaDeps): Promise<SubgraphSchema> {
  const instances = new Map<unknown, object>([
    [CheckoutQueries, new CheckoutQueries(clock)],
    [CheckoutMutations, new CheckoutMutations(checkout, clock, accessSecret)],
    [PaymentWebhookMutations, new PaymentWebhookMutations(receiveWebhook)],
    [OrderQueries, new OrderQueries(lists, accessSecret)],
    [OrderCreateMutations, new OrderCreateMutations(checkout.createOrder)],
    [OrderMutations, new OrderMutations(checkout.orders)],
    [OrderFields, new OrderFields()],
    [OrderSubscriptions, new OrderSubscriptions()],
    [OrderConnectionFields, new OrderConnectionFields()],
    [CustomerFields, new CustomerFields()],
  ]);
  return buildSubgraph({
    resolvers: [
      CheckoutQueries,
      CheckoutMutations,
      PaymentWebhookMutations,
      OrderQueries,
      OrderCreateMutations,
      OrderMutations,
      OrderFields,
      OrderSubscriptions,
      OrderConnectionFields,
      CustomerFields,
    ],
    orphanedTypes: [
      BasicUserError,
      VersionConflictError,
      PriceChangedError,
      PaymentDeclinedError,
      OutOfStockError,
      IllegalTransitionError,
    ],
    instances,
    references: {
      Order: orderReferences,
      CheckoutSession: sessionReferences(clock),
      Customer: customerReferences,
    },
  });
}
