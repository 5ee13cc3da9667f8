import { idempotencyScope } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import type { CheckoutRefusal } from '../domain/refusals';
import type { AttemptCheckout } from './attempt-checkout';
import { makeOrderOnce } from './make-order-once';
import type { MakeOrderDeps, OrderAnswer } from './make-order-once';

export interface CompleteCheckoutInput {
  readonly checkoutSessionId: string;
  /** From the payment party's own form; neither stored nor logged. */
  readonly paymentToken: string;
  /** The highest total the shopper agrees to; the offered one when null. */
  readonly acceptedTotal: { readonly amountMinor: bigint; readonly currency: string } | null;
  readonly idempotencyKey: string;
}

export type CompleteCheckoutResult = OrderAnswer<CheckoutRefusal>;

export interface CompleteCheckoutDeps extends MakeOrderDeps {
  readonly attempt: AttemptCheckout;
}

export type CompleteCheckout = (
  input: CompleteCheckoutInput,
  context: OperationContext,
) => Promise<CompleteCheckoutResult>;

/**
 * Turns a checkout session into an order, at most once per key; see {@link makeOrderOnce}. A key whose process died is
 * carried on by its next use, under the same order id.
 *
 * @throws AppError `UNAUTHENTICATED` without identity, `NOT_FOUND` for a session that is missing or somebody
 *   else's, `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (retriable, with the same key) when a part of the shop
 *   does not answer.
 */
export function completeCheckout(deps: CompleteCheckoutDeps): CompleteCheckout {
  return async (input, context) => {
    const { idempotencyKey: key, ...rest } = input;
    const scope = idempotencyScope(context.viewer);
    const request = { scope, operation: 'checkoutComplete', key, input: rest };
    return makeOrderOnce(deps, request, context, (claim) => deps.attempt({ ...input, claim }, context));
  };
}
