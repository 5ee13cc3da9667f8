import type { Queryable, Statement } from '@agora/platform/database';
import type { HoldCommit } from '../application/ports';
import { toStoredWarnings } from '../application/stored-answer';
import { holdChanged } from '../events/published';
import { runCommit, tailSql, tailValues } from './commit-tail';
import { fromProblems } from './problem-json';

// $1 cart, $2 version decided on, $3 until when inventory holds it, $4 lines that are held again, $5 life in ms, $6 problems.
const COMMIT_HOLD: Statement = {
  name: 'cart_commit_hold',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, priced_version = CASE WHEN priced_version = version THEN version + 1 ELSE priced_version END,
        status = 'ACTIVE', reserved_until = $3::timestamptz, problems = $6::jsonb, abandoned_at = NULL,
        wake_at = CASE WHEN status = 'ABANDONED' THEN now() ELSE wake_at END,
        last_activity_at = now(), updated_at = now(), expires_at = now() + $5::bigint * interval '1 ms'
      WHERE id = $1::uuid AND version = $2::int AND status IN ('ACTIVE', 'ABANDONED') RETURNING id, version),
    l AS (UPDATE cart_line l SET reserved_at = now() FROM c WHERE l.cart_id = c.id AND l.id = ANY ($4::uuid[])),
    ${tailSql(7)}`,
};

/**
 * Commits that a cart's stock is held for longer, and confirms the operation that holds what had lapsed.
 * @returns false when the cart moved on meanwhile.
 * @throws ClaimLostError when the claim is no longer the caller's.
 */
export async function commitHold(queryable: Queryable, commit: HoldCommit, lifeMs: number): Promise<boolean> {
  const { cart, operationId, heldLineIds, reservedUntil, claim, trail } = commit;
  const event = holdChanged(cart, { cause: 'UPDATED', operationId, isHeld: true }, trail);
  const tail = {
    cause: 'UPDATED',
    operationId,
    lineIds: heldLineIds,
    events: [event],
    warnings: toStoredWarnings(cart.problems, commit.problems),
    rejections: commit.rejections,
    claim,
    trail,
  } as const;
  const problems = JSON.stringify(fromProblems(commit.problems));
  const values = [cart.id, cart.version, reservedUntil, heldLineIds, lifeMs, problems];
  return (await runCommit(queryable, COMMIT_HOLD, [...values, ...tailValues(tail)])) !== undefined;
}
