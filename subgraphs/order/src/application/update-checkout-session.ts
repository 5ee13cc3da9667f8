import { AppError, badInput } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import type { AddressDraft } from '../domain/address';
import { visibleStatus } from '../domain/checkout-session';
import type { CheckoutSession } from '../domain/checkout-session';
import { redirected } from '../domain/open-session';
import type { CheckoutRefusal } from '../domain/refusals';
import { readableSession } from './cancel-checkout-session';
import type { CancelCheckoutSessionResult } from './cancel-checkout-session';
import { checkAddress, checkEmail } from './check-contact';
import type { Carts, CheckoutSessionStore, Pricing } from './ports';
import { promisedPrices } from './promised-prices';

/** What is null stays as it is. */
export interface UpdateCheckoutSessionInput {
  readonly checkoutSessionId: string;
  readonly email: string | null;
  readonly shippingAddress: AddressDraft | null;
  readonly billingAddress: AddressDraft | null;
  readonly shippingOptionId: string | null;
}

export interface UpdateCheckoutSessionDeps {
  readonly carts: Pick<Carts, 'find'>;
  readonly pricing: Pick<Pricing, 'quote'>;
  readonly sessions: CheckoutSessionStore;
  readonly clock: Clock;
}

export type UpdateCheckoutSession = (
  input: UpdateCheckoutSessionInput,
  context: OperationContext,
) => Promise<CancelCheckoutSessionResult>;

/**
 * Changes where an OPEN session goes, how, and whom its news go to, and prices it anew: the total of the answer is the one
 * that completion accepts without a word. Units keep the prices they were offered at, a rise still needs consent. Sending the same
 * again changes nothing.
 *
 * @throws AppError `NOT_FOUND`, `BAD_USER_INPUT`, the codes of cart and pricing (retriable): nothing was changed.
 */
export function updateCheckoutSession(deps: UpdateCheckoutSessionDeps): UpdateCheckoutSession {
  return async (input, context) => {
    checkInput(input);
    const session = await readableSession(deps.sessions, input.checkoutSessionId, context);
    const closed = closedAs(session, deps.clock.now());
    if (closed !== undefined) return { kind: 'refused', session, refusal: closed };
    const wanted = { ...session, ...contactOf(session, input) };
    const shippingOptionId = input.shippingOptionId ?? session.shippingOptionId;
    const request = await promisedPrices(deps.carts, { ...wanted, shippingOptionId }, context);
    const quote = await deps.pricing.quote(request, context);
    if (quote === undefined) return { kind: 'refused', session, refusal: { kind: 'notPriced' } };
    if (input.shippingOptionId !== null && quote.shippingOptionId !== input.shippingOptionId)
      return { kind: 'refused', session, refusal: notOffered(quote.shippingOptions) };
    const fresh = redirected(session, wanted, quote);
    if (fresh === undefined)
      throw new AppError('INTERNAL', `quote ${quote.id} does not fit session ${session.id}`);
    return (await deps.sessions.reprice(fresh))
      ? { kind: 'session', session: fresh }
      : { kind: 'refused', session, refusal: { kind: 'sessionBusy' } };
  };
}

function checkInput(input: UpdateCheckoutSessionInput): void {
  const { checkoutSessionId: _id, ...changes } = input;
  if (Object.values(changes).every((change) => change === null))
    throw badInput('input', 'has nothing to change: give email, an address or shippingOptionId');
  checkEmail(input.email);
}

type Contact = Pick<CheckoutSession, 'email' | 'shippingAddress' | 'billingAddress'>;

function contactOf(
  session: CheckoutSession,
  { email, shippingAddress, billingAddress }: UpdateCheckoutSessionInput,
): Contact {
  return {
    email: email ?? session.email,
    shippingAddress:
      shippingAddress === null
        ? session.shippingAddress
        : checkAddress(shippingAddress, 'input.shippingAddress'),
    billingAddress:
      billingAddress === null ? session.billingAddress : checkAddress(billingAddress, 'input.billingAddress'),
  };
}

function closedAs(session: CheckoutSession, now: Date): CheckoutRefusal | undefined {
  const status = visibleStatus(session, now);
  if (status === 'OPEN') return undefined;
  return status === 'COMPLETING' ? { kind: 'sessionBusy' } : { kind: 'sessionClosed', status };
}

function notOffered(options: CheckoutSession['shippingOptions']): CheckoutRefusal {
  return { kind: 'shippingOptionUnavailable', offered: options.map(({ id }) => id) };
}
