import type { Type } from 'avsc';
import { AppError } from '../../errors/app-error';
import type { EventEnvelope } from '../envelope';
import { UndecodableEventError, checkedEnvelope, jsonCodec } from '../event-codec';
import type { EventCodec } from '../event-codec';
import { avroFingerprint } from './avro-fingerprint';
import { avroTypeOf, misfits, plain } from './avro-type';
import type { AvroSchema } from './avro-type';
import { subjectOf } from './schema-registry';
import type { SchemaRegistry } from './schema-registry';

/** The schemas of one event: envelope and payload as one record. */
export interface EventSchema {
  /** Type of the event, also its topic. */
  readonly type: string;
  /** What is written, and what is read is resolved to. */
  readonly current: AvroSchema;
  /** Every version that messages may have been written with, oldest first. */
  readonly published: readonly AvroSchema[];
}

export interface AvroCodecOptions {
  readonly schemas: readonly EventSchema[];
  /** Whose ids messages carry. Without one they carry the fingerprint of a schema in `schemas`. */
  readonly registry?: SchemaRegistry | undefined;
}

const SINGLE_OBJECT = Buffer.from([0xc3, 0x01]);
const CONFLUENT = 0x00;
const JSON_OBJECT = 0x7b;

/**
 * Avro, each message with the name of the schema it was written with: with a registry `00`, its 4-byte id and the body
 * (Confluent's form), else `C3 01`, the schema's fingerprint and the body (Avro's single-object encoding).
 *
 * Reads both forms whatever it writes, and JSON as it was written before Avro; the first byte tells. Messages of earlier
 * schema versions are resolved to the current one. An id of the registry is asked for once and kept.
 *
 * - Encoding throws AppError: `INTERNAL` for an event without a schema, one that does not fit its schema (with the paths,
 *   not the values) or one whose schema is not registered; retriable when the registry does not answer.
 * - Decoding throws UndecodableEventError for bytes of no known schema or form; AppError (retriable) when the registry
 *   does not answer.
 */
export function createAvroCodec(options: AvroCodecOptions): EventCodec {
  return new AvroCodec(options);
}

interface Writer {
  readonly type: Type;
  /** What a message begins with. */
  readonly prefix: Buffer;
}

type Reader = (body: Buffer) => unknown;

class AvroCodec implements EventCodec {
  readonly contentType = 'application/avro';
  private readonly schemas: ReadonlyMap<string, EventSchema>;
  private readonly current = new Map<string, Type>();
  private readonly writers = new Map<string, Writer>();
  /** By the hexadecimal name of the writer's schema: fingerprint or id. */
  private readonly readers = new Map<string, Reader>();
  /** Of every version of every event; made when the first of them is asked for. */
  private fingerprints: ReadonlyMap<string, AvroSchema> | undefined;

  constructor(private readonly options: AvroCodecOptions) {
    this.schemas = new Map(options.schemas.map((schema) => [schema.type, schema]));
  }

  encode(envelope: EventEnvelope): Uint8Array | Promise<Uint8Array> {
    const writer = this.writers.get(envelope.type);
    if (writer !== undefined) return write(writer, envelope);
    return this.writerOf(envelope.type, (ready) => write(ready, envelope));
  }

  decode(bytes: Uint8Array): EventEnvelope | Promise<EventEnvelope> {
    const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (message[0] === JSON_OBJECT) return jsonCodec.decode(bytes);
    if (message[0] === CONFLUENT && message.length > 5) return this.readById(message);
    if (!message.subarray(0, 2).equals(SINGLE_OBJECT) || message.length <= 10)
      throw new UndecodableEventError('neither Avro nor JSON');
    const fingerprint = message.toString('hex', 2, 10);
    return read(this.readerOfFingerprint(fingerprint), message.subarray(10));
  }

