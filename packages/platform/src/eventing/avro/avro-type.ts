import { Type, types } from 'avsc';
import type { Schema } from 'avsc';

/** A schema as its `.avsc` file has it: a record with a namespace. */
export interface AvroSchema {
  readonly type: string;
  readonly name: string;
  readonly namespace?: string;
  readonly doc?: string;
  readonly fields?: readonly object[];
}

/** Milliseconds since the epoch in messages, ISO 8601 text in envelopes and payloads. */
class IsoTimestamp extends types.LogicalType {
  protected override _fromValue(milliseconds: unknown): string {
    return new Date(milliseconds as number).toISOString();
  }

  // What is not a number is refused by the type below.
  protected override _toValue(text: unknown): unknown {
    const milliseconds = Date.parse(String(text));
    return Number.isNaN(milliseconds) ? text : milliseconds;
  }

  protected override _resolve(writer: Type): unknown {
    if (Type.isType(writer, 'logical:timestamp-millis')) return (text: string) => text;
    if (Type.isType(writer, 'long')) return (value: number) => this._fromValue(value);
    return undefined;
  }
}

/** @throws Error when it is not a valid schema. */
export function avroTypeOf(schema: AvroSchema): Type {
  return Type.forSchema(schema as unknown as Schema, {
    wrapUnions: false,
    omitRecordMethods: true,
    logicalTypes: { 'timestamp-millis': IsoTimestamp },
  });
}

/** Where a value does not fit its type: dotted paths without the values, which belong in no log. */
export function misfits(type: Type, value: unknown): string[] {
  const paths: string[] = [];
  type.isValid(value, { errorHook: (path) => void paths.push(path.join('.')) });
  return [...new Set(paths)];
}

/** A copy without the classes that the decoder gives to records. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}
