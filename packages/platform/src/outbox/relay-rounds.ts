import type { Database } from '../database/database';
import type { EventCodec } from '../eventing/event-codec';
import type { EventTransport } from '../eventing/event-transport';
import type { Logger } from '../logging/logger';
import { counter, gauge, histogram } from '../metrics/metrics';
import { backoffMs } from '../time/deadline';
import type { OutboxRow } from './outbox-row';
import { PendingHooks } from './pending-hooks';
import type { RelayedHook } from './pending-hooks';
import { DELETE_SENT, PARK, READ_BATCH, READ_LAG, READ_PARKED } from './relay-statements';
import { sendBatch } from './send-batch';
import type { RefusedRow } from './send-batch';
import { ShardState } from './shard-state';
import type { SnapshotBounds } from './shard-state';

const relayed = counter({
  name: 'outbox_relayed_total',
  help: 'Outbox rows acknowledged by the event transport',
  labelNames: ['database'],
});
const refusals = counter({
  name: 'outbox_refused_total',
  help: 'Attempts to send a row that were refused; each parks its key',
  labelNames: ['database', 'type'],
});
const failures = counter({
  name: 'outbox_relay_failures_total',
  help: 'Rounds of the relay that failed as a whole',
  labelNames: ['database'],
});
const lag = gauge({
  name: 'outbox_lag_seconds',
  help: 'Age of the oldest row that waits in the outbox',
  labelNames: ['database'],
});
const parkedKeys = gauge({
  name: 'outbox_parked_keys',
  help: 'Keys held back by a refused message',
  labelNames: ['database'],
});
const delay = histogram({
  name: 'outbox_delay_seconds',
  help: 'From the commit of an event to its acknowledgement',
  labelNames: ['database'],
});

export interface RelayRoundsOptions {
  readonly name: string;
  readonly database: Database;
  readonly transport: EventTransport;
  readonly codec: EventCodec;
  readonly logger: Logger;
  readonly onRelayed: RelayedHook | undefined;
  readonly batchSize: number;
  readonly parkMs: number;
}

type BatchRow = { readonly xmin: string; readonly xmax: string } & (OutboxRow | { readonly seq: null });

const FULL_SCAN_EVERY_MS = 30_000;
const LAG_EVERY_MS = 5_000;
const MAX_PARK_MS = 300_000;

/**
 * One round after the other over the shards this process owns: read, send, delete. So each shard has one batch in
 * flight, and a burst costs three statements per batch whatever the number of shards.
 */
export class RelayRounds {
  private readonly shards = new Map<number, ShardState>();
  private readonly fresh = new Set<number>();
  private readonly hooks: PendingHooks;
  private scannedAtMs = performance.now();
  private lagAtMs = -LAG_EVERY_MS;

  constructor(private readonly options: RelayRoundsOptions) {
    this.hooks = new PendingHooks(options.onRelayed, options.logger);
  }

  addShard(shard: number): void {
    this.shards.set(shard, new ShardState());
    this.fresh.add(shard);
  }

  removeShard(shard: number): void {
    this.shards.delete(shard);
    this.fresh.delete(shard);
    this.hooks.forget(shard);
  }

  /**
   * @returns whether more may be waiting right now.
   * @throws when the database or the transport does not answer; nothing is lost, some may be sent again.
   */
  async run(): Promise<boolean> {
    if (this.shards.size === 0) return false;
    try {
      return await this.round();
    } catch (error) {
      failures.inc({ database: this.options.name });
      throw error;
    }
  }

  private async round(): Promise<boolean> {
    await this.prepare();
    await this.delete(await this.hooks.retry());
    // Shards may be taken away while we wait; this round goes on with those it began with.
    const shards = new Map(this.shards);
    if (shards.size === 0) return false;
    const limit = Math.max(1, Math.ceil(this.options.batchSize / shards.size));
    const { rows, bounds } = await this.read(shards, limit);
    if (rows.length === 0) return false;
    const { sent, refused } = await sendBatch({ ...this.options, producer: this.options.name }, rows);
    for (const one of refused) await this.park(one, shards);
    await this.delete(await this.hooks.run(sent));
    this.count(sent);
    return this.advance(shards, rows, bounds, limit);
  }

