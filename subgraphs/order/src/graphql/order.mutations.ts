import type { OperationContext } from '@agora/platform/server';
import { isUuid } from '@agora/platform/ids';
import { AppError } from '@agora/platform/errors';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Ctx, Directive, Info, Mutation, Resolver } from 'type-graphql';
import type { Orders } from '../application/orders/orders';
import type { OrderOutcome } from '../application/orders/order-outcome';
import type { OrderContext } from '../context';
import { boundedKey, keyOf } from './idempotency-key';
import {
  OrderCancelInput,
  OrderReturnInput,
  OrderTransitionInput,
  OrderUpdateInput,
} from './inputs/order.input';
import { presentOrder } from './present';
import { presentOrderRefusal } from './present-order-refusal';
import { OrderPayload } from './types/payloads.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';

/** Changing orders that were made. */
@Resolver()
export class OrderMutations {
  constructor(private readonly orders: Orders) {}

  @Directive(STAFF)
  @Mutation(() => OrderPayload, {
    description: 'Moves an order to one of its `allowedTransitions` by hand. Staff only; audited.',
  })
  async orderTransition(
    @Arg('input', () => OrderTransitionInput, { description: 'Which, and to what.' })
    { orderId, to, ...input }: OrderTransitionInput,
    @Ctx() context: OrderContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderPayload> {
    const command = { orderId: known(orderId), to, ...said(input), ...repeated(input, context, info) };
    return present(await this.orders.transition(command, context), context);
  }

  @Mutation(() => OrderPayload, {
    description:
      'Cancels an order that is not fulfilled yet; what it took is given back, also its money. For its owner and staff.',
  })
  async orderCancel(
    @Arg('input', () => OrderCancelInput, { description: 'Which, and why.' })
    { orderId, ...input }: OrderCancelInput,
    @Ctx() context: OrderContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderPayload> {
    const command = { orderId: known(orderId), ...said(input), ...repeated(input, context, info) };
    return present(await this.orders.cancel(command, context), context);
  }

  @Mutation(() => OrderPayload, {
    description:
      'Changes addresses and e-mail until the order is FULFILLED; prices stay. For its owner and staff.',
  })
  async orderUpdate(
    @Arg('input', () => OrderUpdateInput, { description: 'Which, and what changes.' })
    { orderId, ...input }: OrderUpdateInput,
    @Ctx() context: OrderContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<OrderPayload> {
    const { email = null, shippingAddress = null, billingAddress = null } = input;
    const contact = { email, shippingAddress, billingAddress };
    const command = { orderId: known(orderId), ...contact, ...repeated(input, context, info) };
    return present(await this.orders.update(command, context), context);
  }

  @Directive(STAFF)
  @Mutation(() => OrderPayload, {
    description:
      'Takes goods of a fulfilled order back and gives their money back, all or a part. RETURNED when nothing is left. Staff only; audited.',
  })
  async orderReturn(
    @Arg('input', () => OrderReturnInput, { description: 'Which, and what comes back.' })
    input: OrderReturnInput,
    @Ctx() context: OrderContext,
  ): Promise<OrderPayload> {
    const lines = input.lines.map(({ reasonCode = null, ...line }) => ({ ...line, reasonCode }));
    const idempotencyKey = boundedKey('input.idempotencyKey', input.idempotencyKey);
    const command = { orderId: known(input.orderId), lines, restock: input.restock ?? true, idempotencyKey };
    return present(await this.orders.returnItems(command, context), context);
  }
}

/** What is no UUID is no order. */
function known(orderId: string): string {
  if (!isUuid(orderId)) throw new AppError('NOT_FOUND', 'There is no such order');
  return orderId;
}

interface Said {
  readonly reasonCode?: string | null;
  readonly comment?: string | null;
}

function said({ reasonCode = null, comment = null }: Said): {
  readonly reasonCode: string | null;
  readonly comment: string | null;
} {
  return { reasonCode, comment };
}

interface Repeatable {
  readonly expectedVersion?: number | null;
  readonly idempotencyKey?: string | null;
}

function repeated(
  { expectedVersion = null, idempotencyKey }: Repeatable,
  context: OperationContext,
  info: GraphQLResolveInfo,
): { readonly expectedVersion: number | null; readonly idempotencyKey: string | null } {
  return { expectedVersion, idempotencyKey: keyOf(context, info, idempotencyKey) };
}

async function present(outcome: OrderOutcome, { loaders }: OrderContext): Promise<OrderPayload> {
  loaders.forget();
  const { orderId } = outcome;
  const order = orderId === null ? null : await loaders.orderById.load(orderId);
  const refusals = outcome.kind === 'refused' ? outcome.refusals : [];
  return {
    order: order === null ? null : presentOrder(order),
    replayed: outcome.kind === 'changed' && outcome.replayed,
    userErrors: refusals.map(presentOrderRefusal),
  };
}
