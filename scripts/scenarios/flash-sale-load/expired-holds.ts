import type { OwnShop } from '../own-shop/own-shop';

export interface ExpiredHolds {
  readonly holds: number;
  readonly units: number;
}

/** Holds that ended by themselves from a moment of the shop's clock on, as the shop announced it. */
export async function expiredHolds(shop: OwnShop, since: Date): Promise<ExpiredHolds> {
  const [row] = await shop.busRows<ExpiredHolds>(
    `SELECT count(*)::int AS holds, COALESCE(sum(u.units), 0)::int AS units
     FROM event_log.message m JOIN event_log.partition p ON p.id = m.partition_id
     CROSS JOIN LATERAL (
       SELECT sum((l ->> 'quantity')::int) AS units
       FROM jsonb_array_elements(convert_from(m.value, 'UTF8')::jsonb -> 'payload' -> 'lines') AS l) u
     WHERE p.topic = 'inventory.reservation.expired.v1' AND m.appended_at >= $1`,
    [since],
  );
  return row ?? { holds: 0, units: 0 };
}

export async function shopTime(shop: OwnShop): Promise<Date> {
  const [row] = await shop.busRows<{ now: Date }>('SELECT clock_timestamp() AS now');
  if (row === undefined) throw new Error('The event log does not say what time it is.');
  return row.now;
}
