import { Type } from 'avsc';
import type { Schema } from 'avsc';
import type { AvroEventSchema } from './avro-schema';
import type { AvroField, AvroType } from './envelope-fields';

/** Why messages of one version cannot be read by those who know the other one. */
export interface Break {
  /** Dotted; `[]` stands for every item of a list, `{}` for every value of a map. */
  readonly field: string;
  readonly problem: string;
  readonly remedy: string;
}

type RecordType = { readonly name: string; readonly fields: readonly AvroField[] };

/**
 * What keeps two versions of an event from being compatible in both directions: whoever knows one reads all messages of
 * the other. Stricter than Avro in one point: a logical type counts as part of the type.
 */
export function breaksBetween(older: AvroEventSchema, newer: AvroEventSchema): readonly Break[] {
  if (older.namespace !== newer.namespace || older.name !== newer.name)
    return [changed('', 'has another name', 'Keep the name of the record')];
  const breaks = breaksOfRecords(older, newer, '');
  // The rules above are ours; the library's are those that messages are read by.
  return breaks.length > 0 ? breaks : unreadable(older, newer);
}

function breaksOfRecords(older: RecordType, newer: RecordType, path: string): Break[] {
  const [before, after] = [byName(older.fields), byName(newer.fields)];
  const added = newer.fields.filter(({ name }) => !before.has(name));
  const removed = older.fields.filter(({ name }) => !after.has(name));
  return [
    ...added
      .filter((field) => field.default === undefined)
      .map(({ name }) =>
        changed(`${path}${name}`, 'was added without a default', 'Give it a default (`nullable()` has null)'),
      ),
    ...removed
      .filter((field) => field.default === undefined)
      .map(({ name }) =>
        changed(`${path}${name}`, 'was removed, and those who know it have no default for it', 'Keep it'),
      ),
    ...newer.fields.flatMap((field) => {
      const known = before.get(field.name);
      return known === undefined ? [] : breaksOfTypes(known.type, field.type, `${path}${field.name}`);
    }),
  ];
}

function breaksOfTypes(older: AvroType, newer: AvroType, path: string): Break[] {
  const [before, after] = [shapeOf(older), shapeOf(newer)];
  if (before.isNullable !== after.isNullable) {
    const what = after.isNullable ? 'may be null now' : 'may not be null any more';
    return [changed(path, what, 'Add a field beside it')];
  }
  if (before.kind !== after.kind || before.name !== after.name)
    return [changed(path, `was ${labelOf(before)} and is ${labelOf(after)}`, 'Add a field beside it')];
  if (before.fields !== undefined && after.fields !== undefined) {
    const inside = path === '' ? '' : `${path}.`;
    return breaksOfRecords(
      { name: before.name, fields: before.fields },
      { name: after.name, fields: after.fields },
      inside,
    );
  }
  if (before.inner !== undefined && after.inner !== undefined)
    return breaksOfTypes(before.inner, after.inner, `${path}${after.kind === 'map' ? '{}' : '[]'}`);
  return breaksOfSymbols(before.symbols, after.symbols, path);
}

function breaksOfSymbols(older: readonly string[], newer: readonly string[], path: string): Break[] {
  const said = [
    ...newer.filter((symbol) => !older.includes(symbol)).map((symbol) => `${symbol} was added`),
    ...older.filter((symbol) => !newer.includes(symbol)).map((symbol) => `${symbol} was removed`),
  ];
  if (said.length === 0) return [];
  return [changed(path, `has other values (${said.join(', ')})`, 'Say the new value in a field beside it')];
}

interface Shape {
  /** Type and logical type. */
  readonly kind: string;
  readonly isNullable: boolean;
  /** Of a record or an enumeration. */
  readonly name: string;
  readonly symbols: readonly string[];
  readonly fields?: readonly AvroField[];
  /** Of a list's items or a map's values. */
  readonly inner?: AvroType;
}

interface ComplexType {
  readonly type: string;
  readonly logicalType?: string;
  readonly name?: string;
  readonly symbols?: readonly string[];
  readonly fields?: readonly AvroField[];
  readonly items?: AvroType;
  readonly values?: AvroType;
}

function shapeOf(type: AvroType): Shape {
  if (typeof type === 'string') return { kind: type, isNullable: false, name: '', symbols: [] };
  if (isUnion(type)) {
    const filled = type.find((option) => option !== 'null') ?? 'null';
    return { ...shapeOf(filled), isNullable: type.includes('null') };
  }
  const { type: kind, logicalType, name = '', symbols = [], fields, items, values } = type as ComplexType;
  const inner = items ?? values;
  return {
    kind: logicalType === undefined ? kind : `${kind} (${logicalType})`,
    isNullable: false,
    name,
    symbols,
    ...(fields === undefined ? {} : { fields }),
    ...(inner === undefined ? {} : { inner }),
  };
}

function isUnion(type: AvroType): type is readonly AvroType[] {
  return Array.isArray(type);
}

function labelOf({ kind, name }: Shape): string {
  return name === '' ? kind : `${kind} ${name}`;
}

function byName(fields: readonly AvroField[]): ReadonlyMap<string, AvroField> {
  return new Map(fields.map((field) => [field.name, field]));
}

function changed(field: string, problem: string, remedy: string): Break {
  return { field, problem, remedy };
}

function unreadable(older: AvroEventSchema, newer: AvroEventSchema): Break[] {
  const [before, after] = [typeOf(older), typeOf(newer)];
  try {
    after.createResolver(before);
    before.createResolver(after);
    return [];
  } catch (error) {
    return [changed('', `cannot be resolved: ${(error as Error).message}`, 'Take the change back')];
  }
}

function typeOf(schema: AvroEventSchema): Type {
  return Type.forSchema(schema as unknown as Schema, { wrapUnions: false });
}
