import { getNamedType, getNullableType, isAbstractType, isCompositeType, isListType } from 'graphql';
import type { GraphQLCompositeType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import type { ResponsePath } from '../run/collect-entities';
import { TYPE_NAME } from '../run/data-object';
import type { DataObject } from '../run/data-object';
import type { Shape } from '../response/response-shape';

/** An object that is in an answer already, and of which something arrives later. */
export interface DeferredPlace {
  /** Place of the part that brings it. */
  readonly part: number;
  /** Of the object in the answer. */
  readonly path: ResponsePath;
  /** The object as it is gathered. */
  readonly data: DataObject;
  /** What was selected where it is; `laterOf` its type has what arrives. */
  readonly around: Shape;
  /** What the schema says it is; the data may know better. */
  readonly declared: GraphQLCompositeType;
}

/** An object, as it was gathered and as the client has it. */
export interface SentObject extends Omit<DeferredPlace, 'part' | 'around'> {
  readonly shape: Shape;
  readonly sent: DataObject;
}

/** The places of what arrives later, in the order of the answer. What has become null has none. */
export function deferredPlaces(schema: GraphQLSchema, object: SentObject): DeferredPlace[] {
  const found: DeferredPlace[] = [];
  lookInto({ schema, found }, object);
  return found;
}

/** The type of an object as far as it is known now; undefined for a name that the schema does not have. */
export function typeOf(
  schema: GraphQLSchema,
  { data, declared }: Pick<DeferredPlace, 'data' | 'declared'>,
): GraphQLCompositeType | undefined {
  const name = Object.hasOwn(data, TYPE_NAME) ? data[TYPE_NAME] : undefined;
  const type = typeof name === 'string' ? schema.getType(name) : declared;
  return isCompositeType(type) ? type : undefined;
}

interface Search {
  readonly schema: GraphQLSchema;
  readonly found: DeferredPlace[];
}

function lookInto(into: Search, object: SentObject): void {
  const { path, data, shape, declared, sent } = object;
  const type = typeOf(into.schema, object);
  if (type === undefined) return;
  for (const part of partsOf(into.schema, shape, type))
    into.found.push({ part, path, data, around: shape, declared });
  for (const field of shape.fieldsOf(type)) {
    const { responseName: name } = field;
    if (field.shape === undefined || !Object.hasOwn(sent, name) || !Object.hasOwn(data, name)) continue;
    const value = { path: [...path, name], data: data[name], sent: sent[name] };
    lookAt(into, value, { type: field.type, shape: field.shape });
  }
}

/** Which type an object is of may itself be known later: then it has the parts of every type that it can be of. */
function partsOf(schema: GraphQLSchema, shape: Shape, type: GraphQLCompositeType): ReadonlySet<number> {
  const types = isAbstractType(type) ? [type, ...schema.getPossibleTypes(type)] : [type];
  return new Set(types.flatMap((one) => shape.laterOf(one).map(({ part }) => part)));
}

interface SentValue {
  readonly path: ResponsePath;
  readonly data: unknown;
  readonly sent: unknown;
}

function lookAt(
  into: Search,
  { path, data, sent }: SentValue,
  of: { readonly type: GraphQLOutputType; readonly shape: Shape },
): void {
  if (data === null || sent === null || typeof data !== 'object' || typeof sent !== 'object') return;
  const type = getNullableType(of.type);
  if (isListType(type)) {
    if (!Array.isArray(sent) || !Array.isArray(data)) return;
    const gathered: readonly unknown[] = data;
    for (const [index, element] of (sent as readonly unknown[]).entries())
      lookAt(
        into,
        { path: [...path, index], data: gathered[index], sent: element },
        { ...of, type: type.ofType },
      );
  } else if (isCompositeType(type))
    lookInto(into, {
      path,
      data: data as DataObject,
      sent: sent as DataObject,
      declared: type,
      shape: of.shape,
    });
}

/** Whether something in an object, by its path from there, is answered together with it. */
export function isAnsweredWith(
  schema: GraphQLSchema,
  object: Pick<SentObject, 'data' | 'declared' | 'shape'>,
  [name, ...rest]: ResponsePath,
): boolean {
  const { data, shape } = object;
  const type = typeOf(schema, object);
  const fields = type === undefined ? [] : shape.fieldsOf(type);
  const field = fields.find(({ responseName }) => responseName === name);
  if (field === undefined) return false;
  const depth = rest.findIndex((step) => typeof step === 'string');
  const declared = getNamedType(field.type);
  if (depth === -1 || field.shape === undefined || !isCompositeType(declared)) return true;
  const value = elementAt(data[field.responseName], rest.slice(0, depth));
  // What became null is answered: whatever was in it is told there.
  if (typeof value !== 'object' || value === null) return true;
  return isAnsweredWith(
    schema,
    { data: value as DataObject, declared, shape: field.shape },
    rest.slice(depth),
  );
}

function elementAt(value: unknown, indexes: ResponsePath): unknown {
  return indexes.reduce<unknown>(
    (list, index) => (Array.isArray(list) ? (list as unknown[])[index as number] : undefined),
    value,
  );
}
