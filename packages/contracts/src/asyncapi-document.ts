import { avroSchemaOf } from './avro-schema';
import { CATALOG_OF_EVENTS, allTopics } from './catalog-of-events';
import type { EventContract } from './define-event';

const VERSION = '1.0.0';
const AVRO = 'application/vnd.apache.avro+json;version=1.9.0';

/**
 * The events as an AsyncAPI 3.0 document: a channel and a message per event, an operation for whoever sends or receives
 * it. Events that nobody sends yet have a channel and no operation.
 */
export function asyncApiDocument(): object {
  return {
    asyncapi: '3.0.0',
    id: 'urn:agora:events',
    info: {
      title: 'Agora events',
      version: VERSION,
      description:
        'What the subgraphs of Agora tell each other and outside parties through Kafka. Written from packages/contracts; docs/events.md says the same for people.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/avro',
    channels: Object.fromEntries(CATALOG_OF_EVENTS.map((event) => [event.type, channelOf(event)])),
    operations: Object.fromEntries(CATALOG_OF_EVENTS.flatMap(operationsOf)),
    components: {
      messages: Object.fromEntries(CATALOG_OF_EVENTS.map((event) => [event.type, messageOf(event)])),
      schemas: { headers: HEADERS },
    },
  };
}

function channelOf({ type, topic, description }: EventContract<object>): object {
  const { partitions, retentionMs } = allTopics().find(({ name }) => name === topic) ?? {};
  return {
    address: topic,
    description,
    messages: { event: { $ref: `#/components/messages/${type}` } },
    bindings: {
      kafka: {
        topic,
        partitions,
        topicConfiguration: { 'retention.ms': retentionMs },
        bindingVersion: '0.5.0',
      },
    },
  };
}

function operationsOf(event: EventContract<object>): [string, object][] {
  const { type, owner, consumers, production } = event;
  const senders = production === 'planned' ? [] : [owner];
  return [
    ...senders.map((name) => operation(`${name}.send.${type}`, 'send', type)),
    ...consumers.map((name) => operation(`${name}.receive.${type}`, 'receive', type)),
  ];
}

function operation(name: string, action: 'send' | 'receive', type: string): [string, object] {
  return [
    name,
    {
      action,
      channel: { $ref: `#/channels/${type}` },
      messages: [{ $ref: `#/channels/${type}/messages/event` }],
      ...(action === 'receive'
        ? {
            bindings: {
              kafka: {
                groupId: { type: 'string', enum: [`${name.split('.')[0] ?? ''}-service-events`] },
                bindingVersion: '0.5.0',
              },
            },
          }
        : {}),
    },
  ];
}

function messageOf(event: EventContract<object>): object {
  const { type, key, description } = event;
  return {
    name: type,
    title: type,
    summary: description,
    contentType: 'application/avro',
    headers: { $ref: '#/components/schemas/headers' },
    correlationId: { location: '$message.header#/correlation_id' },
    payload: { schemaFormat: AVRO, schema: avroSchemaOf(event) },
    bindings: {
      kafka: {
        key: { type: 'string', description: `${key}: the aggregate's id` },
        schemaIdLocation: 'payload',
        schemaIdPayloadEncoding: 'confluent',
        schemaLookupStrategy: 'TopicNameStrategy',
        bindingVersion: '0.5.0',
      },
    },
    examples: [{ name: 'sample', summary: 'As consumers see it, decoded', payload: exampleOf(event) }],
  };
}

function exampleOf({ type, owner, sample }: EventContract<object>): object {
  return {
    event_id: '0192f0c1-0000-7000-8000-000000000001',
    type,
    occurred_at: '2026-01-31T12:00:00.000Z',
    producer: owner,
    aggregate_id: '0192f0c1-0000-7000-8000-000000000010',
    aggregate_version: 1,
    tenant_region: 'US',
    store_id: null,
    correlation_id: null,
    causation_id: null,
    saga_id: null,
    actor: null,
    schema_version: 1,
    payload: sample,
  };
}

const text = (description: string): object => ({ type: 'string', description });

const HEADERS = {
  type: 'object',
  required: ['content_type', 'event_id', 'type', 'aggregate_version'],
  properties: {
    content_type: text('application/avro; application/json in messages from before Avro'),
    event_id: text('The same in every repeat'),
    type: text('Name of the event'),
    aggregate_version: text('Digits of the version of the aggregate after the change'),
    tenant_region: text('Region the change belongs to'),
    correlation_id: text('The request that started it all'),
    traceparent: text('W3C trace context'),
    replay_for_group: text(
      'Only on a dead letter that is sent again: the consumer group it is for; others pass over it',
    ),
  },
};
