import { FAULT_CODES, isFaultCode, maskError } from '@agora/platform/errors';
import type { Logger } from '@agora/platform/logging';
import { GraphQLError } from 'graphql';
import type { GraphQLFormattedError } from 'graphql';

/** Makes what a client sees of an error; logs what it must not see. Never throws. */
export type FormatError = (error: unknown, correlationId: string) => GraphQLFormattedError;

/** One formatter for HTTP, SSE and WebSocket, so an error looks the same everywhere. */
export function createFormatError(logger: Logger): FormatError {
  return (error, correlationId) =>
    maskError(asProtocolError(error), {
      correlationId,
      onHidden: (hidden) => {
        logger.error({ err: hidden, correlationId }, 'a fault was hidden from the client');
      },
    });
}

/** The HTTP status of an answer that has errors and no data. */
export function statusOf(errors: readonly GraphQLFormattedError[]): number | undefined {
  const code = errors[0]?.extensions?.['code'];
  return isFaultCode(code) ? FAULT_CODES[code].httpStatus : undefined;
}

/** The HTTP status of an answer with errors. @param status What it would be without. */
export function statusFor(
  status: number | undefined,
  { data, errors }: { readonly data?: unknown; readonly errors: readonly GraphQLFormattedError[] },
): number {
  if (data !== undefined) return status ?? 200;
  return statusOf(errors) ?? status ?? 400;
}

/** What the query planner says of a document that graphql-js finds valid and it does not. */
const PLANNER_REFUSAL = 'INVALID_GRAPHQL';

/** Some of Apollo Server's own refusals have a 4xx status but no code; they are the client's fault, not ours. */
function asProtocolError(error: unknown): unknown {
  if (!(error instanceof GraphQLError)) return error;
  const code = error.extensions['code'];
  // With a path it is about a value a subgraph gave, not about the client's document.
  if (code === PLANNER_REFUSAL && error.path === undefined && error.extensions['serviceName'] === undefined) {
    return new GraphQLError(error.message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
  }
  if (code !== undefined) return error;
  const status: unknown = error.extensions.http?.status;
  if (typeof status !== 'number' || status < 400 || status >= 500) return error;
  return new GraphQLError(error.message, { extensions: { code: 'BAD_REQUEST' } });
}
