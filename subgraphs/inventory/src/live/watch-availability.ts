import { isRetriable } from '@agora/platform/errors';
import type { PubSub, Unsubscribe } from '@agora/platform/pubsub';
import { sleep } from '@agora/platform/time';
import { looksTheSame } from '../domain/availability';
import type { Availability } from '../domain/availability';
import { stockChannel } from './stock-channel';

/** What a watcher is told of one sku. */
export interface AvailabilityNews {
  readonly sku: string;
  readonly availability: Availability;
}

/** What a shopper sees of each sku now, in the market of the watcher. */
export type ReadAvailability = (skus: readonly string[]) => Promise<readonly AvailabilityNews[]>;

const RETRY_MS = 1_000;

/**
 * Watches skus: what each looks like now, then one message per sku whenever a shopper can see a difference, however
 * many pokes came together. The version of a sku never goes down. A database that is away for a while delays messages
 * and loses none.
 */
export function watchAvailability(
  pubsub: PubSub,
  skus: readonly string[],
  read: ReadAvailability,
): AsyncIterableIterator<AvailabilityNews> {
  return new AvailabilityWatch(pubsub, skus, read);
}

// Written by hand: a generator blocked in `await` would not see `return()`, and the subscription would leak.
class AvailabilityWatch implements AsyncIterableIterator<AvailabilityNews> {
  private readonly due: Set<string>;
  private readonly told = new Map<string, Availability>();
  private readonly ready: AvailabilityNews[] = [];
  private readonly over = new AbortController();
  private readonly subscriptions: readonly Promise<Unsubscribe>[];
  private readonly subscribed: Promise<unknown>;
  private readonly stopGapWatch: () => void;
  private wake: () => void = () => undefined;

  constructor(
    pubsub: PubSub,
    skus: readonly string[],
    private readonly read: ReadAvailability,
  ) {
    this.due = new Set(skus);
    // Subscribed before the first read: a change in between is poked.
    this.subscriptions = skus.map((sku) => pubsub.subscribe(stockChannel(sku), () => this.poke([sku])));
    this.subscribed = Promise.all(this.subscriptions);
    this.subscribed.catch(() => undefined);
    this.stopGapWatch = pubsub.onGap(() => this.poke(skus));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<AvailabilityNews>> {
    try {
      await this.subscribed;
      while (!this.over.signal.aborted) {
        const value = this.ready.shift();
        if (value !== undefined) return { done: false, value };
        await (this.due.size > 0 ? this.lookAtDue() : this.poked());
      }
      return { done: true, value: undefined };
    } catch (error) {
      // Nobody calls `return` after a `next` that failed.
      await this.return();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<AvailabilityNews>> {
    this.over.abort();
    this.wake();
    this.stopGapWatch();
    const settled = await Promise.allSettled(this.subscriptions);
    const open = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    await Promise.all(open.map((unsubscribe) => unsubscribe()));
    return { done: true, value: undefined };
  }

  private poke(skus: readonly string[]): void {
    for (const sku of skus) this.due.add(sku);
    this.wake();
  }

  private poked(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }

  private async lookAtDue(): Promise<void> {
    const looked = [...this.due];
    this.due.clear();
    try {
      for (const news of await this.read(looked)) this.consider(news);
    } catch (error) {
      if (!isRetriable(error)) throw error;
      this.poke(looked);
      await sleep(RETRY_MS, this.over.signal).catch(() => undefined);
    }
  }

  private consider(news: AvailabilityNews): void {
    const before = this.told.get(news.sku);
    if (before !== undefined && isOld(news.availability, before)) return;
    this.told.set(news.sku, news.availability);
    this.ready.push(news);
  }
}

/** Whether a watcher that was told `before` learns nothing from `now`. */
function isOld(now: Availability, before: Availability): boolean {
  return now.version <= before.version || looksTheSame(now, before);
}
