import { z } from 'zod';
import type { EventEnvelope } from './envelope';

/** How an envelope becomes the bytes of a message and back. Producer and consumers must use codecs that agree. */
export interface EventCodec {
  /** Says what the bytes are; travels as the header `content_type`. */
  readonly contentType: string;
  /**
   * A promise only when something has to be asked for first.
   * @throws Error when the envelope cannot be written: retriable when that is a matter of time.
   */
  encode(envelope: EventEnvelope): Uint8Array | Promise<Uint8Array>;
  /**
   * A promise only when something has to be asked for first.
   * @throws UndecodableEventError when the bytes are not an envelope; a retriable error when that cannot be told yet.
   */
  decode(bytes: Uint8Array): EventEnvelope | Promise<EventEnvelope>;
}

/** Bytes that no repeat will make readable. */
export class UndecodableEventError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`not a readable event: ${reason}`, options);
    this.name = 'UndecodableEventError';
  }
}

const text = z.string().min(1);
const maybe = text.nullish().transform((value) => value ?? null);
const ENVELOPE = z.object({
  event_id: z.guid(),
  type: text,
  occurred_at: text,
  producer: text,
  aggregate_id: text,
  aggregate_version: z.int(),
  tenant_region: maybe,
  store_id: maybe,
  correlation_id: maybe,
  causation_id: maybe,
  saga_id: maybe,
  actor: maybe,
  schema_version: z.int().positive(),
  payload: z.record(z.string(), z.unknown()),
});

/**
 * The envelope in a value that was read from outside. Members it does not know are dropped.
 * @throws UndecodableEventError naming the members that are wrong.
 */
export function checkedEnvelope(value: unknown): EventEnvelope {
  const read = ENVELOPE.safeParse(value);
  if (read.success) return read.data;
  const places = read.error.issues.map((issue) => issue.path.join('.') || 'envelope');
  throw new UndecodableEventError(`wrong ${[...new Set(places)].join(', ')}`);
}

/** UTF-8 JSON of the envelope: how events were written before Avro, and still are where nobody declared a schema. */
export const jsonCodec = {
  contentType: 'application/json',
  encode: (envelope: EventEnvelope): Uint8Array => Buffer.from(JSON.stringify(envelope), 'utf8'),
  decode: (bytes: Uint8Array): EventEnvelope => {
    let value: unknown;
    try {
      value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
    } catch (error) {
      throw new UndecodableEventError('no JSON', { cause: error });
    }
    return checkedEnvelope(value);
  },
} satisfies EventCodec;
