import { openJournal } from './journal';
import type { Journal } from './journal';
import type { JournalLine, Outlet } from './journal-line';
import { NewsQueue } from './news-queue';
import type { IntentStatus, PaymentIntent } from './payment-intent';
import { paymentNews } from './payment-news';
import type { PaymentNews } from './payment-news';

/** A page of intents, oldest first. */
export interface IntentPageQuery {
  readonly status: IntentStatus | undefined;
  /** The id of the last intent of the page before. */
  readonly after: string | undefined;
  readonly limit: number;
}

/** The party's memory. Bounded: beyond `maxIntents` the oldest intents are forgotten; news waits until it is told. */
export interface IntentStore {
  byId(id: string): PaymentIntent | undefined;
  byKey(idempotencyKey: string): PaymentIntent | undefined;
  page(query: IntentPageQuery): readonly PaymentIntent[];
  readonly size: number;
  /**
   * Keeps the newest state of an intent together with what is to be told of the change; with a file, resolves when both
   * are written, in one line.
   */
  save(intent: PaymentIntent, nowMs: number): Promise<void>;
  /** See {@link NewsQueue}. */
  readonly news: Pick<NewsQueue, 'waiting' | 'watch'>;
  /** An outlet took news. With a file, resolves when that is written; until then a restart tells it again. */
  told(outlet: Outlet, news: readonly PaymentNews[]): Promise<void>;
  close(): Promise<void>;
}

export interface IntentStoreOptions {
  /** A file of JSON lines, so that a restart keeps the intents. In memory only when not given. */
  readonly file?: string;
  /** Default 10,000. */
  readonly maxIntents?: number;
  /** Who is to be told of changes. Default nobody: then no news is kept. */
  readonly outlets?: readonly Outlet[];
}

/** How many lines the file may have per intent it keeps before it is written anew. */
const LINES_PER_INTENT = 3;

/**
 * Opens the store and reads the file if there is one. A last line that a crash cut off is ignored: its request
 * was never answered.
 * @throws Error when the file exists and cannot be read, or cannot be written.
 */
export async function createIntentStore(options: IntentStoreOptions = {}): Promise<IntentStore> {
  const store = new JournaledIntentStore(options);
  await store.open();
  return store;
}

class JournaledIntentStore implements IntentStore {
  readonly news: NewsQueue;
  private readonly intents = new Map<string, PaymentIntent>();
  private readonly keys = new Map<string, string>();
  private readonly outlets: readonly Outlet[];
  private readonly maxIntents: number;
  private journal: Journal | undefined;
  private closing: Promise<void> | undefined;

  constructor(private readonly options: IntentStoreOptions) {
    this.outlets = options.outlets ?? [];
    this.maxIntents = options.maxIntents ?? 10_000;
    this.news = new NewsQueue(this.outlets);
  }

  async open(): Promise<void> {
    if (this.options.file === undefined) return;
    this.journal = await openJournal({
      file: this.options.file,
      maxLines: this.maxIntents * LINES_PER_INTENT,
      read: (line) => this.read(line),
      current: () => this.current(),
    });
    for (const { news } of [...this.news.all()]) this.news.written(news.eventId);
  }

  byId(id: string): PaymentIntent | undefined {
    return this.intents.get(id);
  }

  byKey(idempotencyKey: string): PaymentIntent | undefined {
    return this.intents.get(this.keys.get(idempotencyKey) ?? '');
  }

  page({ status, after, limit }: IntentPageQuery): readonly PaymentIntent[] {
    const found: PaymentIntent[] = [];
    // Ids grow with time and a change keeps an intent's place in the map: this is the order of the ids.
    for (const intent of this.intents.values()) {
      if (found.length >= limit) break;
      const isWanted = status === undefined || intent.status === status;
      if (isWanted && (after === undefined || intent.id > after)) found.push(intent);
    }
    return found;
  }

  get size(): number {
    return this.intents.size;
  }

  async save(intent: PaymentIntent, nowMs: number): Promise<void> {
    const before = this.intents.get(intent.id);
    const news = this.news.isWanted ? paymentNews(before, intent, nowMs) : undefined;
    const untold = news === undefined ? undefined : { news, outlets: this.outlets };
    this.keep(intent);
    if (untold !== undefined) this.news.add(untold);
    try {
      await this.journal?.append({ intent, ...(untold === undefined ? {} : { untold }) });
    } catch (error) {
      // What is not on file did not happen: whoever asked is told so, and asks again.
      if (news !== undefined) this.news.drop(news.eventId);
      if (this.intents.get(intent.id) === intent) this.forget(intent, before);
      throw error;
    }
    if (news !== undefined) this.news.written(news.eventId);
  }

  async told(outlet: Outlet, news: readonly PaymentNews[]): Promise<void> {
    if (news.length === 0) return;
    const eventIds = news.map(({ eventId }) => eventId);
    this.news.told(outlet, eventIds);
    await this.journal?.append({ told: { outlet, eventIds } });
  }

  close(): Promise<void> {
    this.closing ??= this.journal?.close() ?? Promise.resolve();
    return this.closing;
  }

  private read({ intent, untold, told }: JournalLine): void {
    if (intent !== undefined) this.keep(intent);
    if (untold !== undefined) this.news.add(untold);
    if (told !== undefined) this.news.told(told.outlet, told.eventIds);
  }

  private *current(): Generator<JournalLine> {
    for (const intent of this.intents.values()) yield { intent };
    for (const untold of this.news.all()) yield { untold };
  }

  private forget(intent: PaymentIntent, before: PaymentIntent | undefined): void {
    if (before !== undefined) {
      this.intents.set(intent.id, before);
      return;
    }
    this.intents.delete(intent.id);
    this.keys.delete(intent.idempotencyKey);
  }

  private keep(intent: PaymentIntent): void {
    this.intents.set(intent.id, intent);
    this.keys.set(intent.idempotencyKey, intent.id);
    if (this.intents.size <= this.maxIntents) return;
    const oldest = this.intents.values().next().value;
    if (oldest === undefined) return;
    this.intents.delete(oldest.id);
    this.keys.delete(oldest.idempotencyKey);
  }
}
