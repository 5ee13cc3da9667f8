import { isTransient } from '@agora/platform/eventing';
import type { Logger } from '@agora/platform/logging';
import { counter } from '@agora/platform/metrics';
import type { Database } from '@agora/platform/database';
import type { Clock } from '@agora/platform/time';
import type { CartNews, CartStore, PriceQuotes } from '../application/ports';
import { catchUpCost } from '../application/refresh-cart';
import { findUnpricedCarts } from '../persistence/commit-pricing';

const repriced = counter({
  name: 'cart_repriced_total',
  help: 'Background quotes of carts whose cost was behind',
  labelNames: ['result'],
});

export interface RepricerDeps {
  /** Of background work: its statements are not counted for requests. */
  readonly database: Database;
  readonly store: Pick<CartStore, 'read' | 'commitPricing'>;
  readonly quotes: PriceQuotes;
  readonly clock: Clock;
  readonly news: CartNews;
  readonly logger: Logger;
  /** How long commits of one cart are gathered before it is priced. Default 50 ms. */
  readonly gatherMs?: number;
  /** Until a quote that failed is asked for again. Default 2,000 ms. */
  readonly retryMs?: number;
}

/**
 * Prices carts whose cost is behind their lines. Told of each commit that left it so; many commits of one cart in a row lead
 * to one quote of the newest. What is lost with a process is found again by {@link considerUnpriced}.
 */
export class Repricer {
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  /** Where the next look for unpriced carts goes on; null from the beginning. */
  private lookedUpTo: string | null = null;
  private isStopped = false;

  constructor(private readonly deps: RepricerDeps) {}

  /** Looks at the cart soon. Costs one statement when it is priced already. */
  consider(cartId: string): void {
    this.considerIn(cartId, this.deps.gatherMs ?? 50);
  }

  /**
   * Looks at carts that are behind although nobody told of them: one batch, behind the one before and from the beginning when
   * that was the last, so that carts which cannot be priced do not keep others waiting for ever. Returns how many there were.
   */
  async considerUnpriced(limit: number): Promise<number> {
    const cartIds = await findUnpricedCarts(this.deps.database, limit, this.lookedUpTo);
    this.lookedUpTo = cartIds.length < limit ? null : (cartIds.at(-1) ?? null);
    for (const cartId of cartIds) this.consider(cartId);
    return cartIds.length;
  }

  /** Resolves when nothing runs any more. */
  async stop(): Promise<void> {
    this.isStopped = true;
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    await Promise.all(this.running);
  }

  private considerIn(cartId: string, ms: number): void {
    if (this.isStopped || this.waiting.has(cartId)) return;
    const timer = setTimeout(() => {
      this.waiting.delete(cartId);
      const work = this.price(cartId).finally(() => this.running.delete(work));
      this.running.add(work);
    }, ms);
    this.waiting.set(cartId, timer.unref());
  }

  private async price(cartId: string): Promise<void> {
    const { news, logger } = this.deps;
    try {
      const outcome = await catchUpCost(this.deps, cartId);
      if (outcome === 'unchanged') return;
      repriced.inc({ result: outcome === 'moved' ? 'moved' : 'priced' });
      if (outcome === 'moved') this.consider(cartId);
      else news.committed(cartId, outcome);
    } catch (error) {
      repriced.inc({ result: 'failed' });
      logger.warn({ err: error, cartId }, 'cart could not be priced');
      // What will not pass by itself (a sku without a price) is looked at again with the unpriced carts only.
      if (isTransient(error)) this.considerIn(cartId, this.deps.retryMs ?? 2_000);
    }
  }
}
