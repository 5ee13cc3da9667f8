import { createHash } from 'node:crypto';
import { fulfillmentOrderShippedV1 } from '@agora/contracts/fulfillment/order-shipped';
import type { FulfillmentOrderShippedV1 } from '@agora/contracts/fulfillment/order-shipped';
import type { Database, Queryable, Statement } from '@agora/platform/database';
import { idFrom } from '@agora/platform/ids';
import { enqueue } from '@agora/platform/outbox';
import type { OutboxEvent } from '@agora/platform/outbox';

/** DUE is shipped at its time, HELD waits for somebody's decision, CLOSED is none of ours. */
export type ShipmentStatus = 'DUE' | 'HELD' | 'CLOSED';

export interface OrderNews {
  readonly orderId: string;
  /** Version of the order: an older one changes nothing. */
  readonly version: number;
  readonly status: ShipmentStatus;
  readonly delayMs: number;
}

const FOLLOW: Statement = {
  name: 'shipment_follow',
  text: `INSERT INTO shipment AS s (order_id, order_version, status, due_at)
    VALUES ($1::uuid, $2, $3::text, CASE WHEN $3::text = 'DUE' THEN now() + $4::bigint * interval '1 ms' END)
    ON CONFLICT (order_id) DO UPDATE
      SET order_version = excluded.order_version, status = excluded.status, due_at = excluded.due_at
      WHERE s.order_version < excluded.order_version AND s.status <> 'SHIPPED'`,
};
const TAKE_DUE: Statement = {
  name: 'shipment_take_due',
  text: `SELECT order_id FROM shipment WHERE status = 'DUE' AND due_at <= now()
    ORDER BY due_at LIMIT $1::int FOR UPDATE SKIP LOCKED`,
};
const SHIP: Statement = {
  name: 'shipment_ship',
  text: `UPDATE shipment s SET status = 'SHIPPED', shipped_at = now(), shipment_id = u.shipment_id, tracking_code = u.code
    FROM unnest($1::uuid[], $2::uuid[], $3::text[]) AS u (order_id, shipment_id, code)
    WHERE s.order_id = u.order_id
    RETURNING s.order_id, s.shipment_id, s.tracking_code, s.shipped_at`,
};

interface ShippedRow {
  readonly order_id: string;
  readonly shipment_id: string;
  readonly tracking_code: string;
  readonly shipped_at: Date;
}

/** Takes over what became of an order. What has left the warehouse stays shipped. */
export async function followOrder(tx: Queryable, news: OrderNews): Promise<void> {
  await tx.query(FOLLOW, [news.orderId, news.version, news.status, news.delayMs]);
}

/**
 * Ships orders whose time has come, each once, and enqueues the event of each in the same transaction. Safe to run in
 * several processes. Returns how many, at most `limit`.
 */
export function shipDue(database: Pick<Database, 'inTransaction'>, limit: number): Promise<number> {
  return database.inTransaction(async (tx) => {
    const due = await tx.query<{ order_id: string }>(TAKE_DUE, [limit]);
    const ids = due.map((row) => row.order_id);
    if (ids.length === 0) return 0;
    const shipped = await tx.query<ShippedRow>(SHIP, [ids, ids.map(shipmentId), ids.map(trackingCode)]);
    await enqueue(tx, shipped.map(eventOf));
    return shipped.length;
  });
}

function shipmentId(orderId: string): string {
  return idFrom(`shipment:${orderId}`);
}

function trackingCode(orderId: string): string {
  const digits = createHash('sha256').update(`tracking:${orderId}`).digest('hex').slice(0, 10).toUpperCase();
  return `AG${digits}`;
}

function eventOf(row: ShippedRow): OutboxEvent {
  const payload: FulfillmentOrderShippedV1 = {
    order_id: row.order_id,
    shipment_id: row.shipment_id,
    tracking_code: row.tracking_code,
    shipped_at: row.shipped_at.toISOString(),
  };
  return {
    eventId: idFrom(`fulfillment.order.shipped:${row.order_id}`),
    type: fulfillmentOrderShippedV1.type,
    aggregateId: row.order_id,
    aggregateVersion: 1,
    payload,
    headers: {},
  };
}
