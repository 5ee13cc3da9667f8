import type { Queryable, Statement } from '@agora/platform/database';
import type { EventHeaders } from '@agora/platform/outbox';
import type { StockWrite, StockWriteAnswer } from '../application/stock-ports';
import { STOCK_COLUMNS, toStockLevel } from './stock-row';
import type { StockRow } from './stock-row';

const WRITE: Statement = {
  name: 'inventory_write_stock',
  text: `SELECT w.outcome, w.reserved, ${STOCK_COLUMNS}
    FROM inventory_write_stock($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb) w
    CROSS JOIN LATERAL (SELECT (w.level).*) s
    LEFT JOIN location l ON l.code = s.location`,
};

type Outcome = 'WRITTEN' | 'CHANGED' | 'BELOW_RESERVED' | 'UNKNOWN_LOCATION' | 'TOO_MUCH';
type WriteRow = { readonly outcome: Outcome; readonly reserved: number } & {
  readonly [K in keyof StockRow]: StockRow[K] | null;
};

/** Sets or adjusts the count of one stock row, with its history row and events. A refusal has written nothing. */
export async function writeStock(
  tx: Queryable,
  write: StockWrite,
  headers: EventHeaders,
): Promise<StockWriteAnswer> {
  const [row] = await tx.query<WriteRow>(WRITE, [
    write.sku,
    write.location,
    write.kind,
    write.amount,
    write.expected ?? null,
    write.reason ?? null,
    write.actor,
    write.reference ?? null,
    JSON.stringify(headers),
  ]);
  if (row === undefined) throw new Error('inventory_write_stock answered nothing');
  const level = row.sku === null ? undefined : toStockLevel(row as StockRow);
  switch (row.outcome) {
    case 'WRITTEN':
      if (level === undefined) throw new Error('inventory_write_stock wrote no row');
      return { kind: 'written', level };
    case 'CHANGED':
      return { kind: 'changed', level };
    case 'BELOW_RESERVED':
      return { kind: 'belowReserved', level, reserved: row.reserved };
    case 'UNKNOWN_LOCATION':
      return { kind: 'unknownLocation' };
    case 'TOO_MUCH':
      return { kind: 'tooMuch' };
  }
}
