import { actorOf } from '@agora/platform/auth';
import type { Queryable, Statement } from '@agora/platform/database';
import { newId } from '@agora/platform/ids';
import type { StaffReads } from '../application/ports';

const INSERT: Statement = {
  name: 'order_staff_reads',
  text: `INSERT INTO audit_log (id, actor, action, entity, correlation_id)
    SELECT r.id, $3, 'orderRead', 'order:' || r.order_id, $4 FROM unnest($1::uuid[], $2::uuid[]) AS r (id, order_id)`,
};

/** {@link StaffReads} in `audit_log`, one statement for all orders of a batch. */
export function createStaffReads(database: Queryable): StaffReads {
  return {
    record: async (orderIds, { viewer, correlationId }) => {
      const ids = orderIds.map(() => newId());
      await database.query(INSERT, [ids, [...orderIds], actorOf(viewer), correlationId]);
    },
  };
}
