import type { Queryable } from '@agora/platform/database';

/** A row as JSON knows it: column names as in the table; dates, bigints, lists and objects are converted. */
export type Row = Readonly<Record<string, unknown>>;

const ROWS_PER_STATEMENT = 2_000;

/**
 * Writes rows in few statements: the table's own row type reads the values, so every column type is right. All rows
 * have the columns of the first one; columns that are not named get their defaults. Names come from code only.
 */
export async function insertRows(tx: Queryable, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
    const json = JSON.stringify(rows.slice(start, start + ROWS_PER_STATEMENT), digitsOfBigInt);
    await tx.query(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      [json],
    );
  }
}

function digitsOfBigInt(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
