import { AppError } from '@agora/platform/errors';
import { idempotencyScope, isClaimLost } from '@agora/platform/idempotency';
import type { HeldClaim } from '@agora/platform/idempotency';
import type { OperationContext } from '@agora/platform/server';
import type { Claims, Completion, OrderStore, OrderWithPayment } from '../ports';
import { canRead } from '../visibility';
import { refused } from './order-outcome';
import type { OrderOutcome } from './order-outcome';

export interface ChangeOrderDeps {
  readonly orders: Pick<OrderStore, 'find'>;
  readonly claims: Claims;
}

export interface OrderRequest {
  /** The mutation: keys of different ones do not meet. */
  readonly operation: string;
  readonly orderId: string;
  /** Without one, a repeat is a request of its own. */
  readonly idempotencyKey: string | null;
  /** What the same key must ask for again. */
  readonly input: unknown;
  readonly context: OperationContext;
}

/** Changes the order; `completion` is to be stored with the change. */
export type ChangeOrder = (
  current: OrderWithPayment,
  completion: Completion | undefined,
) => Promise<OrderOutcome>;

/**
 * Changes an order the viewer may see, at most once per key. A refusal or a fault gives the key back.
 *
 * @throws AppError `NOT_FOUND` for an order that is missing or somebody else's; whatever `change` throws.
 */
export async function changeOrderOnce(
  deps: ChangeOrderDeps,
  request: OrderRequest,
  change: ChangeOrder,
): Promise<OrderOutcome> {
  const current = await deps.orders.find(request.orderId);
  if (current === undefined || !canRead(request.context.viewer, current.order))
    throw new AppError('NOT_FOUND', 'There is no such order');
  const { operation, orderId, idempotencyKey: key, input, context } = request;
  if (key === null) return change(current, undefined);
  const claim = await deps.claims.claim({ scope: idempotencyScope(context.viewer), operation, key, input });
  switch (claim.kind) {
    case 'replay':
      return { kind: 'changed', orderId, replayed: true };
    case 'reused':
      return refused(orderId, { kind: 'keyReused' });
    case 'inProgress':
      return refused(orderId, { kind: 'keyInProgress' });
    case 'claimed':
      return withClaim(deps.claims, { claim, outcome: { orderId } }, (completion) =>
        change(current, completion),
      );
  }
}

async function withClaim(
  claims: Claims,
  completion: Completion & { readonly claim: HeldClaim },
  work: (completion: Completion) => Promise<OrderOutcome>,
): Promise<OrderOutcome> {
  try {
    const outcome = await work(completion);
    if (outcome.kind === 'refused') await claims.abandon(completion.claim);
    return outcome;
  } catch (error) {
    if (isClaimLost(error)) return refused(String(completion.outcome['orderId']), { kind: 'keyInProgress' });
    await claims.abandon(completion.claim);
    throw error;
  }
}
