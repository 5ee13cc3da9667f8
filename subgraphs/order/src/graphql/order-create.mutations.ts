import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql';
import type { CreateOrder } from '../application/orders/create-order';
import type { OrderContext } from '../context';
import { boundedKey } from './idempotency-key';
import { OrderCreateInput } from './inputs/order.input';
import { presentOrder } from './present';
import { presentDirectOrderRefusal } from './present-direct-order-refusal';
import { OrderPayload } from './types/payloads.type';

const STAFF = '@requiresScopes(scopes: [["support"], ["admin"]])';

/** Making an order without a cart. */
@Resolver()
export class OrderCreateMutations {
  constructor(private readonly create: CreateOrder) {}

  @Directive(STAFF)
  @Mutation(() => OrderPayload, {
    description:
      'Makes an order without a cart, e.g. on the telephone: takes the stock, asks for the payment and waits about two seconds ' +
      'for it. Safe to repeat with the same key. Staff only; audited.',
  })
  async orderCreate(
    @Arg('input', () => OrderCreateInput, { description: 'What is ordered, for whom, and the payment.' })
    input: OrderCreateInput,
    @Ctx() context: OrderContext,
  ): Promise<OrderPayload> {
    const { orderId, replayed, refusals } = await this.create(commandOf(input), context);
    context.loaders.forget();
    const order = orderId === null ? null : await context.loaders.orderById.load(orderId);
    return {
      order: order === null ? null : presentOrder(order),
      replayed,
      userErrors: refusals.map(presentDirectOrderRefusal),
    };
  }
}

function commandOf(input: OrderCreateInput): Parameters<CreateOrder>[0] {
  const { currencyCode: currency, region, shippingAddress } = input;
  const { customerId = null, email = null, billingAddress = null, paymentToken = null } = input;
  return {
    ...{ customerId, email, region, currency, shippingAddress, billingAddress },
    storeId: input.storeId ?? 'main',
    channel: input.channel ?? 'support',
    lines: input.lines.map(({ sku, quantity, unitPrice = null, attributes }) => ({
      ...{ sku, quantity, unitPrice },
      attributes: attributes ?? [],
    })),
    paymentToken: paymentToken === null ? null : boundedKey('input.paymentToken', paymentToken),
    idempotencyKey: boundedKey('input.idempotencyKey', input.idempotencyKey),
  };
}
