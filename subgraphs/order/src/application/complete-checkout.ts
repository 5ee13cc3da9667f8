import { AppError } from '@agora/platform/errors';
import { idempotencyScope, isClaimLost } from '@agora/platform/idempotency';
import type { Claim, ClaimRequest } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import { sleep } from '@agora/platform/time';
import type { CheckoutRefusal } from '../domain/refusals';
import type { AttemptCheckout, AttemptResult, CheckoutOutcome } from './attempt-checkout';
import type { Claims } from './ports';

export interface CompleteCheckoutInput {
  readonly checkoutSessionId: string;
  /** From the payment party's own form; neither stored nor logged. */
  readonly paymentToken: string;
  /** The highest total the shopper agrees to; the offered one when null. */
  readonly acceptedTotal: { readonly amountMinor: bigint; readonly currency: string } | null;
  readonly idempotencyKey: string;
}

export interface CompleteCheckoutResult {
  /** Null when no order was made. */
  readonly orderId: string | null;
  readonly replayed: boolean;
  readonly refusals: readonly CheckoutRefusal[];
}

export interface CompleteCheckoutDeps {
  readonly claims: Claims;
  readonly attempt: AttemptCheckout;
  /** How long a repeat waits for the first request with its key. Default 2,000 ms by configuration. */
  readonly waitMs: number;
}

export type CompleteCheckout = (
  input: CompleteCheckoutInput,
  context: OperationContext,
) => Promise<CompleteCheckoutResult>;

const LOOK_EVERY_MS = 40;

/**
 * Turns a checkout session into an order, at most once per key: of requests with one key at the same time one
 * works and the others wait for its answer. A key whose process died is carried on by its next use, under the
 * same order id.
 *
 * @throws AppError `UNAUTHENTICATED` without identity, `NOT_FOUND` for a session that is missing or somebody
 *   else's, `DOWNSTREAM_UNAVAILABLE` or `DEADLINE_EXCEEDED` (retriable, with the same key) when a part of the shop
 *   does not answer.
 */
export function completeCheckout(deps: CompleteCheckoutDeps): CompleteCheckout {
  return async (input, context) => {
    const claim = await claimOrWait(deps, requestOf(input, context), context);
    switch (claim.kind) {
      case 'reused':
        return refused({ kind: 'keyReused' });
      case 'inProgress':
        return refused({ kind: 'keyInProgress' });
      case 'replay':
        return replay(claim.outcome);
      case 'claimed':
        return present(await attemptUnlessLost(deps.attempt, { ...input, claim }, context));
    }
  };
}

function requestOf(input: CompleteCheckoutInput, context: OperationContext): ClaimRequest {
  const { idempotencyKey, ...rest } = input;
  return {
    scope: idempotencyScope(context.viewer),
    operation: 'checkoutComplete',
    key: idempotencyKey,
    input: rest,
  };
}

async function claimOrWait(
  deps: CompleteCheckoutDeps,
  request: ClaimRequest,
  context: OperationContext,
): Promise<Claim> {
  const until = performance.now() + deps.waitMs;
  for (;;) {
    const claim = await deps.claims.claim(request);
    if (claim.kind !== 'inProgress' || performance.now() >= until) return claim;
    context.deadline.check();
    await sleep(Math.min(LOOK_EVERY_MS, claim.retryAfterMs));
  }
}

async function attemptUnlessLost(
  attempt: AttemptCheckout,
  input: Parameters<AttemptCheckout>[0],
  context: OperationContext,
): Promise<AttemptResult> {
  try {
    return await attempt(input, context);
  } catch (error) {
    // Another request took the key over while this one was slow: it has the answer, not we.
    if (isClaimLost(error)) return { kind: 'refused', refusals: [{ kind: 'keyInProgress' }] };
    throw error;
  }
}

function present(result: AttemptResult): CompleteCheckoutResult {
  if (result.kind === 'refused') return { orderId: null, replayed: false, refusals: result.refusals };
  return { ...fromOutcome(result.outcome), replayed: false };
}

function replay(outcome: Readonly<Record<string, unknown>>): CompleteCheckoutResult {
  const { orderId, declined } = outcome;
  if (typeof orderId !== 'string') throw new AppError('INTERNAL', 'a stored checkout outcome has no order');
  return {
    ...fromOutcome({ orderId, declined: typeof declined === 'string' ? declined : null }),
    replayed: true,
  };
}

function fromOutcome({ orderId, declined }: CheckoutOutcome): Omit<CompleteCheckoutResult, 'replayed'> {
  return { orderId, refusals: declined === null ? [] : [{ kind: 'paymentDeclined', reason: declined }] };
}

function refused(refusal: CheckoutRefusal): CompleteCheckoutResult {
  return { orderId: null, replayed: false, refusals: [refusal] };
}
