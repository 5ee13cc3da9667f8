import type { HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import type { CheckoutRefusal } from '../domain/refusals';
import { requestFacts } from './attempt-order';
import type { AttemptOrder, AttemptResult } from './attempt-order';
import type { CheckoutSessionStore } from './ports';
import type { RunPlaceOrder } from './sagas/place-order/run-place-order';
import type { VerifyQuote } from './sagas/place-order/verify-quote';

export interface AttemptInput {
  readonly claim: HeldClaim;
  readonly checkoutSessionId: string;
  readonly paymentToken: string;
  readonly acceptedTotal: { readonly amountMinor: bigint; readonly currency: string } | null;
}

export interface AttemptCheckoutDeps {
  readonly attempt: AttemptOrder;
  readonly sessions: Pick<CheckoutSessionStore, 'find'>;
  readonly verifyQuote: VerifyQuote;
  readonly run: RunPlaceOrder;
}

export type AttemptCheckout = (
  input: AttemptInput,
  context: OperationContext,
) => Promise<AttemptResult<CheckoutRefusal>>;

/** An order of a checkout session; see {@link AttemptOrder}. The session is read again when the order is taken up. */
export function attemptCheckout({
  attempt,
  sessions,
  verifyQuote,
  run,
}: AttemptCheckoutDeps): AttemptCheckout {
  return (input, context) => {
    const facts = requestFacts(input, context);
    return attempt<CheckoutRefusal>(input.claim, {
      trace: facts.origin,
      firstStep: 'lock-cart',
      begin: async () => {
        const begun = await verifyQuote({ ...input, orderId: facts.orderId }, context);
        return begun.kind === 'refused'
          ? { kind: 'refused', refusals: [begun.refusal] }
          : { kind: 'begun', facts: { ...facts, session: begun.session, current: undefined } };
      },
      takeUp: async (current) => {
        const { checkoutSessionId: id } = current.order;
        const session = id === null ? undefined : await sessions.find(id);
        return session === undefined ? undefined : { ...facts, session, current };
      },
      carryOn: (saga, placed) => run(saga, placed, 'allocate-stock'),
    });
  };
}