  /** Learns the parked keys of new shards; now and then begins again at the start of all, as a safety net. */
  private async prepare(): Promise<void> {
    const nowMs = performance.now();
    if (nowMs - this.scannedAtMs >= FULL_SCAN_EVERY_MS) {
      this.scannedAtMs = nowMs;
      for (const [shard, state] of this.shards) {
        state.rescan();
        this.fresh.add(shard);
      }
    }
    if (this.fresh.size > 0) await this.loadParked([...this.fresh]);
    if (nowMs - this.lagAtMs >= LAG_EVERY_MS) {
      this.lagAtMs = nowMs;
      const [row] = await this.options.database.query<{ lag_seconds: number }>(READ_LAG, [
        [...this.shards.keys()],
      ]);
      lag.set({ database: this.options.name }, row?.lag_seconds ?? 0);
    }
  }

  private async loadParked(shards: readonly number[]): Promise<void> {
    type Parked = Pick<OutboxRow, 'shard' | 'seq' | 'aggregate_id'> & { readonly parked_until: Date };
    const rows = await this.options.database.query<Parked>(READ_PARKED, [shards]);
    for (const row of rows) this.shards.get(row.shard)?.park(row, row.parked_until.getTime());
    for (const shard of shards) this.fresh.delete(shard);
  }

  private async read(
    shards: ReadonlyMap<number, ShardState>,
    limit: number,
  ): Promise<{ rows: OutboxRow[]; bounds: SnapshotBounds }> {
    const states = [...shards.values()];
    const parked = states.flatMap((state) => state.parkedKeys(Date.now()));
    parkedKeys.set({ database: this.options.name }, parked.length);
    const found = await this.options.database.query<BatchRow>(READ_BATCH, [
      [...shards.keys()],
      states.map((state) => state.mark),
      limit,
      parked,
      this.hooks.waitingSeqs(),
    ]);
    const bounds = { xmin: BigInt(found[0]?.xmin ?? 0), xmax: BigInt(found[0]?.xmax ?? 0) };
    const rows = found.filter((row): row is BatchRow & OutboxRow => row.seq !== null);
    for (const [shard, state] of shards) state.wasRead(rowsOf(shard, rows), bounds);
    return { rows, bounds };
  }

  private async park({ row, error }: RefusedRow, shards: ReadonlyMap<number, ShardState>): Promise<void> {
    const forMs = Math.ceil(backoffMs(row.attempts, this.options.parkMs, MAX_PARK_MS));
    const { event_id, type, aggregate_id, attempts } = row;
    this.options.logger.error(
      { err: error, event_id, type, aggregate_id, attempts, forMs },
      'event refused, its key is parked',
    );
    refusals.inc({ database: this.options.name, type });
    await this.options.database.query(PARK, [row.shard, row.seq, forMs]);
    shards.get(row.shard)?.park(row, Date.now() + forMs);
  }

  private async delete(rows: readonly OutboxRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.options.database.query(DELETE_SENT, [
      rows.map((row) => row.shard),
      rows.map((row) => row.seq),
    ]);
  }

  private count(sent: readonly OutboxRow[]): void {
    relayed.inc({ database: this.options.name }, sent.length);
    const nowMs = Date.now();
    for (const row of sent)
      delay.observe({ database: this.options.name }, Math.max(0, nowMs - row.created_at.getTime()) / 1_000);
  }

  /** Moves the marks; true when a shard gave as many rows as it might. */
  private advance(
    shards: ReadonlyMap<number, ShardState>,
    rows: readonly OutboxRow[],
    bounds: SnapshotBounds,
    limit: number,
  ): boolean {
    const waiting = this.hooks.waitingSeqs();
    let isMoreDue = false;
    for (const [shard, state] of shards) {
      const mine = rowsOf(shard, rows);
      const last = mine.at(-1);
      if (last === undefined) continue;
      state.wasSent(last.seq, bounds, waiting);
      isMoreDue ||= mine.length >= limit;
    }
    return isMoreDue;
  }
}

function rowsOf(shard: number, rows: readonly OutboxRow[]): OutboxRow[] {
  return rows.filter((row) => row.shard === shard);
}
