import type { AuditedDatabases } from '@agora/auditor/audited-databases';

/** A change of a cart that its shopper was told is committed. */
export interface ToldChange {
  readonly cartId: string;
  readonly version: number;
  readonly cause: 'LINES_ADDED' | 'LINES_UPDATED' | 'LINES_REMOVED';
  readonly sku: string;
}

/** An order that its shopper was told of. */
export interface ToldOrder {
  readonly id: string;
  readonly status: string;
}

/** What shoppers were told, to be held against what is there. */
export class Ledger {
  readonly changes: ToldChange[] = [];
  readonly orders: ToldOrder[] = [];
  private readonly counts = new Map<string, number>();

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  /** What was done, and how often, in the order of the names. */
  get counted(): readonly (readonly [string, number])[] {
    return [...this.counts].sort(([left], [right]) => left.localeCompare(right));
  }

  /**
   * Every change is in its cart's log under the version that was told, with its sku; every order is there, and one that was told
   * to be confirmed is not cancelled, one that was told to be cancelled is.
   * @returns what is not so.
   */
  async lost(databases: AuditedDatabases): Promise<string[]> {
    return [...(await this.lostChanges(databases)), ...(await this.lostOrders(databases))];
  }

  private async lostChanges(databases: AuditedDatabases): Promise<string[]> {
    const rows = await databases.rows<{ cart_id: string; version: number; cause: string; skus: string[] }>(
      'cart',
      `SELECT e.cart_id, e.version, e.cause, ARRAY(SELECT x->>'sku' FROM jsonb_array_elements(CASE jsonb_typeof(e.changes) WHEN 'array' THEN e.changes ELSE '[]' END) x) AS skus
       FROM cart_event e WHERE e.cart_id = ANY ($1::uuid[])`,
      [[...new Set(this.changes.map(({ cartId }) => cartId))]],
    );
    const log = new Map(rows.map((row) => [`${row.cart_id} ${String(row.version)}`, row]));
    return this.changes.flatMap(({ cartId, version, cause, sku }) => {
      const entry = log.get(`${cartId} ${String(version)}`);
      return entry?.cause === cause && entry.skus.includes(sku)
        ? []
        : [
            `${cause} of ${sku} was told to be version ${String(version)} of cart ${cartId}; there: ${entry?.cause ?? 'nothing'}`,
          ];
    });
  }

  private async lostOrders(databases: AuditedDatabases): Promise<string[]> {
    const rows = await databases.rows<{ id: string; status: string }>(
      'order',
      'SELECT id, status FROM orders WHERE id = ANY ($1::uuid[])',
      [this.orders.map(({ id }) => id)],
    );
    const there = new Map(rows.map(({ id, status }) => [id, status]));
    return this.orders.flatMap(({ id, status }) => {
      const now = there.get(id);
      if (now === undefined) return [`order ${id} was told to be ${status} and is not there`];
      const isOtherwise =
        status === 'CONFIRMED' ? now === 'CANCELLED' : status === 'CANCELLED' && now !== status;
      return isOtherwise ? [`order ${id} was told to be ${status} and is ${now}`] : [];
    });
  }
}
