import type { Queryable, Statement } from '@agora/platform/database';
import type { EventHeaders } from '@agora/platform/outbox';
import type { PolicyAnswer, PolicyWrite } from '../application/stock-ports';
import { STOCK_COLUMNS, toStockLevel } from './stock-row';
import type { StockRow } from './stock-row';

const SET_POLICY: Statement = {
  name: 'inventory_set_policy',
  text: `SELECT p.outcome, ${STOCK_COLUMNS}
    FROM inventory_set_policy($1, $2, $3, $4, $5, $6, $7, $8::jsonb) p
    CROSS JOIN LATERAL (SELECT (p.level).*) s
    LEFT JOIN location l ON l.code = s.location`,
};

type PolicyRow = { readonly outcome: 'WRITTEN' | 'UNKNOWN' | 'CHANGED' } & StockRow;

/** Changes how one stock row is sold, with its events. A refusal has written nothing. */
export async function setPolicy(
  tx: Queryable,
  write: PolicyWrite,
  headers: EventHeaders,
): Promise<PolicyAnswer> {
  const [row] = await tx.query<PolicyRow>(SET_POLICY, [
    write.sku,
    write.location,
    write.safetyStock ?? null,
    write.backorderable ?? null,
    write.backorderLimit ?? null,
    write.lowStockThreshold ?? null,
    write.expectedVersion ?? null,
    JSON.stringify(headers),
  ]);
  if (row === undefined) throw new Error('inventory_set_policy answered nothing');
  switch (row.outcome) {
    case 'WRITTEN':
      return { kind: 'written', level: toStockLevel(row) };
    case 'CHANGED':
      return { kind: 'versionChanged', currentVersion: row.version };
    case 'UNKNOWN':
      return { kind: 'unknownStock' };
  }
}
