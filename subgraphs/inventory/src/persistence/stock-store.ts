import type { Database, Statement } from '@agora/platform/database';
import { newId } from '@agora/platform/ids';
import type { StockStore } from '../application/stock-ports';
import { saveLocation } from './location-writes';
import { setPolicy } from './policy-writes';
import { writeStock } from './stock-writes';

const AUDIT: Statement = {
  name: 'audit_append',
  text: 'INSERT INTO audit_log (id, actor, action, entity, correlation_id) VALUES ($1::uuid, $2, $3, $4, $5)',
};

/** @param onCommitted Called after each commit: there may be events to send. */
export function createStockStore(
  database: Pick<Database, 'inTransaction'>,
  onCommitted: () => void = () => undefined,
): StockStore {
  return {
    inTransaction: async (work) => {
      const result = await database.inTransaction((tx) =>
        work({
          queryable: tx,
          write: (write, headers) => writeStock(tx, write, headers),
          setPolicy: (write, headers) => setPolicy(tx, write, headers),
          saveLocation: (location) => saveLocation(tx, location),
          audit: async ({ actor, action, entity, correlationId }) => {
            await tx.query(AUDIT, [newId(), actor, action, entity, correlationId]);
          },
        }),
      );
      onCommitted();
      return result;
    },
  };
}
