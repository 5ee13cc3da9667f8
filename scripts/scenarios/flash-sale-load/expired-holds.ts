import { eventSchemas } from '@agora/contracts/published-schemas';
import { createAvroCodec } from '@agora/platform/eventing';
import type { OwnShop } from '../own-shop/own-shop';

export interface ExpiredHolds {
  readonly holds: number;
  readonly units: number;
}

interface ExpiredPayload {
  readonly lines: readonly { readonly quantity: number }[];
}

/** Holds that ended by themselves from a moment of the shop's clock on, as the shop announced it. */
export async function expiredHolds(shop: OwnShop, since: Date): Promise<ExpiredHolds> {
  const messages = await shop.busRows<{ value: Buffer }>(
    `SELECT m.value FROM event_log.message m JOIN event_log.partition p ON p.id = m.partition_id
     WHERE p.topic = 'inventory.reservation.expired.v1' AND m.appended_at >= $1`,
    [since],
  );
  const codec = createAvroCodec({ schemas: eventSchemas() });
  let units = 0;
  for (const { value } of messages) {
    const { lines } = (await codec.decode(value)).payload as unknown as ExpiredPayload;
    units += lines.reduce((sum, { quantity }) => sum + quantity, 0);
  }
  return { holds: messages.length, units };
}

export async function shopTime(shop: OwnShop): Promise<Date> {
  const [row] = await shop.busRows<{ now: Date }>('SELECT clock_timestamp() AS now');
  if (row === undefined) throw new Error('The event log does not say what time it is.');
  return row.now;
}
