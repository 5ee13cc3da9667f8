import type { Queryable, Statement } from '@agora/platform/database';
import type { CartCommit } from '../application/ports';
import { linesChanged } from '../events/published';
import { runCommit, tailSql, tailValues } from './commit-tail';

// $1 cart, $2 version decided on, $3 how long the row is kept in ms.
const DELETE_CART: Statement = {
  name: 'cart_commit_deletion',
  text: `WITH c AS (
      UPDATE cart SET version = version + 1, priced_version = version + 1, status = 'EXPIRED', line_count = 0, total_quantity = 0,
        cost = NULL, note = NULL, name = NULL, buyer = NULL, attributes = '[]', reserved_until = NULL, abandoned_at = NULL,
        wake_at = now() + $3::bigint * interval '1 ms', updated_at = now(), expires_at = now()
      WHERE id = $1::uuid AND version = $2::int AND status IN ('ACTIVE', 'ABANDONED', 'SAVED') RETURNING id, version),
    l AS (DELETE FROM cart_line l USING c WHERE l.cart_id = c.id),
    b AS (DELETE FROM cart_backup b USING c WHERE b.cart_id = c.id),
    ${tailSql(4)}`,
};

/**
 * Empties and closes a cart on the state it was decided on; the event gives its stock back.
 * @returns false when the cart moved on meanwhile.
 * @throws ClaimLostError when the claim is no longer the caller's.
 */
export async function commitDeletion(
  queryable: Queryable,
  commit: CartCommit,
  keptMs: number,
): Promise<boolean> {
  const { cart, claim, trail } = commit;
  const change = { cause: 'CLEARED', lines: [], removed: cart.lines, resulting: [] } as const;
  const event = linesChanged({ cart, change, operationId: null, trail });
  const lineIds = cart.lines.map(({ id }) => id);
  const changes = event.payload['lines'];
  const tail = tailValues({ cause: 'CLEARED', lineIds, changes, events: [event], claim, trail });
  const values = [cart.id, cart.version, keptMs, ...tail];
  return (await runCommit(queryable, DELETE_CART, values)) !== undefined;
}
