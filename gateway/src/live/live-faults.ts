import { AppError, faultCodeOf } from '@agora/platform/errors';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';

/**
 * An error of an execution as a GraphQL error. Reading an entity also reports plain errors, which would be written as `{}`.
 */
export function asGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const origin = error instanceof Error ? error : new Error(String(error));
  return new GraphQLError(origin.message, { originalError: origin });
}

/** The same fault, as one of the whole subscription field. */
export function atField(error: unknown, rootKey: string): GraphQLError {
  const origin = asGraphQLError(error);
  return new GraphQLError(origin.message, {
    path: [rootKey],
    extensions: { ...origin.extensions, code: origin.extensions['code'] ?? faultCodeOf(error) },
    ...(origin.originalError == null ? {} : { originalError: origin.originalError }),
  });
}

export function notFound(entityType: string): AppError {
  return new AppError('NOT_FOUND', `${entityType} not found`);
}

/** The owner's log has no entry for the newest version, although the client asks what caused it. */
export function logIncomplete(entityType: string): AppError {
  return new AppError(
    'DOWNSTREAM_UNAVAILABLE',
    `The history of ${entityType} does not reach its newest version`,
  );
}

export function schemaChanged(reasons: readonly string[]): GraphQLError {
  return new GraphQLError('The subscription is no longer valid after a change of the schema', {
    extensions: { code: 'SUBSCRIPTION_SCHEMA_RELOAD', reasons },
  });
}

/** An error that has been formatted by a subgraph, as one to be formatted again for the client. */
export function fromSubgraph({ message, path, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, {
    extensions: extensions ?? {},
    ...(path === undefined ? {} : { path }),
  });
}

/** More messages wait for `whom` than are kept; none of them is left out silently. */
export function overflow(whom: string): AppError {
  return new AppError('SUBSCRIPTION_OVERFLOW', `More messages than can wait for ${whom}`);
}
