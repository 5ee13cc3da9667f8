import { z } from 'zod';
import type { EventEnvelope } from './envelope';

/** How an envelope becomes the bytes of a message and back. Producer and consumers must use codecs that agree. */
export interface EventCodec {
  /** Says what the bytes are; travels as the header `content_type`. */
  readonly contentType: string;
  /** @throws Error (not retriable) when the envelope cannot be written. */
  encode(envelope: EventEnvelope): Uint8Array;
  /** @throws UndecodableEventError when the bytes are not an envelope. */
  decode(bytes: Uint8Array): EventEnvelope;
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

/** UTF-8 JSON of the envelope. Members it does not know are dropped when read. */
export const jsonCodec: EventCodec = {
  contentType: 'application/json',
  encode: (envelope) => Buffer.from(JSON.stringify(envelope), 'utf8'),
  decode: (bytes) => {
    let value: unknown;
    try {
      value = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
    } catch (error) {
      throw new UndecodableEventError('no JSON', { cause: error });
    }
    const read = ENVELOPE.safeParse(value);
    if (read.success) return read.data;
    const places = read.error.issues.map((issue) => issue.path.join('.') || 'envelope');
    throw new UndecodableEventError(`wrong ${[...new Set(places)].join(', ')}`);
  },
};
