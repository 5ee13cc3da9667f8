import { z } from 'zod';
import type { EventContract } from './define-event';
import { AVRO_TIMESTAMP, AVRO_UUID, ENVELOPE_FIELDS } from './envelope-fields';
import type { AvroField, AvroType } from './envelope-fields';
import { descriptionOf, withoutNull } from './json-schema';
import type { JsonSchema } from './json-schema';

/** The schema of an event's messages: a record of the envelope with the payload as its last field. */
export interface AvroEventSchema {
  readonly type: 'record';
  readonly name: string;
  /** `agora.<type of the event>`. */
  readonly namespace: string;
  readonly doc: string;
  readonly fields: readonly AvroField[];
}

/**
 * The Avro schema of a contract, as it is committed in `avro/`. Whole numbers are `long`; text, money and everything else
 * that a number of some language may not hold is `string`; points in time are `timestamp-millis`; a field that may be null
 * defaults to null; an enumeration of the contract is one here, open sets of values are `string`.
 *
 * @throws Error naming the field for what has no place in an event: fractions, optional members, unions, missing words.
 */
export function avroSchemaOf(event: EventContract<object>): AvroEventSchema {
  const payload = z.toJSONSchema(event.schema) as JsonSchema;
  return {
    type: 'record',
    name: 'Event',
    namespace: `agora.${event.type}`,
    doc: event.description,
    fields: [
      ...ENVELOPE_FIELDS,
      {
        name: 'payload',
        doc: 'What happened',
        type: {
          type: 'record',
          name: 'Payload',
          doc: event.description,
          fields: fieldsOf(payload, { event: event.type, path: [], doc: event.description }),
        },
      },
    ],
  };
}

interface Place {
  readonly event: string;
  readonly path: readonly string[];
  /** What the nearest field says it means. */
  readonly doc: string;
}

function fieldsOf(schema: JsonSchema, place: Place): AvroField[] {
  return Object.entries(schema.properties ?? {}).map(([name, member]) => {
    const doc = descriptionOf(member);
    const here = { ...place, path: [...place.path, name], doc };
    if (schema.required?.includes(name) !== true)
      throw problem(here, 'is optional; an event has every field, null where there is nothing to say');
    if (doc === '') throw problem(here, 'has no description');
    const { schema: filled, isNullable } = withoutNull(member);
    const type = typeOf(filled, here);
    if (!isNullable)
      return { name, doc, type, ...(member.default === undefined ? {} : { default: member.default }) };
    if (member.default != null) throw problem(here, 'may be null and has another default');
    return { name, doc, type: ['null', type], default: null };
  });
}

function typeOf(schema: JsonSchema, place: Place): AvroType {
  if (schema.enum !== undefined) return { type: 'enum', name: nameOf(place), symbols: schema.enum };
  if (schema.properties !== undefined)
    return { type: 'record', name: nameOf(place), doc: place.doc, fields: fieldsOf(schema, place) };
  if (schema.items !== undefined) {
    const item = { ...place, path: [...place.path, 'item'] };
    return { type: 'array', items: typeOf(schema.items, item) };
  }
  if (typeof schema.additionalProperties === 'object')
    return { type: 'map', values: typeOf(schema.additionalProperties, place) };
  return primitiveOf(schema, place);
}

function primitiveOf(schema: JsonSchema, place: Place): AvroType {
  switch (schema.type) {
    case 'string':
      if (schema.format === 'uuid') return AVRO_UUID;
      return schema.format === 'date-time' ? AVRO_TIMESTAMP : 'string';
    case 'integer':
      return 'long';
    case 'boolean':
      return 'boolean';
    default:
      throw problem(place, 'is of a kind that events do not carry');
  }
}

/** Unique within the event: `lines.item` becomes `LinesItem`. */
function nameOf({ path }: Place): string {
  return path
    .flatMap((step) => step.split('_'))
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}

function problem({ event, path }: Place, what: string): Error {
  return new Error(`${event}: ${path.join('.')} ${what}`);
}
