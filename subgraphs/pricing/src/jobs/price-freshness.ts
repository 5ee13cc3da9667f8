import type { Logger } from '@agora/platform/logging';
import type { PubSub, Unsubscribe } from '@agora/platform/pubsub';
import { sleep } from '@agora/platform/time';
import type { PriceAnnouncer } from '../application/ports';
import type { PriceIndex } from '../application/price-index';

/** On which processes of pricing tell each other that prices were committed. */
export const PRICES_CHANNEL = 'pricing.prices';

export interface PriceFreshnessOptions {
  readonly index: PriceIndex;
  readonly pubsub: PubSub;
  readonly logger: Logger;
  /** Between two looks for what no poke told of, milliseconds, ±20 %. */
  readonly refreshMs: number;
  /** Between two readings of everything, which also find what was deleted, milliseconds. */
  readonly reloadMs: number;
}

/**
 * Keeps one process's prices fresh: reads everything at start, what changed after each poke of another process and
 * at an interval (a poke may be lost), everything now and then. Without a database the last prices go on being
 * answered.
 */
export class PriceFreshness implements PriceAnnouncer {
  private readonly stopping = new AbortController();
  private loop: Promise<void> | undefined;
  private leave: Unsubscribe | undefined;
  private leaveGap: (() => void) | undefined;
  private loadedAtMs = 0;
  private isFailing = false;

  constructor(private readonly options: PriceFreshnessOptions) {}

  /** @throws the database's error: a process without prices has nothing to answer with. */
  async start(): Promise<void> {
    await this.load();
    this.leaveGap = this.options.pubsub.onGap(() => void this.attempt());
    await this.listen();
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    this.leaveGap?.();
    await this.loop;
    await this.leave?.();
  }

  async pricesChanged(): Promise<void> {
    await this.attempt();
    await this.options.pubsub.publish(PRICES_CHANNEL, null).catch((error: unknown) => {
      this.options.logger.warn({ err: error }, 'other processes not told of changed prices');
    });
  }

  private async run(): Promise<void> {
    const { reloadMs } = this.options;
    while (await this.pause()) {
      if (this.leave === undefined) await this.listen();
      await this.attempt(Date.now() - this.loadedAtMs > reloadMs ? () => this.load() : undefined);
    }
  }

  /** False when the process is stopping. */
  private pause(): Promise<boolean> {
    const waitMs = this.options.refreshMs * (0.8 + Math.random() * 0.4);
    return sleep(waitMs, this.stopping.signal).then(
      () => true,
      () => false,
    );
  }

  private async load(): Promise<void> {
    await this.options.index.load();
    this.loadedAtMs = Date.now();
  }

  private async attempt(read: () => Promise<void> = () => this.options.index.refresh()): Promise<void> {
    try {
      await read();
      this.isFailing = false;
    } catch (error) {
      // An outage is one line, not one a look.
      if (!this.isFailing)
        this.options.logger.error({ err: error }, 'prices not refreshed, the last ones stay');
      this.isFailing = true;
    }
  }

  private async listen(): Promise<void> {
    try {
      this.leave = await this.options.pubsub.subscribe(PRICES_CHANNEL, () => void this.attempt());
    } catch (error) {
      this.options.logger.warn({ err: error }, 'not listening for changed prices, looking at intervals');
    }
  }
}
