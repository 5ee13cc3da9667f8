import type { Database, Queryable, Statement } from '@agora/platform/database';
import type { RestoringCommit, SavingCommit } from '../application/ports';
import { toStoredWarnings } from '../application/stored-answer';
import { holdChanged } from '../events/published';
import { runCommit, tailSql, tailValues } from './commit-tail';
import { Moved, orMoved } from './or-moved';
import { fromProblems } from './problem-json';

// $1 cart, $2 version decided on, $3 name or null, $4 life in ms.
const SAVE: Statement = {
  name: 'cart_commit_saving',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, priced_version = CASE WHEN priced_version = version THEN version + 1 ELSE priced_version END,
        status = 'SAVED', name = coalesce($3, name), reserved_until = NULL, abandoned_at = NULL, last_activity_at = now(), updated_at = now(),
        expires_at = now() + $4::bigint * interval '1 ms', wake_at = now() + $4::bigint * interval '1 ms'
      WHERE id = $1::uuid AND version = $2::int AND status IN ('ACTIVE', 'ABANDONED') RETURNING id, version),
    l AS (UPDATE cart_line l SET reserved_at = NULL FROM c WHERE l.cart_id = c.id AND l.reserved_at IS NOT NULL),
    ${tailSql(5)}`,
};

// $1 cart, $2 version decided on, $3 until when inventory holds it or null, $4 lines that are held, $5 life in ms, $6 problems. The cost
// stays that of the version before: the cart is an estimate until it is priced again.
const RESTORE: Statement = {
  name: 'cart_commit_restoring',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, status = 'ACTIVE', reserved_until = $3::timestamptz, problems = $6::jsonb, last_activity_at = now(), updated_at = now(),
        expires_at = now() + $5::bigint * interval '1 ms', wake_at = now()
      WHERE id = $1::uuid AND version = $2::int AND status = 'SAVED' RETURNING id, version),
    l AS (UPDATE cart_line l SET reserved_at = now() FROM c WHERE l.cart_id = c.id AND l.id = ANY ($4::uuid[])),
    ${tailSql(7)}`,
};

const LOCK_BOTH: Statement = {
  name: 'cart_lock_in_order',
  text: `SELECT id FROM cart WHERE id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
};

/** Locks carts in the one order in which several are ever locked. */
export async function lockInOrder(tx: Queryable, cartIds: readonly string[]): Promise<void> {
  await tx.query(LOCK_BOTH, [cartIds]);
}

/**
 * Puts a cart aside on the state it was decided on; the event gives its stock back.
 * @returns false when the cart moved on meanwhile.
 * @throws ClaimLostError when the claim is no longer the caller's.
 */
export async function commitSaving(
  queryable: Queryable,
  commit: SavingCommit,
  lifeMs: number,
): Promise<boolean> {
  const { cart, name, claim, trail } = commit;
  const event = holdChanged(cart, { cause: 'SAVED', operationId: null, isHeld: false }, trail);
  const tail = tailValues({ cause: 'SAVED', events: [event], claim, trail });
  return (await runCommit(queryable, SAVE, [cart.id, cart.version, name, lifeMs, ...tail])) !== undefined;
}

/**
 * Takes a cart up again and puts the one that is open aside, both or neither, both locked first.
 * @returns false when one of them moved on meanwhile, or another cart was opened.
 * @throws ClaimLostError when the claim is no longer the caller's.
 */
export async function commitRestoring(
  database: Database,
  commit: RestoringCommit,
  lifeMs: number,
): Promise<boolean> {
  const { cart, current, trail } = commit;
  return orMoved(() =>
    database.inTransaction(async (tx) => {
      await lockInOrder(tx, current === null ? [cart.id] : [cart.id, current.id]);
      const aside = { name: null, claim: null, trail };
      if (current !== null && !(await commitSaving(tx, { cart: current, ...aside }, lifeMs)))
        throw new Moved();
      if (!(await restore(tx, commit, lifeMs))) throw new Moved();
    }),
  );
}

async function restore(tx: Queryable, commit: RestoringCommit, lifeMs: number): Promise<boolean> {
  const { cart, operationId, heldLineIds, reservedUntil, claim, trail } = commit;
  const event = holdChanged(cart, { cause: 'RESTORED', operationId, isHeld: true }, trail);
  const tail = {
    cause: 'RESTORED',
    operationId,
    lineIds: heldLineIds,
    events: [event],
    warnings: toStoredWarnings(cart.problems, commit.problems),
    rejections: commit.rejections,
    claim,
    trail,
  } as const;
  const problems = JSON.stringify(fromProblems(commit.problems));
  const values = [cart.id, cart.version, reservedUntil, heldLineIds, lifeMs, problems, ...tailValues(tail)];
  return (await runCommit(tx, RESTORE, values)) !== undefined;
}
