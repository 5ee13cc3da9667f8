import type { GraphQLCompositeType, GraphQLSchema } from 'graphql';
import { completeResponse, fitting } from '../response/complete-response';
import type { Completed } from '../response/complete-response';
import type { DataObject } from '../run/data-object';
import type { Shape } from '../response/response-shape';
import { MISFIT, responseWriter } from '../response/response-writer';
import type { Writing } from '../response/response-writer';

type Write = ReturnType<typeof responseWriter>;

/** A shape that is kept has its writers kept, and no longer. */
const writers = new WeakMap<Shape, Map<GraphQLCompositeType, Write>>();

/** As `completeResponse`, the fast way if the data allows it. */
export function completedBy(
  schema: GraphQLSchema,
  of: { readonly type: GraphQLCompositeType; readonly shape: Shape },
  { data, writing }: { readonly data: DataObject; readonly writing: Writing },
): Completed {
  try {
    return fitting(writerFor(schema, of)(data, writing));
  } catch (error) {
    if (error !== MISFIT) throw error;
    return completeResponse(schema, of, data);
  }
}

function writerFor(schema: GraphQLSchema, { type, shape }: Parameters<typeof completedBy>[1]): Write {
  const known = writers.get(shape) ?? new Map<GraphQLCompositeType, Write>();
  writers.set(shape, known);
  const write = known.get(type) ?? responseWriter(schema, { type, shape });
  known.set(type, write);
  return write;
}
