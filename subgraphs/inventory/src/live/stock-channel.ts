import { inventoryStockChangedV1 } from '@agora/contracts/inventory/stock-changed';
import { inventoryStockDepletedV1 } from '@agora/contracts/inventory/stock-depleted';
import { counter } from '@agora/platform/metrics';
import type { OutboxRow } from '@agora/platform/outbox';
import type { PubSub } from '@agora/platform/pubsub';

const pokes = counter({
  name: 'inventory_live_pokes_total',
  help: 'Messages that told watchers of a change of stock that a shopper can see',
  labelNames: ['result'],
});

const VISIBLE: ReadonlySet<string> = new Set([inventoryStockChangedV1.type, inventoryStockDepletedV1.type]);

/** The channel of one sku; the port adds its prefix. */
export function stockChannel(sku: string): string {
  return `stock.${sku}`;
}

/**
 * Tells watchers of the sku that a relayed row is about: `{ id: sku, version }` with the version of the row. Rows of
 * other events are passed over. A change that is no event cannot be seen by a shopper, so nobody is told of it.
 * @throws when pub/sub is not reachable; the relay calls again before it deletes the row.
 */
export async function pokeStock(
  pubsub: PubSub,
  row: Pick<OutboxRow, 'type' | 'payload' | 'aggregate_version'>,
): Promise<void> {
  const sku = row.payload['sku'];
  if (!VISIBLE.has(row.type) || typeof sku !== 'string') return;
  try {
    await pubsub.publish(stockChannel(sku), { id: sku, version: row.aggregate_version });
    pokes.inc({ result: 'sent' });
  } catch (error) {
    pokes.inc({ result: 'failed' });
    throw error;
  }
}
