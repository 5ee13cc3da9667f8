import { avroSchemaOf } from './avro-schema';
import { CATALOG_OF_EVENTS } from './catalog-of-events';
import type { EventContract } from './define-event';
import type { AvroField, AvroType } from './envelope-fields';

const INTRODUCTION = `# Events

Written from \`packages/contracts\` by \`npm run generate\`; a test compares the two. The same as AsyncAPI: [api/asyncapi.yaml](api/asyncapi.yaml).
The decisions behind it: [ADR 0020](adr/0020-events-are-avro-made-from-the-contracts.md).

The name of an event is its topic and ends in the version of its payload. Topics have 3 partitions and keep messages
for 7 days; the message key is the aggregate's id, so events of one aggregate keep their order within a topic, not
across topics. Delivery is at least once: consumers record the event id in their inbox, in the transaction of the effect.
A message whose handler keeps failing holds back its key only, and goes to \`<topic>.dlq\` in the end (kept for 30 days;
[ADR 0021](adr/0021-a-poisonous-message-parks-its-key.md)). Events carry ids, never personal data.

## Messages

Avro, by the schema \`packages/contracts/avro/<type>.avsc\`: a record of the envelope with the payload in it. The bytes begin with the name of
the schema they were written with:

| first bytes | then | written |
| --- | --- | --- |
| \`C3 01\` | 8 bytes fingerprint (CRC-64-AVRO, little endian), the record: Avro's single-object encoding | without a registry |
| \`00\` | 4 bytes id (big endian), the record: Confluent's form, subject \`<topic>-value\` | with \`SCHEMA_REGISTRY_URL\` |
| \`{\` | the rest of a JSON object with the same members | before Avro |

Consumers take all three. The message headers are \`content_type\`, \`event_id\`, \`type\`, \`aggregate_version\` and, when there is one,
\`tenant_region\`, \`correlation_id\` and \`traceparent\`. A message with the header \`replay_for_group\` is a dead letter that is sent again for
that consumer group; every other one passes over it. Amounts of money are digits of the currency's smallest unit as text, points in time are
\`timestamp-millis\` (UTC), a field that may be null defaults to null.

## Changes

Every version that was published is kept in \`packages/contracts/avro/published/\` and stays readable: \`npm run check:events\` refuses a
change that is not compatible in both directions with all of them, and says which field and what to do. So fields come and go with a default, and
anything else is a new event, \`.v2\`, beside the old one. \`npm run check:events -- --write\` publishes a changed schema; \`npm run events\`
creates topics and registers schemas.

## Envelope

`;

const FIELD_TABLE = '| field | type | meaning |\n| --- | --- | --- |';

/** The whole of `docs/events.md`: the envelope, a table of all events, and the fields of each. */
export function eventsDocument(): string {
  const [example] = CATALOG_OF_EVENTS;
  const envelope = example === undefined ? [] : avroSchemaOf(example).fields;
  const rows = CATALOG_OF_EVENTS.map(
    (event) =>
      `| [\`${event.type}\`](#${anchor(event.type)}) | ${ownerOf(event)} | \`${event.key}\` | ${consumersOf(event)} |`,
  );
  return [
    `${INTRODUCTION}${FIELD_TABLE}`,
    ...envelope.map((field) =>
      row(
        field.name === 'payload'
          ? { path: 'payload', type: 'record', description: 'see below' }
          : described(field, ''),
      ),
    ),
    '\n## All events\n',
    '| event | owner | key | consumers |\n| --- | --- | --- | --- |',
    ...rows,
    ...CATALOG_OF_EVENTS.map(section),
    '',
  ].join('\n');
}

function section(event: EventContract<object>): string {
  return [
    `\n### ${event.type}\n`,
    `${event.description} Owner: ${ownerOf(event)}. Key: \`${event.key}\`. Consumers: ${consumersOf(event)}.\n`,
    FIELD_TABLE,
    ...fieldsOf(event).map(row),
  ].join('\n');
}

/** One field of a payload; `path` is dotted, `[]` stands for every item of a list. */
export interface PayloadField {
  readonly path: string;
  readonly type: string;
  readonly description: string;
}

/** Every field of an event's payload, outer ones before inner ones. */
export function fieldsOf(event: EventContract<object>): readonly PayloadField[] {
  const payload = avroSchemaOf(event).fields.find(({ name }) => name === 'payload');
  return payload === undefined ? [] : membersOf(payload.type, '');
}

interface ComplexType {
  readonly type: string;
  readonly logicalType?: string;
  readonly symbols?: readonly string[];
  readonly fields?: readonly AvroField[];
  readonly items?: AvroType;
  readonly values?: AvroType;
}

function membersOf(type: AvroType, path: string): PayloadField[] {
  if (typeof type === 'string') return [];
  if (isUnion(type)) return type.flatMap((option) => membersOf(option, path));
  const { fields, items, values } = type as ComplexType;
  const inner = items ?? values;
  if (inner !== undefined) return membersOf(inner, `${path}${items === undefined ? '{}' : '[]'}`);
  const prefix = path === '' ? '' : `${path}.`;
  return (fields ?? []).flatMap((field) => [
    described(field, prefix),
    ...membersOf(field.type, `${prefix}${field.name}`),
  ]);
}

function described(field: AvroField, prefix: string): PayloadField {
  return { path: `${prefix}${field.name}`, type: labelOf(field.type), description: field.doc };
}

function labelOf(type: AvroType): string {
  if (typeof type === 'string') return type;
  if (isUnion(type)) return [...type].reverse().map(labelOf).join(' or ');
  const { type: kind, logicalType, symbols, items, values } = type as ComplexType;
  if (items !== undefined) return `list of ${labelOf(items)}`;
  if (values !== undefined) return `map of ${labelOf(values)}`;
  if (symbols !== undefined) return symbols.join(', ');
  return logicalType ?? kind;
}

function isUnion(type: AvroType): type is readonly AvroType[] {
  return Array.isArray(type);
}

function row({ path, type, description }: PayloadField): string {
  return `| \`${path}\` | ${type} | ${description} |`;
}

function ownerOf({ owner, production }: EventContract<object>): string {
  if (production === 'outside') return 'parties outside';
  return production === 'planned' ? `${owner} (not sent yet)` : owner;
}

function consumersOf(event: EventContract<object>): string {
  return event.consumers.length === 0 ? 'none yet' : event.consumers.join(', ');
}

function anchor(type: string): string {
  return type.replaceAll('.', '');
}
