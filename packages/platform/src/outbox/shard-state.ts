import type { OutboxRow } from './outbox-row';

/** The bounds of the transactions a snapshot has seen: all below `xmin` have ended, none from `xmax` on had begun. */
export interface SnapshotBounds {
  readonly xmin: bigint;
  readonly xmax: bigint;
}

/**
 * What the owner of a shard remembers: the low-water mark, below which nothing is left or can still appear, so
 * that a poll does not walk over what was deleted; and the parked keys.
 *
 * Sequence numbers become visible in the order of commits, not in their own. So a mark is only a candidate until
 * every transaction that ran when its rows were read has ended: one of them may still commit a lower number.
 */
export class ShardState {
  mark = -1n;
  private candidate: { readonly seq: bigint; readonly xmax: bigint } | undefined;
  private readonly parked = new Map<string, { readonly seq: bigint; readonly untilMs: number }>();

  /** Keys not to be read now. */
  parkedKeys(nowMs: number): string[] {
    for (const [key, { untilMs }] of this.parked) if (untilMs <= nowMs) this.parked.delete(key);
    return [...this.parked.keys()];
  }

  park(row: Pick<OutboxRow, 'aggregate_id' | 'seq'>, untilMs: number): void {
    this.parked.set(row.aggregate_id, { seq: row.seq, untilMs });
    this.keep(row.seq);
  }

  /** `seq` stays in the table: the mark must not pass it. */
  keep(seq: bigint): void {
    if (this.candidate !== undefined && this.candidate.seq >= seq)
      this.candidate = { ...this.candidate, seq: seq - 1n };
  }

  /** Takes note of a read: `rows` of this shard in order, nothing of them sent yet. */
  wasRead(rows: readonly OutboxRow[], bounds: SnapshotBounds): void {
    if (this.candidate === undefined || bounds.xmin < this.candidate.xmax) return;
    // A late one was found: it has to go first.
    if (rows[0] !== undefined && rows[0].seq <= this.candidate.seq) return;
    if (this.candidate.seq > this.mark) this.mark = this.candidate.seq;
    this.candidate = undefined;
  }

  /** All rows up to `seq` that were visible in `bounds` are sent and deleted, but for those in `kept`. */
  wasSent(seq: bigint, bounds: SnapshotBounds, kept: Iterable<bigint>): void {
    if (this.candidate !== undefined) return;
    this.candidate = { seq, xmax: bounds.xmax };
    for (const { seq: parkedSeq } of this.parked.values()) this.keep(parkedSeq);
    for (const keptSeq of kept) this.keep(keptSeq);
  }

  /** Begins again at the start of the shard. */
  rescan(): void {
    this.mark = -1n;
    this.candidate = undefined;
    this.parked.clear();
  }
}
