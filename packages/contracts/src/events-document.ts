import { z } from 'zod';
import { CATALOG_OF_EVENTS } from './catalog-of-events';
import type { EventContract } from './define-event';

const INTRODUCTION = `# Events

Written from \`packages/contracts\` by \`node --import tsx -C source packages/contracts/src/write-events-document.ts\`; a test
compares the two.

The name of an event is its topic and ends in the version of its payload. Topics have 3 partitions and keep messages
for 7 days; the message key is the aggregate's id, so events of one aggregate keep their order within a topic, not
across topics. Delivery is at least once: consumers record the event id in their inbox, in the transaction of the effect.
A message nobody can handle goes to \`<topic>.dlq\` (kept for 30 days). Events carry ids, never personal data.

## Envelope

Around every payload, as UTF-8 JSON. The message headers repeat \`event_id\`, \`type\`, \`aggregate_version\` and, when
there is one, \`tenant_region\`, \`correlation_id\` and \`traceparent\`.

| field | type | meaning |
| --- | --- | --- |
| \`event_id\` | string | UUID; the same in every repeat |
| \`type\` | string | name of the event |
| \`occurred_at\` | string | ISO 8601, when the change was written |
| \`producer\` | string | the domain that owns the event |
| \`aggregate_id\` | string | the message key |
| \`aggregate_version\` | integer | version of the aggregate after the change |
| \`tenant_region\` | string or null | region the change belongs to |
| \`store_id\` | string or null | store the change belongs to |
| \`correlation_id\` | string or null | the request that started it all |
| \`causation_id\` | string or null | the operation or event that led to this one |
| \`saga_id\` | string or null | the long-running process it is a step of |
| \`actor\` | string or null | who did it: role and id |
| \`schema_version\` | integer | the N of \`.vN\` |
| \`payload\` | object | see below |
`;

/** The whole of `docs/events.md`: the envelope, a table of all events, and the fields of each. */
export function eventsDocument(): string {
  const rows = CATALOG_OF_EVENTS.map(
    (event) =>
      `| [\`${event.type}\`](#${anchor(event.type)}) | ${event.owner} | \`${event.key}\` | ${consumersOf(event)} |`,
  );
  return [
    INTRODUCTION,
    '## All events\n',
    '| event | owner | key | consumers |\n| --- | --- | --- | --- |',
    ...rows,
    ...CATALOG_OF_EVENTS.map(section),
    '',
  ].join('\n');
}

function section(event: EventContract<object>): string {
  const fields = fieldsOf(event).map(
    (field) => `| \`${field.path}\` | ${field.type} | ${field.description} |`,
  );
  return [
    `\n### ${event.type}\n`,
    `${event.description} Owner: ${event.owner}. Key: \`${event.key}\`. Consumers: ${consumersOf(event)}.\n`,
    '| field | type | meaning |\n| --- | --- | --- |',
    ...fields,
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
  return membersOf(z.toJSONSchema(event.schema) as JsonSchema, '');
}

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly anyOf?: readonly JsonSchema[];
}

function membersOf(schema: JsonSchema, prefix: string): PayloadField[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const described = { path, type: typeOf(member), description: descriptionOf(member) };
    return [
      described,
      ...membersOf(member.items ?? member, member.items === undefined ? `${path}.` : `${path}[].`),
    ];
  });
}

function descriptionOf(schema: JsonSchema): string {
  return (
    schema.description ?? schema.anyOf?.find((option) => option.description !== undefined)?.description ?? ''
  );
}

function typeOf(schema: JsonSchema): string {
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.items !== undefined) return `list of ${typeOf(schema.items)}`;
  const values = schema.additionalProperties;
  if (schema.properties === undefined && typeof values === 'object') return `map of ${typeOf(values)}`;
  return [schema.type ?? 'any'].flat().join(' or ');
}

function consumersOf(event: EventContract<object>): string {
  return event.consumers.length === 0 ? 'none yet' : event.consumers.join(', ');
}

function anchor(type: string): string {
  return type.replaceAll('.', '');
}
