import type { Queryable, Statement } from '@agora/platform/database';
import type { EventHeaders } from '@agora/platform/outbox';
import type { StockRequestLine } from '../domain/stock-request';

const RETURN_GOODS: Statement = {
  name: 'inventory_return_goods',
  text: 'SELECT inventory_return_goods($1::uuid, $2, $3::text[], $4::int[], $5::jsonb) AS units',
};

export interface ReturnCommand {
  readonly orderId: string;
  /** At most what left with the order and did not come back yet; undefined for all of it. */
  readonly lines: readonly StockRequestLine[] | undefined;
  readonly actor: string;
}

/**
 * Puts goods that had left with an order back on the shelves they came from. Without `lines` nothing is owed to the
 * order any more either. Not idempotent: for use inside an event's transaction.
 * @returns how many units came back.
 */
export async function returnGoods(
  database: Queryable,
  { orderId, lines, actor }: ReturnCommand,
  headers: EventHeaders,
): Promise<number> {
  const [row] = await database.query<{ units: number }>(RETURN_GOODS, [
    orderId,
    actor,
    lines?.map(({ sku }) => sku) ?? null,
    lines?.map(({ quantity }) => quantity) ?? null,
    JSON.stringify(headers),
  ]);
  return row?.units ?? 0;
}
