import type { SnapshotCache } from '@agora/platform/cache';
import type { Queryable, Statement } from '@agora/platform/database';
import { counter } from '@agora/platform/metrics';
import { LRUCache } from 'lru-cache';
import type { StoredCart } from '../application/ports';
import { toStoredCart } from './mapping';
import type { CartRow } from './mapping';
import { CART_COLUMNS, LINES_COLUMN, readCarts } from './read-cart';

const lookups = counter({
  name: 'cart_cache_total',
  help: 'Reads of carts by whether lines and cost came from the snapshot cache',
  labelNames: ['result'],
});

// Everything small is read fresh, the version with it; what is large only when it is not of the version that is at hand.
const READ_NEWER: Statement = {
  name: 'cart_read_newer',
  text: `SELECT ${CART_COLUMNS}, CASE WHEN c.version = k.version THEN NULL ELSE c.cost END AS cost,
      CASE WHEN c.version = k.version THEN NULL ELSE ${LINES_COLUMN} END AS lines
    FROM unnest($1::uuid[], $2::int[]) AS k (id, version) JOIN cart c ON c.id = k.id LEFT JOIN session s ON s.id = c.session_id`,
};

type NewerRow = Omit<CartRow, 'lines'> & { readonly lines: CartRow['lines'] | null };
type Snapshot = Pick<CartRow, 'cost' | 'lines'>;

/** What this process knows of a cart's newest snapshot: a hint that the database confirms or not. */
interface Seen {
  readonly version: number;
  readonly isStored: boolean;
}

const SEEN_CARTS = 20_000;

export interface SnapshotOptions {
  readonly snapshots: SnapshotCache;
  /** How long a snapshot is kept, seconds. */
  readonly ttlSeconds: number;
}

/**
 * Reads carts with lines and cost from snapshots by version. A version never changes, so nothing has to be invalidated; the
 * database says which version is the newest, and without the cache it says everything. One statement; a second one only
 * when a snapshot is gone. A version is stored when it is read a second time: those that are read once cost nothing.
 */
export class SnapshotReader {
  private readonly seen = new LRUCache<string, Seen>({ max: SEEN_CARTS });

  constructor(
    private readonly database: Queryable,
    private readonly options: SnapshotOptions,
  ) {}

  async read(cartIds: readonly string[]): Promise<Map<string, StoredCart>> {
    const stored = cartIds.map((id) => {
      const seen = this.seen.get(id);
      return seen?.isStored === true ? seen.version : null;
    });
    const rows = await this.database.query<NewerRow>(READ_NEWER, [cartIds, stored]);
    const carts = new Map<string, StoredCart>();
    const gone: string[] = [];
    const snapshots = await Promise.all(rows.map((row) => this.snapshotOf(row)));
    rows.forEach((row, index) => {
      const snapshot = snapshots[index];
      if (snapshot === undefined) gone.push(row.id);
      else carts.set(row.id, toStoredCart({ ...row, ...snapshot }));
    });
    if (gone.length === 0) return carts;
    for (const [id, cart] of await readCarts(this.database, gone)) {
      this.seen.delete(id);
      carts.set(id, cart);
    }
    return carts;
  }

  private async snapshotOf(row: NewerRow): Promise<Snapshot | undefined> {
    const key = `agora:cart:{${row.id}}:v${String(row.version)}`;
    if (row.lines === null) {
      const text = await this.options.snapshots.get(key);
      lookups.inc({ result: text === undefined ? 'miss' : 'hit' });
      return text === undefined ? undefined : (JSON.parse(text) as Snapshot);
    }
    lookups.inc({ result: 'miss' });
    const snapshot = { cost: row.cost, lines: row.lines };
    const isSecond = this.seen.get(row.id)?.version === row.version;
    this.seen.set(row.id, { version: row.version, isStored: isSecond });
    if (isSecond) await this.options.snapshots.set(key, JSON.stringify(snapshot), this.options.ttlSeconds);
    return snapshot;
  }
}
