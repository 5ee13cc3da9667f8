import type { Queryable } from '@agora/platform/database';
import { idFrom } from '@agora/platform/ids';
import { DAY_MS, MINUTE_MS } from '@agora/platform/time';
import { insertRows } from './insert-rows';
import type { Row } from './insert-rows';
import { REGION_LIST } from './shop/regions';
import type { SeedShop } from './shop/shop';
import type { SeedHold, SeedStock } from './shop/stock';

/** When the first delivery came: before the oldest order. */
const DELIVERED_DAYS_AGO = 120;
/** How long a hold may slide in all. */
const HOLD_CAP_MS = 60 * MINUTE_MS;

/** Locations, stock with its history, and what carts and orders have of it. */
export async function writeInventory(tx: Queryable, { stock, holds, now }: SeedShop): Promise<void> {
  await insertRows(
    tx,
    'location',
    REGION_LIST.flatMap(({ code, locations }) =>
      locations.map((location, index) => ({ code: location, region: code, allocation_order: index + 1 })),
    ),
  );
  await insertRows(tx, 'stock', stock.map(stockRow));
  const deliveredAt = new Date(now.getTime() - DELIVERED_DAYS_AGO * DAY_MS);
  await insertRows(
    tx,
    'stock_adjustment',
    stock.flatMap((row) => adjustmentRows(row, deliveredAt)),
  );
  await insertRows(tx, 'hold', holds.map(holdRow));
  await insertRows(
    tx,
    'hold_line',
    holds.flatMap(({ id, location, lines }) =>
      lines.map(({ sku, quantity }) => ({ hold_id: id, sku, location, quantity, backordered: 0 })),
    ),
  );
  await insertRows(
    tx,
    'hold_target',
    holds
      .filter(({ type }) => type === 'CART')
      .flatMap(({ id, lines }) =>
        lines.map(({ sku, quantity, cartVersion }) => ({
          hold_id: id,
          sku,
          quantity,
          cart_version: cartVersion,
        })),
      ),
  );
}

function onHand({ available, held, allocated }: SeedStock): number {
  return available + held + allocated;
}

function stockRow(row: SeedStock): Row {
  const { sku, location, available, held, allocated, backorderable } = row;
  return {
    sku,
    location,
    on_hand: onHand(row),
    available,
    held,
    allocated,
    safety_stock: 0,
    backorderable,
    backorder_limit: backorderable ? 50 : 0,
    backordered: 0,
    low_stock_threshold: 10,
    version: 1 + row.departures.length,
  };
}

// The first delivery was as much as is there now and has left since; each departure is told with what was left.
function adjustmentRows(row: SeedStock, deliveredAt: Date): Row[] {
  const { sku, location, departures } = row;
  let left = departures.reduce((sum, { quantity }) => sum + quantity, onHand(row));
  const base = { sku, location };
  const delivery = {
    ...base,
    id: idFrom(`adjustment:${location}:${sku}`),
    kind: 'SET',
    delta: left,
    on_hand_after: left,
    reason: 'first delivery',
    reference: null as string | null,
    actor: 'system',
    at: deliveredAt,
  };
  const gone = departures.map(({ orderId, quantity, at }) => {
    left -= quantity;
    return {
      ...base,
      id: idFrom(`adjustment:${location}:${sku}:${orderId}`),
      kind: 'COMMIT',
      delta: -quantity,
      on_hand_after: left,
      reason: null,
      reference: orderId,
      actor: 'service:order',
      at,
    };
  });
  return [delivery, ...gone];
}

function holdRow(hold: SeedHold): Row {
  return {
    id: hold.id,
    owner_id: hold.ownerId,
    type: hold.type,
    status: hold.status,
    region: hold.region,
    version: 1,
    floor_version: 0,
    cart_id: hold.cart?.id ?? null,
    cart_version: hold.cart?.version ?? null,
    expires_at: hold.expiresAt,
    hard_cap_at: hold.expiresAt === null ? null : new Date(hold.createdAt.getTime() + HOLD_CAP_MS),
    wake_at: hold.expiresAt,
    created_at: hold.createdAt,
    updated_at: hold.createdAt,
  };
}
