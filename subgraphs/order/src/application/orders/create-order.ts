import { idempotencyScope } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import type { DirectOrderRefusal } from '../../domain/direct-order-refusals';
import type { CheckoutRefusal } from '../../domain/refusals';
import type { AttemptDirectOrder } from '../attempt-direct-order';
import { makeOrderOnce } from '../make-order-once';
import type { MakeOrderDeps, OrderAnswer } from '../make-order-once';
import { readDirectOrder } from '../read-direct-order';
import type { DirectOrderInput } from '../read-direct-order';

export interface CreateOrderInput extends DirectOrderInput {
  /** From the payment party's own form; neither stored nor logged. Null for what costs nothing. */
  readonly paymentToken: string | null;
  readonly idempotencyKey: string;
}

export interface CreateOrderDeps extends MakeOrderDeps {
  readonly attempt: AttemptDirectOrder;
}

export type CreateOrder = (
  input: CreateOrderInput,
  context: OperationContext,
) => Promise<OrderAnswer<DirectOrderRefusal | CheckoutRefusal>>;

/**
 * Makes an order without a cart, for staff; at most once per key, see {@link makeOrderOnce}. Names, prices and promotions
 * are those of the shop at this moment. It goes the way of every order from its stock on: a decline cancels it.
 *
 * @throws AppError `BAD_USER_INPUT` as {@link readDirectOrder}, and for a region pricing does not know;
 *   `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (retriable, with the same key) when a part of the shop does not answer.
 */
export function createOrder(deps: CreateOrderDeps): CreateOrder {
  return async (input, context) => {
    const asked = readDirectOrder(input);
    const { idempotencyKey: key, ...rest } = input;
    const { paymentToken } = input;
    const request = { scope: idempotencyScope(context.viewer), operation: 'orderCreate', key, input: rest };
    return makeOrderOnce(deps, request, context, (claim) =>
      deps.attempt({ claim, asked, paymentToken }, context),
    );
  };
}
