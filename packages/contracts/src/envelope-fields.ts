/** An Avro type, as JSON has it. */
export type AvroType =
  string | readonly AvroType[] | { readonly type: string; readonly [attribute: string]: unknown };

/** A field of a record. */
export interface AvroField {
  readonly name: string;
  readonly doc: string;
  readonly type: AvroType;
  readonly default?: unknown;
}

/** UUID as text. */
export const AVRO_UUID: AvroType = { type: 'string', logicalType: 'uuid' };
/** Milliseconds since the epoch; ISO 8601 in UTC in envelopes and payloads. */
export const AVRO_TIMESTAMP: AvroType = { type: 'long', logicalType: 'timestamp-millis' };

const text = (name: string, doc: string): AvroField => ({ name, doc, type: 'string' });
const maybe = (name: string, doc: string): AvroField => ({
  name,
  doc,
  type: ['null', 'string'],
  default: null,
});

/** What is said about every event beside its payload. */
export const ENVELOPE_FIELDS: readonly AvroField[] = [
  { name: 'event_id', doc: 'The same in every repeat', type: AVRO_UUID },
  text('type', 'Name of the event'),
  { name: 'occurred_at', doc: 'When the change was written', type: AVRO_TIMESTAMP },
  text('producer', 'The domain that owns the event'),
  text('aggregate_id', 'The message key'),
  { name: 'aggregate_version', doc: 'Version of the aggregate after the change', type: 'long' },
  maybe('tenant_region', 'Region the change belongs to'),
  maybe('store_id', 'Store the change belongs to'),
  maybe('correlation_id', 'The request that started it all'),
  maybe('causation_id', 'The operation or event that led to this one'),
  maybe('saga_id', 'The long-running process it is a step of'),
  maybe('actor', 'Who did it: role and id'),
  { name: 'schema_version', doc: 'The N of `.vN`', type: 'long' },
];
