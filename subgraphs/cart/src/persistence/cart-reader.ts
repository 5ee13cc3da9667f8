import type { SnapshotCache } from '@agora/platform/cache';
import type { Queryable, Statement } from '@agora/platform/database';
import { counter } from '@agora/platform/metrics';
import { LRUCache } from 'lru-cache';
import type { StoredCart } from '../application/ports';
import type { CartMemory, RememberedCart } from './cart-memory';
import { toCart, toContents } from './mapping';
import type { ContentsRow, SmallCartRow } from './mapping';
import { CART_COLUMNS, LINES_COLUMN, readCarts } from './read-cart';

const lookups = counter({
  name: 'cart_cache_total',
  help: 'Reads of carts by where lines and cost came from',
  labelNames: ['result'],
});

// Everything small is read fresh, the version with it; what is large only when it is not of the commit that is at hand. The
// time tells two commits apart that have one version: a database that was restored from a backup counts on from there.
const newerSql = (
  known: string,
): string => `SELECT ${CART_COLUMNS}, CASE WHEN k.is_newest THEN NULL ELSE c.cost END AS cost,
      CASE WHEN k.is_newest THEN NULL ELSE ${LINES_COLUMN} END AS lines
    FROM ${known} JOIN cart c ON c.id = known.id
      CROSS JOIN LATERAL (SELECT c.version = known.version AND (known.updated_at IS NULL OR known.updated_at = c.updated_at) AS is_newest) AS k
      LEFT JOIN session s ON s.id = c.session_id`;

const READ_NEWER: Statement = {
  name: 'cart_read_newer',
  text: newerSql('unnest($1::uuid[], $2::int[], $3::timestamptz[]) AS known (id, version, updated_at)'),
};

// For one cart, as nearly every time: of an array PostgreSQL expects ten elements and so plans the statement at every call.
const READ_NEWER_ONE: Statement = {
  name: 'cart_read_newer_one',
  text: newerSql('(SELECT $1::uuid AS id, $2::int AS version, $3::timestamptz AS updated_at) AS known'),
};

type NewerRow = SmallCartRow & { readonly [Key in keyof ContentsRow]: ContentsRow[Key] | null };

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

/** Where lines and cost may be at hand. Default of both: nowhere. */
export interface CartReaderOptions {
  readonly memory?: CartMemory | undefined;
  readonly cache?: SnapshotOptions | undefined;
}

/**
 * Reads carts with lines and cost from what this process remembers, or from snapshots by version. A version never changes,
 * so nothing has to be invalidated; the database says which version is the newest, and when nothing is at hand it says
 * everything. One statement; a second one only when a snapshot is gone. A snapshot is stored when a version has to be read a
 * second time: those that are read once cost nothing.
 */
export class CartReader {
  private readonly seen = new LRUCache<string, Seen>({ max: SEEN_CARTS });

  constructor(
    private readonly database: Queryable,
    private readonly options: CartReaderOptions,
  ) {}

  async read(cartIds: readonly string[]): Promise<Map<string, StoredCart>> {
    const remembered = new Map(cartIds.map((id) => [id, this.options.memory?.get(id)]));
    const rows = await this.newer(
      cartIds,
      cartIds.map((id) => remembered.get(id)?.version ?? this.storedVersion(id)),
      cartIds.map((id) => remembered.get(id)?.updatedAt ?? null),
    );
    const found = await Promise.all(rows.map((row) => this.complete(row, remembered.get(row.id))));
    const carts = new Map(found.flatMap((cart) => (cart === undefined ? [] : [[cart.id, cart]])));
    const gone = rows.flatMap(({ id }) => (carts.has(id) ? [] : [id]));
    if (gone.length === 0) return carts;
    for (const [id, cart] of await readCarts(this.database, gone)) {
      this.seen.delete(id);
      carts.set(id, this.remember(cart));
    }
    return carts;
  }

  private newer(
    ...known: readonly [readonly string[], readonly unknown[], readonly unknown[]]
  ): Promise<NewerRow[]> {
    return known[0].length === 1
      ? this.database.query<NewerRow>(READ_NEWER_ONE, known.flat())
      : this.database.query<NewerRow>(READ_NEWER, known);
  }

  private storedVersion(cartId: string): number | null {
    const seen = this.seen.get(cartId);
    return seen?.isStored === true ? seen.version : null;
  }

  /** The whole cart; undefined when its snapshot is gone. */
  private async complete(
    row: NewerRow,
    remembered: RememberedCart | undefined,
  ): Promise<StoredCart | undefined> {
    const { lines, cost } = row;
    if (lines !== null) {
      lookups.inc({ result: 'miss' });
      const contents = { lines, cost };
      await this.store(row, contents);
      return this.remember(toCart(row, toContents(contents)));
    }
    if (remembered !== undefined) {
      lookups.inc({ result: 'memory' });
      return toCart(row, remembered);
    }
    const text = await this.options.cache?.snapshots.get(keyOf(row));
    lookups.inc({ result: text === undefined ? 'miss' : 'hit' });
    if (text === undefined) return undefined;
    return this.remember(toCart(row, toContents(JSON.parse(text) as ContentsRow)));
  }

  private async store(row: SmallCartRow, contents: ContentsRow): Promise<void> {
    const { cache } = this.options;
    if (cache === undefined) return;
    const isSecond = this.seen.get(row.id)?.version === row.version;
    this.seen.set(row.id, { version: row.version, isStored: isSecond });
    if (isSecond) await cache.snapshots.set(keyOf(row), JSON.stringify(contents), cache.ttlSeconds);
  }

  private remember(cart: StoredCart): StoredCart {
    this.options.memory?.set(cart);
    return cart;
  }
}

function keyOf({ id, version }: SmallCartRow): string {
  return `agora:cart:{${id}}:v${String(version)}`;
}
