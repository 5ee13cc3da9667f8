import type { Database } from '../database/database';
import { SlotOwnership } from '../database/slot-ownership';
import type { Slot } from '../database/slot-ownership';
import type { EventCodec } from '../eventing/event-codec';
import type { EventTransport } from '../eventing/event-transport';
import type { Logger } from '../logging/logger';
import { backoffMs, sleep } from '../time/deadline';
import { OUTBOX_SHARDS } from './outbox-shard';
import type { RelayedHook } from './pending-hooks';
import { IS_EMPTY } from './relay-statements';
import { RelayRounds } from './relay-rounds';

export interface RelayOptions {
  /** The domain: producer in every envelope, and label of the metrics. */
  readonly name: string;
  readonly database: Database;
  readonly transport: EventTransport;
  readonly logger: Logger;
  /** Called for each row the transport acknowledged, before the row is deleted; repeated until it resolves. */
  readonly onRelayed?: RelayedHook;
  readonly codec: EventCodec;
  /** How often the table is looked at when nobody calls `wake`. Default 500 ms. */
  readonly pollMs?: number;
  /** Most rows sent together. Default 500. */
  readonly batchSize?: number;
  /** For how long a refused message first holds back its key; doubles up to 5 min. Default 1,000 ms. */
  readonly parkMs?: number;
  /** How often shards are shared out anew between relays. Default 1,000 ms. */
  readonly rebalanceMs?: number;
}

/** Sends what was enqueued. */
export interface Relay {
  /** Resolves after the first attempt to get shards; goes on trying without a database or a transport. */
  start(): Promise<void>;
  /** Resolves within a second; a batch that is still being sent then may be sent again by the next owner. */
  stop(): Promise<void>;
  /** Something was committed: look at once. Costs nothing when called often. */
  wake(): void;
  /** Resolves when the outbox is empty. Never, while a message is refused. For tests and for shutting down. */
  drained(): Promise<void>;
}

const STOP_WITHIN_MS = 800;
/** Least time between two rounds while commits follow each other: a round costs the same for one row as for many. */
const GATHER_MS = 10;

interface ShardSlot extends Slot {
  readonly shard: number;
}

/**
 * Moves committed outbox rows to the transport, at least once, per key in the order of versions. Runs in any
 * number of processes: each shard has one owner. A row is deleted when the transport has acknowledged it; a
 * crash in between sends it again. A message the transport refuses holds back its own key only.
 */
export function createRelay(options: RelayOptions): Relay {
  return new OutboxRelay(options);
}

class OutboxRelay implements Relay {
  private readonly rounds: RelayRounds;
  private readonly ownership: SlotOwnership<ShardSlot>;
  private readonly stopping = new AbortController();
  private readonly logger: Logger;
  private nap = new AbortController();
  private isWoken = false;
  private round: Promise<unknown> = Promise.resolve();
  private loop: Promise<void> | undefined;

  constructor(private readonly options: RelayOptions) {
    this.logger = options.logger.child({ component: 'relay', database: options.name });
    this.rounds = new RelayRounds({
      name: options.name,
      database: options.database,
      transport: options.transport,
      codec: options.codec,
      logger: this.logger,
      onRelayed: options.onRelayed,
      batchSize: options.batchSize ?? 500,
      parkMs: options.parkMs ?? 1_000,
    });
    this.ownership = new SlotOwnership<ShardSlot>({
      url: connectionUrl(options.database),
      group: 'outbox-relay',
      slots: Array.from({ length: OUTBOX_SHARDS }, (_, shard) => ({
        pool: 'shards',
        name: String(shard),
        shard,
      })),
      hold: ({ shard }, signal) => this.own(shard, signal),
      logger: this.logger,
      ...(options.rebalanceMs === undefined ? {} : { tickMs: options.rebalanceMs }),
    });
  }

  async start(): Promise<void> {
    this.loop ??= this.run();
    await this.ownership.start();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.ownership.stop(), atMost(STOP_WITHIN_MS, this.loop)]);
  }

  wake(): void {
    this.isWoken = true;
    // With a reason of its own: the default one is an exception with a stack, for every commit.
    this.nap.abort('woken');
  }

  async drained(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const [row] = await this.options.database.query<{ is_empty: boolean }>(IS_EMPTY);
      if (row?.is_empty === true) return;
      this.wake();
      await sleep(20);
    }
  }

  /** Takes part in rounds from now on; given up after the round that is under way. */
  private async own(shard: number, signal: AbortSignal): Promise<void> {
    this.rounds.addShard(shard);
    this.wake();
    await new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.rounds.removeShard(shard);
    await atMost(STOP_WITHIN_MS, this.round);
  }

  private async run(): Promise<void> {
    for (let failures = 0; !this.stopping.signal.aborted;) {
      this.isWoken = false;
      try {
        const round = this.rounds.run();
        this.round = round.catch(() => undefined);
        const isMoreDue = await round;
        failures = 0;
        const endedMs = performance.now();
        if (!isMoreDue) await this.pause((this.options.pollMs ?? 500) * (0.75 + Math.random() / 2));
        const tooSoonMs = isMoreDue ? 0 : GATHER_MS - (performance.now() - endedMs);
        if (tooSoonMs > 0) await this.rest(tooSoonMs);
      } catch (error) {
        failures += 1;
        this.logger.warn({ err: error, failures }, 'events not relayed, they will be repeated');
        this.isWoken = false;
        await this.rest(backoffMs(failures, 50, 5_000));
      }
    }
  }

  private async rest(ms: number): Promise<void> {
    await sleep(ms, this.stopping.signal).catch(() => undefined);
  }

  /** Until the time is over, somebody wakes us or the relay stops. */
  private async pause(ms: number): Promise<void> {
    if (this.isWoken) return;
    this.nap = new AbortController();
    await sleep(ms, this.nap.signal, this.stopping.signal).catch(() => undefined);
  }
}

/** Waits for `work`, which does not reject, but not longer than `ms`. */
async function atMost(ms: number, work: Promise<unknown> | undefined): Promise<void> {
  const over = new AbortController();
  await Promise.race([work, sleep(ms, over.signal).catch(() => undefined)]);
  over.abort();
}

function connectionUrl(database: Database): string {
  const { connectionString } = database.pool.options;
  if (connectionString === undefined)
    throw new Error(`the database ${database.name} was not opened by its URL`);
  return connectionString;
}
