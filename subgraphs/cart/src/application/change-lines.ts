import { badInput } from '@agora/platform/errors';
import { idempotencyScope, isClaimLost, patientClaims } from '@agora/platform/idempotency';
import type { HeldClaim, Idempotency } from '@agora/platform/idempotency';
import { isUuid, newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import { actorOf } from '@agora/platform/auth';
import type { Decide } from '../domain/change';
import { ownsCart } from '../domain/ownership';
import { commitChange } from './commit-change';
import type { CommitDeps } from './commit-change';
import { refused } from './outcome';
import type { CartOutcome } from './outcome';
import type { CommitTrail } from './ports';

export interface ChangeLinesDeps extends CommitDeps {
  readonly idempotency: Idempotency;
}

/** What every mutation of lines has in common. */
export interface ChangeLinesRequest {
  /** The mutation's name: part of the idempotency key. */
  readonly operation: string;
  readonly cartId: string;
  readonly expectedVersion: number | null;
  readonly idempotencyKey: string | null;
  /** What the key stands for: the same key with another input is refused. */
  readonly input: unknown;
  readonly context: OperationContext;
  /** Made after the claim, so that a replay asks nobody anything. */
  prepareDecision(): Promise<Decide>;
}

/**
 * Carries out one mutation of a cart's lines for its owner, once per idempotency key.
 * A cart that is not the viewer's is refused exactly as one that does not exist.
 */
export async function changeLines(deps: ChangeLinesDeps, request: ChangeLinesRequest): Promise<CartOutcome> {
  if (request.idempotencyKey === null) return carryOut(deps, request, null);
  const key = checkedKey(request.idempotencyKey);
  const scope = idempotencyScope(request.context.viewer);
  const claim = await patientClaims(deps.idempotency, request.context.deadline).claim({
    scope,
    operation: request.operation,
    key,
    input: request.input,
  });
  switch (claim.kind) {
    case 'replay':
      return {
        kind: 'committed',
        cartId: String(claim.outcome['cartId']),
        version: Number(claim.outcome['version']),
        replayed: true,
      };
    case 'inProgress':
      return refused({ id: request.cartId }, { kind: 'IDEMPOTENCY_IN_PROGRESS' });
    case 'reused':
      return refused({ id: request.cartId }, { kind: 'IDEMPOTENCY_KEY_REUSED' });
    case 'claimed':
      return claimed(deps, request, claim);
  }
}

async function claimed(
  deps: ChangeLinesDeps,
  request: ChangeLinesRequest,
  claim: HeldClaim,
): Promise<CartOutcome> {
  try {
    const outcome = await carryOut(deps, request, claim);
    // Without effect nothing is stored: the same key may succeed later.
    if (outcome.kind !== 'committed') await deps.idempotency.abandon(claim);
    return outcome;
  } catch (error) {
    if (isClaimLost(error)) return refused({ id: request.cartId }, { kind: 'IDEMPOTENCY_IN_PROGRESS' });
    await deps.idempotency.handBack(claim).catch(() => undefined);
    throw error;
  }
}

async function carryOut(
  deps: ChangeLinesDeps,
  request: ChangeLinesRequest,
  claim: HeldClaim | null,
): Promise<CartOutcome> {
  const { context } = request;
  const cart = isUuid(request.cartId) ? await deps.store.read(request.cartId) : undefined;
  if (cart === undefined || !ownsCart(context.viewer, cart.owner, deps.clock.now()))
    return refused(null, { kind: 'CART_NOT_FOUND' });
  return commitChange(deps, {
    cart,
    expectedVersion: request.expectedVersion,
    decide: await request.prepareDecision(),
    operationId: claim?.operationId ?? newId(),
    claim,
    trail: trailOf(context),
    context,
  });
}

/** Who does it and on which trail. */
export function trailOf(context: OperationContext): CommitTrail {
  return {
    sessionId: context.viewer.sessionId,
    actor: actorOf(context.viewer),
    correlationId: context.correlationId,
    traceparent: context.traceparent,
  };
}

function checkedKey(key: string): string {
  if (key.length < 1 || key.length > 200) throw badInput('idempotencyKey', 'must have 1 to 200 characters');
  return key;
}
