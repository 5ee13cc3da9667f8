import type { EventCodec } from '../eventing/event-codec';
import type { EventTransport, OutgoingMessage } from '../eventing/event-transport';
import { isTransient } from '../eventing/is-transient';
import { startProducerSpan } from '../tracing/message-spans';
import type { ProducerSpan } from '../tracing/message-spans';
import { messageOf } from './outbox-row';
import type { OutboxRow } from './outbox-row';

/** A row that cannot be sent while others can. */
export interface RefusedRow {
  readonly row: OutboxRow;
  readonly error: unknown;
}

export interface SendResult {
  /** Acknowledged, in order. */
  readonly sent: readonly OutboxRow[];
  /** The first row of each key that was refused; later rows of the key were not tried. */
  readonly refused: readonly RefusedRow[];
}

export interface SendOptions {
  readonly transport: EventTransport;
  readonly codec: EventCodec;
  readonly producer: string;
}

interface Parcel {
  readonly row: OutboxRow;
  readonly message: OutgoingMessage;
  readonly span: ProducerSpan;
}

/**
 * Sends rows, which are in `seq` order, keeping the order per key: all together when that works. When it does
 * not although the transport answers, something in the batch is bad: then key by key and row by row, to find it.
 * Rows that failed before are never mixed with others.
 *
 * @throws the fault of the transport, or of what the codec asks, when it does not answer or nothing gets through: nothing is refused then, some may
 *   have been sent.
 */
export async function sendBatch(options: SendOptions, rows: readonly OutboxRow[]): Promise<SendResult> {
  const { parcels, refused } = await pack(options, rows);
  let sent: readonly OutboxRow[] = [];
  try {
    const result = await sendParcels(options, parcels);
    ({ sent } = result);
    return { sent, refused: [...refused, ...result.refused] };
  } finally {
    const acknowledged = new Set(sent);
    for (const { row, span } of parcels) span.end(acknowledged.has(row));
  }
}

async function sendParcels(options: SendOptions, parcels: readonly Parcel[]): Promise<SendResult> {
  const rows = parcels.map(({ row }) => row);
  const suspects = new Set(rows.filter((row) => row.attempts > 0).map((row) => row.aggregate_id));
  const trusted = parcels.filter(({ row }) => !suspects.has(row.aggregate_id));
  const suspected = parcels.filter(({ row }) => suspects.has(row.aggregate_id));
  const results: SendResult[] = [];
  if (trusted.length > 0) results.push(await sendTogether(options, trusted));
  if (suspected.length > 0) results.push(await sendByKey(options, suspected));
  return {
    sent: results.flatMap((result) => result.sent),
    refused: results.flatMap((result) => result.refused),
  };
}

/** Encodes; a row that cannot be encoded is refused and holds back the later ones of its key. */
async function pack(
  options: SendOptions,
  rows: readonly OutboxRow[],
): Promise<{ parcels: Parcel[]; refused: RefusedRow[] }> {
  const parcels: Parcel[] = [];
  const refused = new Map<string, RefusedRow>();
  for (const row of rows) {
    if (refused.has(row.aggregate_id)) continue;
    try {
      const message = await messageOf(row, options.producer, options.codec);
      const span = startProducerSpan(message.topic, message.headers);
      parcels.push({ row, message: { ...message, headers: span.headers }, span });
    } catch (error) {
      // Whatever the codec waits for is no matter of this row.
      if (isTransient(error)) throw error;
      refused.set(row.aggregate_id, { row, error });
    }
  }
  return { parcels, refused: [...refused.values()] };
}

async function sendTogether(options: SendOptions, parcels: readonly Parcel[]): Promise<SendResult> {
  try {
    await options.transport.publish(parcels.map(({ message }) => message));
    return { sent: parcels.map(({ row }) => row), refused: [] };
  } catch {
    await options.transport.ping();
    return sendByKey(options, parcels);
  }
}

// So many transient faults in a row are no matter of single messages: going on would take minutes and park everything.
const MAX_TRANSIENT = 3;

async function sendByKey(options: SendOptions, parcels: readonly Parcel[]): Promise<SendResult> {
  const sent: OutboxRow[] = [];
  const refused = new Map<string, RefusedRow>();
  let transient = 0;
  for (const { row, message } of parcels) {
    if (refused.has(row.aggregate_id)) continue;
    try {
      await options.transport.publish([message]);
      sent.push(row);
      transient = 0;
    } catch (error) {
      await options.transport.ping();
      if (isTransient(error) && (transient += 1) >= MAX_TRANSIENT) throw error;
      refused.set(row.aggregate_id, { row, error });
    }
  }
  return { sent, refused: [...refused.values()] };
}
