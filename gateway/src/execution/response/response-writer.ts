import {
  getNamedType,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import type {
  GraphQLCompositeType,
  GraphQLLeafType,
  GraphQLList,
  GraphQLOutputType,
  GraphQLSchema,
} from 'graphql';
import type { Shared } from '../run/collect-entities';
import { TYPE_NAME } from '../run/data-object';
import type { DataObject } from '../run/data-object';
import { isValidScalar } from './leaf-values';
import { compileObject, objectCode } from './object-code';
import type { WrittenField, WrittenObject } from './object-code';
import type { Shape, ShapeField } from './response-shape';

/** Data that is being written. */
export interface Writing {
  /** Whether no text in the data needs to be escaped. */
  readonly isPlain: boolean;
  /** What stands at several places of the data: it is written once. */
  readonly shared: Shared;
}

type GraphQLNullableOutputType = GraphQLLeafType | GraphQLCompositeType | GraphQLList<GraphQLOutputType>;

/** Writes a value as JSON. @throws {@link MISFIT} for one that does not fit the schema. */
type Write = (value: unknown, run: WritingRun) => string;

/** Thrown when data does not fit the schema: whoever wants to know what and where completes it by `completeResponse`. */
export const MISFIT = new Error('The data does not fit the schema');

/** As many texts of shared values as there are shapes they are written in. */
class WritingRun {
  private readonly texts = new Map<Write, Map<unknown, string>>();

  constructor(readonly writing: Writing) {}

  once(value: unknown, write: Write): string {
    if (this.writing.shared.size === 0 || !this.writing.shared.has(value)) return write(value, this);
    const texts = this.texts.get(write) ?? new Map<unknown, string>();
    this.texts.set(write, texts);
    const known = texts.get(value);
    if (known !== undefined) return known;
    const text = inOnePiece(write(value, this));
    texts.set(value, text);
    return text;
  }
}

/**
 * The same text, no longer as the pieces it was put together from: those would be gathered anew wherever it stands in a response,
 * which takes longer than all the rest of writing it.
 */
function inOnePiece(json: string): string {
  // V8 has to put a text together to tell a letter of it. JSON never begins with this one.
  return json.charCodeAt(0) === 0 ? '' : json;
}

/**
 * The fast way to a response: per shape and type a function of its own, made at the first object of that type.
 * @returns A function that writes data as JSON. It throws {@link MISFIT} for data that does not fit.
 */
export function responseWriter(
  schema: GraphQLSchema,
  root: { readonly type: GraphQLCompositeType; readonly shape: Shape },
): (data: DataObject, writing: Writing) => string {
  const write = objectWriter(schema, root.type, root.shape);
  return (data, writing) => write(data, new WritingRun(writing));
}

function writerOf(schema: GraphQLSchema, type: GraphQLOutputType, shape: Shape | undefined): Write {
  if (!isNonNullType(type)) {
    const write = presentWriter(schema, type, shape);
    return (value, run) => (value === null || value === undefined ? 'null' : write(value, run));
  }
  const write = presentWriter(schema, type.ofType, shape);
  return (value, run) => {
    if (value === null || value === undefined) throw MISFIT;
    return write(value, run);
  };
}

/** Of a value that is not null. */
function presentWriter(
  schema: GraphQLSchema,
  type: GraphQLNullableOutputType,
  shape: Shape | undefined,
): Write {
  if (isListType(type)) return listWriter(writerOf(schema, type.ofType, shape));
  if (!isCompositeType(type)) return leafWriter(type);
  if (shape === undefined) return () => 'null';
  const write = objectWriter(schema, type, shape);
  return (value, run) => run.once(value, write);
}

function listWriter(element: Write): Write {
  const write: Write = (value, run) => {
    if (!Array.isArray(value)) throw MISFIT;
    let json = '[';
    for (let index = 0; index < value.length; index += 1)
      json += index === 0 ? element(value[index], run) : `,${element(value[index], run)}`;
    return `${json}]`;
  };
  return (value, run) => run.once(value, write);
}

function objectWriter(schema: GraphQLSchema, declared: GraphQLCompositeType, shape: Shape): Write {
  const byName = new Map<string, WriteObject>();
  const writerFor = (given: unknown): WriteObject => {
    const name = typeof given === 'string' ? given : declared.name;
    const known = byName.get(name);
    if (known !== undefined) return known;
    const type = schema.getType(name);
    if (!isObjectType(type)) throw MISFIT;
    const write = compileObject(writtenObject(schema, type.name, shape.fieldsOf(type)));
    byName.set(name, write);
    return write;
  };
  return (value, run) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw MISFIT;
    const data = value as DataObject;
    return writerFor(data[TYPE_NAME])(data, run);
  };
}

type WriteObject = (data: DataObject, run: WritingRun) => string;

/** The fields of an object; the values of some are known without looking. */
function writtenObject(
  schema: GraphQLSchema,
  typeName: string,
  selected: readonly ShapeField[],
): WrittenObject<WritingRun> {
  const fields: WrittenField<WritingRun>[] = [];
  let lead = '{';
  for (const [index, { responseName, name, type, shape }] of selected.entries()) {
    lead += `${index === 0 ? '' : ','}${JSON.stringify(responseName)}:`;
    if (name === TYPE_NAME) lead += JSON.stringify(typeName);
    else {
      fields.push({ name: responseName, lead, write: writerOf(schema, type, shape) });
      lead = '';
    }
  }
  return { fields, end: `${lead}}` };
}

function leafWriter(type: GraphQLLeafType): Write {
  if (isEnumType(type)) {
    const texts = new Map(type.getValues().map(({ name }) => [name as unknown, `"${name}"`]));
    return (value) => {
      const text = texts.get(value);
      if (text === undefined) throw MISFIT;
      return text;
    };
  }
  if (!isScalarType(type)) return () => 'null';
  const { name } = type;
  const isText = name === 'String' || name === 'ID';
  return (value, run) => {
    if (!isValidScalar(name, value)) throw MISFIT;
    if (isText && typeof value === 'string')
      return run.writing.isPlain ? `"${value}"` : JSON.stringify(value);
    return typeof value === 'number' ? String(value) : JSON.stringify(value);
  };
}

/** The code that writes the objects of one type at one place of a response. */
export interface ResponseCode {
  /** Response names from the root; empty for the root. */
  readonly place: readonly string[];
  readonly type: string;
  readonly code: string;
}

/**
 * All code that {@link responseWriter} may make for an operation, from the root down. It is worked out as it is asked for: under
 * interfaces within interfaces there may be very much of it, and the same more than once.
 */
export function* responseCode(
  schema: GraphQLSchema,
  { type, shape }: { readonly type: GraphQLCompositeType; readonly shape: Shape },
  place: readonly string[] = [],
): Generator<ResponseCode> {
  for (const one of isObjectType(type) ? [type] : schema.getPossibleTypes(type)) {
    const selected = shape.fieldsOf(one);
    yield { place, type: one.name, code: objectCode(writtenObject(schema, one.name, selected)) };
    for (const { responseName, type: declared, shape: inner } of selected) {
      const named = getNamedType(declared);
      if (inner !== undefined && isCompositeType(named))
        yield* responseCode(schema, { type: named, shape: inner }, [...place, responseName]);
    }
  }
}
