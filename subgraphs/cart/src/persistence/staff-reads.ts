import { actorOf } from '@agora/platform/auth';
import type { Queryable, Statement } from '@agora/platform/database';
import { newId } from '@agora/platform/ids';
import type { StaffReads } from '../application/list-ports';

const INSERT: Statement = {
  name: 'cart_staff_reads',
  text: `INSERT INTO audit_log (id, actor, action, entity, correlation_id)
    SELECT r.id, $3, 'cartRead', 'cart:' || r.cart_id, $4 FROM unnest($1::uuid[], $2::uuid[]) AS r (id, cart_id)`,
};

/** {@link StaffReads} in `audit_log`, one statement for all carts of a batch. */
export function createStaffReads(database: Queryable): StaffReads {
  return {
    record: async (cartIds, { viewer, correlationId }) => {
      const ids = cartIds.map(() => newId());
      await database.query(INSERT, [ids, [...cartIds], actorOf(viewer), correlationId]);
    },
  };
}
