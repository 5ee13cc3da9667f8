/** What a domain says happened. Becomes one `outbox` row in the transaction of the change, then one message. */
export interface OutboxEvent {
  /** Made by the writer, so that a repeated publish is recognised by every inbox. */
  readonly eventId: string;
  /** `<subject>.<past tense>.v<N>`: also the topic. */
  readonly type: string;
  /** The message key: events of one aggregate keep their order. */
  readonly aggregateId: string;
  /** Grows by one per commit of the aggregate. Several events of one commit carry the same version. */
  readonly aggregateVersion: number;
  /** JSON-safe body without the envelope. No personal data: ids only. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly headers: EventHeaders;
}

/** The part of the envelope that is not derived from the row. */
export interface EventHeaders {
  readonly tenant_region?: string;
  readonly store_id?: string;
  readonly correlation_id?: string;
  /** The operation (or event) that led to this one. */
  readonly causation_id?: string;
  readonly saga_id?: string;
  readonly actor?: string;
  readonly traceparent?: string;
}
