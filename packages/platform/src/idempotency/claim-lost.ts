/** The SQLSTATE that `idempotency_claim_lost()` raises. */
const CLAIM_LOST_STATE = 'AG002';

/**
 * The writer no longer owns its claim: the lease ended, or another request took it over. Its transaction must
 * roll back, and it must not undo remote effects, which now belong to the new owner. Answer
 * `IDEMPOTENCY_IN_PROGRESS`: the same request, sent again, finds the outcome.
 */
export class ClaimLostError extends Error {
  readonly code = CLAIM_LOST_STATE;

  constructor() {
    super('the idempotency claim was lost');
    this.name = 'ClaimLostError';
  }
}

/** Whether an error, thrown here or raised inside a statement, says that the claim was lost. Looks through causes. */
export function isClaimLost(error: unknown): boolean {
  for (let current: unknown = error, depth = 0; current != null && depth < 5; depth += 1) {
    if ((current as { code?: unknown }).code === CLAIM_LOST_STATE) return true;
    current = (current as { cause?: unknown }).cause;
  }
  return false;
}
