import { gauge } from '@agora/platform/metrics';
import type { Outlet, UntoldNews } from './journal-line';
import type { PaymentNews } from './payment-news';

const waitingNews = gauge({
  name: 'payment_news_waiting',
  help: 'Changes of payment intents that an outlet (log or webhook) has not taken yet',
  labelNames: ['outlet'],
});

interface Entry {
  readonly news: PaymentNews;
  readonly outlets: Set<Outlet>;
  isWritten: boolean;
}

/** What each outlet has not taken yet, in the order it happened. Memory only; the journal makes it last. */
export class NewsQueue {
  private readonly entries = new Map<string, Entry>();
  private readonly listeners = new Set<() => void>();

  constructor(private readonly outlets: readonly Outlet[]) {}

  /** Whose news has to be kept at all. */
  get isWanted(): boolean {
    return this.outlets.length > 0;
  }

  /** Takes news in; outlets that are not in use are left out. Nobody is told before {@link written}. */
  add({ news, outlets }: UntoldNews): void {
    const wanted = outlets.filter((outlet) => this.outlets.includes(outlet));
    if (wanted.length === 0) return;
    this.entries.set(news.eventId, { news, outlets: new Set(wanted), isWritten: false });
  }

  /** The change is on file: from now on it may be told. */
  written(eventId: string): void {
    const entry = this.entries.get(eventId);
    if (entry === undefined) return;
    entry.isWritten = true;
    for (const outlet of entry.outlets) waitingNews.inc({ outlet });
    for (const listener of this.listeners) listener();
  }

  /** The change did not happen after all. */
  drop(eventId: string): void {
    this.entries.delete(eventId);
  }

  /** Says that an outlet took them. */
  told(outlet: Outlet, eventIds: readonly string[]): void {
    for (const eventId of eventIds) {
      const entry = this.entries.get(eventId);
      if (entry?.outlets.delete(outlet) === true && entry.isWritten) waitingNews.dec({ outlet });
      if (entry?.outlets.size === 0) this.entries.delete(eventId);
    }
  }

  /** The oldest news an outlet has not taken, of those that `isWanted`, at most `limit`. Default all. */
  waiting(
    outlet: Outlet,
    limit: number,
    isWanted: (news: PaymentNews) => boolean = () => true,
  ): PaymentNews[] {
    const found: PaymentNews[] = [];
    for (const { news, outlets, isWritten } of this.entries.values()) {
      // What came later waits too: an intent's changes are told in their order.
      if (!isWritten || found.length >= limit) break;
      if (outlets.has(outlet) && isWanted(news)) found.push(news);
    }
    return found;
  }

  /** Everything that somebody waits for, also what is not on file yet. */
  *all(): Generator<UntoldNews> {
    for (const { news, outlets } of this.entries.values()) yield { news, outlets: [...outlets] };
  }

  /** Calls `listener` when there is something new to tell. Returns the end of it. */
  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
