import { newId } from '@agora/platform/ids';
import type { Logger } from '@agora/platform/logging';
import { counter } from '@agora/platform/metrics';
import type { Database } from '@agora/platform/database';
import type { CartNews, CartStore, PriceQuotes } from '../application/ports';
import { repriceCart } from '../persistence/reprice-cart';

const repriced = counter({
  name: 'cart_repriced_total',
  help: 'Background quotes of carts whose cost was behind',
  labelNames: ['result'],
});

export interface RepricerDeps {
  /** Of background work: its statements are not counted for requests. */
  readonly database: Database;
  readonly store: Pick<CartStore, 'read'>;
  readonly quotes: PriceQuotes;
  readonly news: CartNews;
  readonly logger: Logger;
  /** How long commits of one cart are gathered before it is priced. Default 50 ms. */
  readonly gatherMs?: number;
}

/**
 * Prices carts whose cost is behind their lines. Told of every committed version by the relay (so a crash in between
 * loses none); many versions of one cart in a row lead to one quote of the newest.
 */
export class Repricer {
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();

  constructor(private readonly deps: RepricerDeps) {}

  /** Looks at the cart soon. Costs one statement when it is priced already. */
  consider(cartId: string): void {
    if (this.waiting.has(cartId)) return;
    const timer = setTimeout(() => {
      this.waiting.delete(cartId);
      const work = this.price(cartId).finally(() => this.running.delete(work));
      this.running.add(work);
    }, this.deps.gatherMs ?? 50);
    this.waiting.set(cartId, timer);
  }

  /** Resolves when nothing runs any more. What was waiting is found again through the next commit. */
  async stop(): Promise<void> {
    for (const timer of this.waiting.values()) clearTimeout(timer);
    this.waiting.clear();
    await Promise.all(this.running);
  }

  private async price(cartId: string): Promise<void> {
    const { store, quotes, database, news, logger } = this.deps;
    try {
      const cart = await store.read(cartId);
      if (
        cart === undefined ||
        cart.pricedVersion === cart.version ||
        (cart.status !== 'ACTIVE' && cart.status !== 'ABANDONED')
      )
        return;
      const quote = await quotes.quote(cart, cart.lines, null);
      const trail = {
        sessionId: null,
        actor: 'service:cart',
        correlationId: newId(),
        traceparent: undefined,
      };
      const version = await repriceCart(database, cart, quote, trail);
      repriced.inc({ result: version === undefined ? 'moved' : 'priced' });
      if (version === undefined) this.consider(cartId);
      else news.committed(cartId, version);
    } catch (error) {
      repriced.inc({ result: 'failed' });
      logger.warn({ err: error, cartId }, 'cart could not be priced; tried again');
      setTimeout(() => {
        this.consider(cartId);
      }, 2_000).unref();
    }
  }
}
