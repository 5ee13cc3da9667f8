// Eventing: the road between services behind one port, with a durable log in PostgreSQL and Kafka as adapters
// that keep the same promises; the envelope and its codecs.
export { createAvroCodec } from './avro/avro-codec';
export type { AvroCodecOptions, EventSchema } from './avro/avro-codec';
export type { AvroSchema } from './avro/avro-type';
export { createSchemaRegistry, subjectOf } from './avro/schema-registry';
export type { SchemaRegistry, SchemaRegistryOptions } from './avro/schema-registry';
export { deadLetterTopic } from './dead-letter-topic';
export { schemaVersionOf } from './envelope';
export type { EventEnvelope } from './envelope';
export { UndecodableEventError, jsonCodec } from './event-codec';
export type { EventCodec } from './event-codec';
export { eventMessage } from './event-message';
export type {
  Consumer,
  EventTransport,
  IncomingMessage,
  OutgoingMessage,
  PartitionBounds,
  Subscription,
  TopicSpec,
} from './event-transport';
export { isTransient } from './is-transient';
export { createKafkaTransport } from './kafka/kafka-transport';
export type { KafkaTransportOptions } from './kafka/kafka-transport';
export { partitionOf } from './murmur2';
export { createPgLogTransport } from './pg-log/pg-log-transport';
export type { PgLogOptions } from './pg-log/pg-log-transport';
