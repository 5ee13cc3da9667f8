import { AppError, badInput } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import { MINUTE_MS } from '@agora/platform/time';
import type { Clock } from '@agora/platform/time';
import { completionStart, isQuoteStale, missingConsent } from '../../../domain/checkout-session';
import type { CheckoutSession } from '../../../domain/checkout-session';
import { repriced } from '../../../domain/open-session';
import type { CheckoutRefusal } from '../../../domain/refusals';
import { readableSession } from '../../cancel-checkout-session';
import { promisedPrices } from '../../promised-prices';
import type { Carts, CheckoutSessionStore, Pricing } from '../../ports';
import type { SagaStep } from './saga-step';

export interface VerifyQuoteInput {
  readonly checkoutSessionId: string;
  readonly orderId: string;
  readonly acceptedTotal: { readonly amountMinor: bigint; readonly currency: string } | null;
}

export type VerifyQuoteResult =
  | { readonly kind: 'begun'; readonly session: CheckoutSession }
  | { readonly kind: 'refused'; readonly refusal: CheckoutRefusal };

export interface VerifyQuoteDeps {
  readonly carts: Pick<Carts, 'find'>;
  readonly sessions: CheckoutSessionStore;
  readonly pricing: Pricing;
  readonly clock: Clock;
}

export type VerifyQuote = (input: VerifyQuoteInput, context: OperationContext) => Promise<VerifyQuoteResult>;

// Longer than a claim's lease (30 s): within it the same key may carry on, afterwards the sweep undoes.
const COMPLETING_MS = MINUTE_MS;

/** The step as the saga knows it: done before it began, undone by opening the session again. */
export function quoteVerified({
  sessions,
}: {
  readonly sessions: Pick<CheckoutSessionStore, 'reopen'>;
}): SagaStep {
  return {
    name: 'verify-quote',
    onFault: 'carryOn',
    run: (facts) => Promise.resolve({ outcome: 'DONE', facts }),
    undo: async ({ session, orderId }) => {
      if (session !== undefined) await sessions.reopen(session.id, orderId);
      return { outcome: 'DONE' };
    },
  };
}

/**
 * Takes an OPEN session for one order and begins its saga: from here on no other attempt can complete it. Prices whose quote has run
 * out are asked for again first, those the cart still promises stay; a total above what the shopper accepts, or a unit above what they were offered, is
 * refused and stays in the session for their consent.
 *
 * @throws AppError `NOT_FOUND`, `BAD_USER_INPUT` for an accepted total in another currency, and the codes of
 *   cart and pricing.
 *   After any of them the session is as it was.
 */
export function verifyQuote(deps: VerifyQuoteDeps): VerifyQuote {
  return async (input, context) => {
    const session = await readableSession(deps.sessions, input.checkoutSessionId, context);
    const now = deps.clock.now();
    const start = completionStart(session, input.orderId, now);
    if (start.kind === 'busy') return refused({ kind: 'sessionBusy' });
    if (start.kind === 'closed') return refused({ kind: 'sessionClosed', status: start.status });
    const current = start.kind === 'start' ? await withValidPrices(deps, session, context) : session;
    if (current === undefined) return refused({ kind: 'notPriced' });
    const accepted = acceptedMinor(input, current);
    const missing = missingConsent(current, accepted);
    if (missing === 'total') return refused(priceChanged(current, accepted));
    if (missing === 'unitPrice') return refused({ kind: 'unitPriceRose' });
    const until = new Date(now.getTime() + COMPLETING_MS);
    const begun = { now, until, trace: context };
    const hasBegun = await deps.sessions.beginCompletion(session.id, input.orderId, begun);
    return hasBegun ? { kind: 'begun', session: current } : refused({ kind: 'sessionBusy' });
  };
}

async function withValidPrices(
  deps: VerifyQuoteDeps,
  session: CheckoutSession,
  context: OperationContext,
): Promise<CheckoutSession | undefined> {
  if (!isQuoteStale(session, deps.clock.now())) return session;
  const quote = await deps.pricing.quote(await promisedPrices(deps.carts, session, context), context);
  if (quote === undefined) return undefined;
  const fresh = repriced(session, quote);
  if (fresh === undefined)
    throw new AppError('INTERNAL', `quote ${quote.id} does not fit session ${session.id}`);
  await deps.sessions.reprice(fresh);
  return fresh;
}

function acceptedMinor({ acceptedTotal }: VerifyQuoteInput, session: CheckoutSession): bigint | undefined {
  if (acceptedTotal === null) return undefined;
  if (acceptedTotal.currency !== session.currency) {
    throw badInput('input.acceptedTotal.currencyCode', `the session is in ${session.currency}`);
  }
  return acceptedTotal.amountMinor;
}

function priceChanged(session: CheckoutSession, accepted: bigint | undefined): CheckoutRefusal {
  return {
    kind: 'priceChanged',
    acceptedMinor: accepted ?? session.offeredTotalMinor,
    currentMinor: session.totals.totalMinor,
    currency: session.currency,
  };
}

function refused(refusal: CheckoutRefusal): VerifyQuoteResult {
  return { kind: 'refused', refusal };
}
