import type { Queryable } from '../database/queryable';
import type { IncomingMessage } from '../eventing/event-transport';
import { gauge } from '../metrics/metrics';
import { PARK, READ_KEYS } from './parked-statements';
import type { ParkedKeyRow } from './parked-statements';

const parkedMessages = gauge({
  name: 'events_parked',
  help: 'Messages parked in the database of a consumer: one that fails, and those behind it of the same key',
  labelNames: ['group'],
});

interface Known {
  /** Insertions under way. */
  pending: number;
  /** The moment, on the clock of this object, since when the table is known to have had it. */
  mark: number;
}

/** Why a message is parked. */
export interface Parking {
  readonly attempts: number;
  readonly pauseMs: number;
  readonly reason: string | null;
}

/**
 * Which keys of a consumer are parked, remembered so that the normal path asks nothing. A key that is in the table is
 * never missing here for a partition that this process reads: it is loaded at every jump of the partition's offsets
 * (start, takeover, repetition), and between two jumps only this process parks messages of the partition. A key may
 * be here for some time after its last message was handled; its next message is then parked and handled from there.
 */
export class ParkedKeys {
  private readonly known = new Map<string, Known>();
  private readonly lastOffsets = new Map<string, bigint>();
  private clock = 0;
  private messages = 0;

  constructor(
    private readonly database: Queryable,
    private readonly consumer: string,
  ) {}

  /** Messages in the table, as far as this process knows. */
  get count(): number {
    return this.messages;
  }

  /** Whether `message` has to wait behind others of its key. Asks the table only when the offsets jump. */
  async hasBefore(message: IncomingMessage): Promise<boolean> {
    if (this.lastOffsets.get(partitionOf(message)) !== message.offset - 1n) await this.refresh();
    return this.known.has(keyOf(message.topic, message.key));
  }

  /** The message is done with or parked; the next offset of the partition needs no look at the table. */
  passed(message: IncomingMessage): void {
    this.lastOffsets.set(partitionOf(message), message.offset);
  }

  /** Parks a message durably, behind the parked ones of its key. Once, however often it is delivered. */
  async park(message: IncomingMessage, { attempts, pauseMs, reason }: Parking): Promise<void> {
    const entry = this.entryOf(keyOf(message.topic, message.key));
    entry.pending += 1;
    try {
      const { topic, key, partition, offset, value, headers, appendedAtMs } = message;
      const place = [this.consumer, topic, key, partition, offset];
      const content = [Buffer.from(value), JSON.stringify(headers), appendedAtMs];
      await this.database.query(PARK, [...place, ...content, attempts, pauseMs, reason]);
      this.messages += 1;
    } finally {
      entry.pending -= 1;
      entry.mark = this.clock += 1;
    }
  }

  /** Reads the table. @returns its keys. */
  async refresh(): Promise<readonly ParkedKeyRow[]> {
    const begun = (this.clock += 1);
    const rows = await this.database.query<ParkedKeyRow>(READ_KEYS, [this.consumer]);
    const found = new Set(rows.map((row) => keyOf(row.topic, row.message_key)));
    for (const key of found) {
      const entry = this.entryOf(key);
      entry.mark = Math.max(entry.mark, begun);
    }
    // What was parked after the question was asked is not in the answer.
    for (const [key, { pending, mark }] of this.known)
      if (pending === 0 && mark < begun && !found.has(key)) this.known.delete(key);
    this.messages = rows.reduce((sum, row) => sum + row.messages, 0);
    parkedMessages.set({ group: this.consumer }, this.messages);
    return rows;
  }

  private entryOf(key: string): Known {
    const entry = this.known.get(key) ?? { pending: 0, mark: 0 };
    this.known.set(key, entry);
    return entry;
  }
}

function keyOf(topic: string, key: string): string {
  return `${topic}/${key}`;
}

function partitionOf({ topic, partition }: IncomingMessage): string {
  return `${topic}/${String(partition)}`;
}
