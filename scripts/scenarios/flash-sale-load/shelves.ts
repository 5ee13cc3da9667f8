import { setTimeout as sleep } from 'node:timers/promises';
import type { Shop } from '../own-shop/own-shop';

/** What a location has of a sku, and what holds and orders say it must have promised. */
export interface Shelf {
  readonly sku: string;
  readonly location: string;
  readonly on_hand: number;
  readonly available: number;
  readonly held: number;
  readonly allocated: number;
  /** The lines of the holds of carts. */
  readonly held_lines: number;
  /** The lines of the allocations of orders. */
  readonly allocated_lines: number;
  /** What orders took out of `on_hand` because they are paid. */
  readonly sold: number;
}

/** The region of the sale. */
export const REGION = 'US';

/** All shelves of the skus where the sale is, as they are at one moment: one statement sees one snapshot. */
export function readShelves(shop: Shop, skus: readonly string[]): Promise<Shelf[]> {
  return shop.rows<Shelf>(
    'inventory',
    `WITH lines AS (
       SELECT x.sku, x.location, COALESCE(sum(x.quantity) FILTER (WHERE h.type = 'CART'), 0)::int AS held_lines,
              COALESCE(sum(x.quantity) FILTER (WHERE h.status = 'ALLOCATED'), 0)::int AS allocated_lines,
              COALESCE(sum(x.quantity) FILTER (WHERE h.status = 'COMMITTED'), 0)::int AS sold
       FROM hold_line x JOIN hold h ON h.id = x.hold_id WHERE x.sku = ANY ($1) AND x.quantity > 0 GROUP BY x.sku, x.location)
     SELECT s.sku, s.location, s.on_hand, s.available, s.held, s.allocated,
            COALESCE(l.held_lines, 0) AS held_lines, COALESCE(l.allocated_lines, 0) AS allocated_lines, COALESCE(l.sold, 0) AS sold
     FROM stock s JOIN location p ON p.code = s.location LEFT JOIN lines l ON l.sku = s.sku AND l.location = s.location
     WHERE s.sku = ANY ($1) AND p.region = $2`,
    [skus, REGION],
  );
}

/** What was there to sell before: the whole of a shelf, whatever has left it since. */
export type Goods = ReadonlyMap<string, number>;

const place = ({ sku, location }: Shelf): string => `${sku} in ${location}`;
const gone = ({ held_lines, allocated_lines, sold }: Shelf): number => held_lines + allocated_lines + sold;

export function goodsOn(shelves: readonly Shelf[]): Goods {
  return new Map(shelves.map((shelf) => [place(shelf), shelf.on_hand + shelf.sold]));
}

/** Units of carts and orders beyond the goods there were. */
export function oversold(shelves: readonly Shelf[], goods: Goods): number {
  return shelves.reduce((sum, shelf) => sum + Math.max(0, gone(shelf) - (goods.get(place(shelf)) ?? 0)), 0);
}

/** What is wrong with shelves; empty is how it must be at every moment. */
export function shelfViolations(shelves: readonly Shelf[], goods: Goods): string[] {
  return shelves.flatMap((shelf) => {
    const { on_hand, available, held, allocated, held_lines, allocated_lines, sold } = shelf;
    const isBalanced = on_hand === available + held + allocated && Math.min(available, held, allocated) >= 0;
    const isBacked = held === held_lines && allocated === allocated_lines;
    const isAllThere = on_hand + sold === goods.get(place(shelf));
    return isBalanced && isBacked && isAllThere ? [] : [`shelf ${JSON.stringify(shelf)}`];
  });
}

/** What was seen of the shelves while they were watched. */
export interface Watched {
  readonly looks: number;
  /** Most units of all skus that carts held and orders had at one moment. */
  readonly mostGone: number;
  readonly oversold: number;
  readonly violations: readonly string[];
}

/** Looks at the shelves again and again until it is stopped. */
export function watchShelves(
  shop: Shop,
  { skus, goods }: { readonly skus: readonly string[]; readonly goods: Goods },
  everyMs: number,
): { stop(): Promise<Watched> } {
  const stopping = new AbortController();
  const violations = new Set<string>();
  let [looks, mostGone, mostOversold] = [0, 0, 0];
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const shelves = await readShelves(shop, skus);
      looks += 1;
      mostGone = Math.max(
        mostGone,
        shelves.reduce((sum, shelf) => sum + gone(shelf), 0),
      );
      mostOversold = Math.max(mostOversold, oversold(shelves, goods));
      for (const violation of shelfViolations(shelves, goods)) violations.add(violation);
      await sleep(everyMs);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await watching;
      return { looks, mostGone, oversold: mostOversold, violations: [...violations] };
    },
  };
}
