import { AppError } from '@agora/platform/errors';
import { isClaimLost } from '@agora/platform/idempotency';
import type { Claim, ClaimRequest, HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import { sleep } from '@agora/platform/time';
import type { CheckoutRefusal } from '../domain/refusals';
import type { AttemptResult, OrderMade } from './attempt-order';
import type { Claims } from './ports';

/** What a request for an order came to. */
export interface OrderAnswer<Refusal> {
  /** Null when no order was made. */
  readonly orderId: string | null;
  readonly replayed: boolean;
  readonly refusals: readonly Refusal[];
}

export interface MakeOrderDeps {
  readonly claims: Claims;
  /** How long a repeat waits for the first request with its key. Default 2,000 ms by configuration. */
  readonly waitMs: number;
}

const LOOK_EVERY_MS = 40;

/**
 * Makes an order at most once per key: of requests with one key at the same time one works and the others wait for
 * its answer. A key whose process died is taken over by its next use, with the same order id.
 *
 * @throws AppError `UNAUTHENTICATED` without identity; whatever `attempt` throws.
 */
export async function makeOrderOnce<Refusal>(
  deps: MakeOrderDeps,
  request: ClaimRequest,
  context: OperationContext,
  attempt: (claim: HeldClaim) => Promise<AttemptResult<Refusal | CheckoutRefusal>>,
): Promise<OrderAnswer<Refusal | CheckoutRefusal>> {
  const claim = await claimOrWait(deps, request, context);
  switch (claim.kind) {
    case 'reused':
      return refused({ kind: 'keyReused' });
    case 'inProgress':
      return refused({ kind: 'keyInProgress' });
    case 'replay':
      return replay(claim.outcome);
    case 'claimed':
      return present(await unlessLost(() => attempt(claim)));
  }
}

async function claimOrWait(
  deps: MakeOrderDeps,
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

async function unlessLost<Refusal>(
  attempt: () => Promise<AttemptResult<Refusal | CheckoutRefusal>>,
): Promise<AttemptResult<Refusal | CheckoutRefusal>> {
  try {
    return await attempt();
  } catch (error) {
    // Another request took the key over while this one was slow: it has the answer, not we.
    if (isClaimLost(error)) return { kind: 'refused', refusals: [{ kind: 'keyInProgress' }] };
    throw error;
  }
}

function present<Refusal>(
  result: AttemptResult<Refusal | CheckoutRefusal>,
): OrderAnswer<Refusal | CheckoutRefusal> {
  if (result.kind === 'refused') return { orderId: null, replayed: false, refusals: result.refusals };
  return { ...fromOutcome(result.outcome), replayed: false };
}

function replay(outcome: Readonly<Record<string, unknown>>): OrderAnswer<CheckoutRefusal> {
  const { orderId, declined } = outcome;
  if (typeof orderId !== 'string') throw new AppError('INTERNAL', 'a stored outcome has no order');
  return {
    ...fromOutcome({ orderId, declined: typeof declined === 'string' ? declined : null }),
    replayed: true,
  };
}

function fromOutcome({ orderId, declined }: OrderMade): Omit<OrderAnswer<CheckoutRefusal>, 'replayed'> {
  return { orderId, refusals: declined === null ? [] : [{ kind: 'paymentDeclined', reason: declined }] };
}

function refused(refusal: CheckoutRefusal): OrderAnswer<CheckoutRefusal> {
  return { orderId: null, replayed: false, refusals: [refusal] };
}
