/** What is said about an event beside its payload, and the payload itself. On the wire as it is here. */
export interface EventEnvelope<Payload = Readonly<Record<string, unknown>>> {
  /** UUID: what every inbox recognises a repeat by. */
  readonly event_id: string;
  /** Also the topic. */
  readonly type: string;
  /** ISO 8601, when the change was committed. */
  readonly occurred_at: string;
  /** The domain that owns the event. */
  readonly producer: string;
  /** Also the message key. */
  readonly aggregate_id: string;
  readonly aggregate_version: number;
  readonly tenant_region: string | null;
  readonly store_id: string | null;
  readonly correlation_id: string | null;
  readonly causation_id: string | null;
  readonly saga_id: string | null;
  readonly actor: string | null;
  /** The N of `.vN` in the type. */
  readonly schema_version: number;
  readonly payload: Payload;
}

/** The N of `cart.item.added.v<N>`; 1 when the type carries none. */
export function schemaVersionOf(type: string): number {
  const found = /\.v(\d+)$/.exec(type)?.[1];
  return found === undefined ? 1 : Number(found);
}
