import {
  GraphQLError,
  isCompositeType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLLeafType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import { TYPE_NAME } from '../run/data-object';
import type { DataObject } from '../run/data-object';
import { isValidScalar } from './leaf-values';
import type { Shape, ShapeField } from './response-shape';

/** The `data` of a response, as JSON. */
export interface Completed {
  readonly json: string;
  /** What did not fit the schema. */
  readonly problems: readonly GraphQLError[];
  /** Those of them that are about a value, and not about one that is not there. */
  readonly misfits: readonly GraphQLError[];
}

/** Data that fits the schema. */
export function fitting(json: string): Completed {
  return { json, problems: [], misfits: [] };
}

/**
 * What is told of what went wrong on the way to data and of what does not fit in them: what is missing after an error is missing for its
 * reason, but a value that does not fit is an error of its own.
 */
export function errorsToTell(
  met: readonly GraphQLError[],
  { problems, misfits }: Completed,
): readonly GraphQLError[] {
  return met.length > 0 ? [...met, ...misfits] : problems;
}

/**
 * What an operation selects of the gathered data, in its order. What does not fit the schema is null up to the next place that may be,
 * with a problem that says where. For data that fits `responseWriter` makes the same, faster.
 */
export function completeResponse(
  schema: GraphQLSchema,
  root: { readonly type: GraphQLCompositeType; readonly shape: Shape },
  data: DataObject,
): Completed {
  const completion = new Completion(schema);
  const json = completion.object(root.type, root.shape, data) ?? 'null';
  return { json, problems: completion.problems, misfits: completion.misfits };
}

const NULL = 'null';

/** Methods answer JSON, or undefined when a null must go on to what is around it. */
class Completion {
  readonly problems: GraphQLError[] = [];
  readonly misfits: GraphQLError[] = [];
  private readonly path: (string | number)[] = [];

  constructor(private readonly schema: GraphQLSchema) {}

  object(type: GraphQLCompositeType, shape: Shape, data: DataObject): string | undefined {
    let json = '';
    for (const field of shape.fieldsOf(type)) {
      this.path.push(field.responseName);
      const value = this.field(type, field, data);
      this.path.pop();
      if (value === undefined) return undefined;
      json += `${json === '' ? '' : ','}${JSON.stringify(field.responseName)}:${value}`;
    }
    return `{${json}}`;
  }

  private field(parent: GraphQLCompositeType, field: ShapeField, data: DataObject): string | undefined {
    if (field.name === TYPE_NAME) return isObjectType(parent) ? JSON.stringify(parent.name) : undefined;
    const value = Object.hasOwn(data, field.responseName) ? data[field.responseName] : null;
    return this.value(field.type, field.shape, value);
  }

  private value(type: GraphQLOutputType, shape: Shape | undefined, value: unknown): string | undefined {
    if (isNonNullType(type)) {
      const before = this.problems.length;
      const json = this.value(type.ofType, shape, value);
      if (json !== NULL) return json;
      // A custom scalar may be the JSON null only by being null.
      if (this.problems.length === before) this.report('Cannot return null for a non-nullable field');
      return undefined;
    }
    if (value === null || value === undefined) return NULL;
    if (isListType(type)) return this.list(type.ofType, shape, value);
    if (isCompositeType(type)) return shape === undefined ? NULL : this.composite(type, shape, value);
    return this.leaf(type, value);
  }

  private list(type: GraphQLOutputType, shape: Shape | undefined, value: unknown): string {
    if (!Array.isArray(value)) return this.misfit('A subgraph answered something else than a list');
    let json = '';
    for (let index = 0; index < value.length; index += 1) {
      this.path.push(index);
      const element = this.value(type, shape, value[index]);
      this.path.pop();
      if (element === undefined) return NULL;
      json += index === 0 ? element : `,${element}`;
    }
    return `[${json}]`;
  }

  private composite(declared: GraphQLCompositeType, shape: Shape, value: unknown): string {
    if (typeof value !== 'object' || Array.isArray(value))
      return this.misfit('A subgraph answered something else than an object');
    const data = value as DataObject;
    const name = Object.hasOwn(data, TYPE_NAME) ? data[TYPE_NAME] : undefined;
    const type = typeof name === 'string' ? this.schema.getType(name) : declared;
    if (!isCompositeType(type)) return this.misfit('A subgraph answered an object of an unknown type');
    return this.object(type, shape, data) ?? NULL;
  }

  private leaf(type: GraphQLLeafType, value: unknown): string {
    return isValidLeaf(type, value)
      ? JSON.stringify(value)
      : this.misfit('A subgraph answered a value that does not fit its type');
  }

  private misfit(message: string): string {
    this.misfits.push(this.report(message));
    return NULL;
  }

  private report(message: string): GraphQLError {
    const path = [...this.path];
    const problem = new GraphQLError(message, { path, extensions: { code: 'INVALID_GRAPHQL' } });
    this.problems.push(problem);
    return problem;
  }
}

function isValidLeaf(type: GraphQLLeafType, value: unknown): boolean {
  if (isEnumType(type)) return typeof value === 'string' && type.getValue(value) !== undefined;
  return isScalarType(type) && isValidScalar(type.name, value);
}
