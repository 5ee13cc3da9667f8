import type { IncomingMessage } from '../event-transport';

/** A partition of the log as its readers address it. */
export interface LogPartition {
  readonly id: number;
  readonly topic: string;
  readonly number: number;
}

/** A row of `READ_MESSAGES`. */
export interface MessageRow {
  readonly offset: bigint;
  readonly key: string;
  readonly value: Uint8Array;
  readonly headers: Record<string, string>;
  readonly appended_at_ms: number;
}

export function toMessage(row: MessageRow, partition: LogPartition): IncomingMessage {
  return {
    topic: partition.topic,
    partition: partition.number,
    offset: row.offset,
    key: row.key,
    value: row.value,
    headers: row.headers,
    appendedAtMs: row.appended_at_ms,
  };
}
