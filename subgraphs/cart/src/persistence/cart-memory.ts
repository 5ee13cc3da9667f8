import { LRUCache } from 'lru-cache';
import type { StoredCart } from '../application/ports';

/** What of a cart is large. */
export type CartContents = Pick<StoredCart, 'lines' | 'cost'>;

/** The contents of a cart, and the commit that left them so. */
export type RememberedCart = CartContents & Pick<StoredCart, 'id' | 'version' | 'updatedAt'>;

// About 30 MB: a line with its cost takes less than a kilobyte.
const MAX_LINES = 30_000;

/**
 * What this process last read or wrote of carts, so that lines and costs are not read again with every look at a cart. Every
 * reader asks the database whether the cart is still of that commit, by version and time, and takes nothing from here
 * otherwise; whoever writes compares the version again. Lines and cost never change without both.
 */
export class CartMemory {
  private readonly carts: LRUCache<string, RememberedCart>;

  /** @param maxLines How many lines are kept; the least recently used carts go first. */
  constructor(maxLines = MAX_LINES) {
    this.carts = new LRUCache({ maxSize: maxLines, sizeCalculation: ({ lines }) => lines.length + 1 });
  }

  get(cartId: string): RememberedCart | undefined {
    return this.carts.get(cartId);
  }

  set({ id, version, updatedAt, lines, cost }: RememberedCart): void {
    this.carts.set(id, { id, version, updatedAt, lines, cost });
  }
}