  private writerOf(
    eventType: string,
    then: (writer: Writer) => Uint8Array,
  ): Uint8Array | Promise<Uint8Array> {
    const schema = this.schemas.get(eventType);
    if (schema === undefined) throw new AppError('INTERNAL', `There is no schema of ${eventType}`);
    const type = this.currentOf(schema);
    const keep = (prefix: Buffer): Writer => {
      const writer = { type, prefix };
      this.writers.set(eventType, writer);
      return writer;
    };
    const { registry } = this.options;
    if (registry === undefined)
      return then(keep(Buffer.concat([SINGLE_OBJECT, avroFingerprint(schema.current)])));
    return registry.idOf(subjectOf(eventType), schema.current).then((id) => {
      const prefix = Buffer.alloc(5);
      prefix.writeUInt32BE(id, 1);
      return then(keep(prefix));
    });
  }

  private readById(message: Buffer): EventEnvelope | Promise<EventEnvelope> {
    const name = message.toString('hex', 1, 5);
    const body = message.subarray(5);
    const reader = this.readers.get(name);
    if (reader !== undefined) return read(reader, body);
    return this.readerOfId(message.readUInt32BE(1), name).then((found) => read(found, body));
  }

  private async readerOfId(id: number, name: string): Promise<Reader> {
    const schema = await this.options.registry?.schemaOf(id);
    if (schema === undefined) throw new UndecodableEventError(`there is no schema with the id ${String(id)}`);
    let reader: Reader;
    try {
      reader = this.readerOf(schema);
    } catch (error) {
      throw new UndecodableEventError(`schema ${String(id)} cannot be resolved`, { cause: error });
    }
    this.readers.set(name, reader);
    return reader;
  }

  private readerOfFingerprint(fingerprint: string): Reader {
    let reader = this.readers.get(fingerprint);
    if (reader !== undefined) return reader;
    this.fingerprints ??= fingerprintsOf([...this.schemas.values()]);
    const schema = this.fingerprints.get(fingerprint);
    if (schema === undefined)
      throw new UndecodableEventError(`no known schema has the fingerprint ${fingerprint}`);
    reader = this.readerOf(schema);
    this.readers.set(fingerprint, reader);
    return reader;
  }

  /** From the writer's schema to the current one of the event; an event nobody here knows is read as it was written. */
  private readerOf(schema: AvroSchema): Reader {
    const known = [...this.schemas.values()].find(({ current }) => fullName(current) === fullName(schema));
    const reader = known === undefined ? avroTypeOf(schema) : this.currentOf(known);
    if (known === undefined || isSame(schema, known.current))
      return (body) => reader.fromBuffer(body) as unknown;
    const writer = avroTypeOf(schema);
    const resolver = reader.createResolver(writer);
    return (body) => reader.fromBuffer(body, resolver) as unknown;
  }

  private currentOf(schema: EventSchema): Type {
    let type = this.current.get(schema.type);
    if (type === undefined) {
      type = avroTypeOf(schema.current);
      this.current.set(schema.type, type);
    }
    return type;
  }
}

function write({ type, prefix }: Writer, envelope: EventEnvelope): Uint8Array {
  try {
    return Buffer.concat([prefix, type.toBuffer(envelope)]);
  } catch (error) {
    const places = misfits(type, envelope).join(', ');
    throw new AppError('INTERNAL', `${envelope.type} does not fit its schema: ${places}`, { cause: error });
  }
}

function read(reader: Reader, body: Buffer): EventEnvelope {
  let value: unknown;
  try {
    value = reader(body);
  } catch (error) {
    throw new UndecodableEventError('wrong Avro body', { cause: error });
  }
  return checkedEnvelope(plain(value));
}

function fingerprintsOf(schemas: readonly EventSchema[]): ReadonlyMap<string, AvroSchema> {
  return new Map(
    schemas.flatMap(({ published, current }) =>
      [...published, current].map((schema) => [avroFingerprint(schema).toString('hex'), schema] as const),
    ),
  );
}

/** Whether bytes mean the same by both. Logical types, which canonical forms leave out, never change in an event. */
function isSame(one: AvroSchema, other: AvroSchema): boolean {
  return avroFingerprint(one).equals(avroFingerprint(other));
}

function fullName({ name, namespace }: AvroSchema): string {
  return namespace === undefined || name.includes('.') ? name : `${namespace}.${name}`;
}
