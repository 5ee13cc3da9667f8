import type { ApolloServerPlugin } from '@apollo/server';
import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { GatewayContext } from '../context';
import { statusOf } from './format-error';
import type { FormatError } from './format-error';

/**
 * Masks every error of an answer by its origin, with the operation's correlation id, and sets the HTTP status of
 * an answer without data from the first error's code. Must be the first plugin: the others read masked codes.
 */
export function useErrorMask(format: FormatError): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ errors, response, contextValue }) => {
          if (response.body.kind !== 'single') return Promise.resolve();
          const result = response.body.singleResult;
          const faults = [...(errors ?? []), ...valueFaults(result)];
          if (faults.length === 0) return Promise.resolve();
          result.errors = faults.map((fault) => format(fault, contextValue.correlationId));
          response.http.status = statusFor(response.http.status, result, result.errors);
          return Promise.resolve();
        },
      }),
  };
}

/**
 * The gateway reports a value that does not fit the schema (null where none may be) only in an extension, so the
 * answer would be null for no visible reason. It becomes an error like any other.
 */
function valueFaults(result: FormattedExecutionResult): readonly unknown[] {
  const faults = result.extensions?.['valueCompletion'];
  if (result.extensions === undefined || !Array.isArray(faults)) return [];
  const { valueCompletion: _dropped, ...kept } = result.extensions;
  if (Object.keys(kept).length > 0) result.extensions = kept;
  else delete result.extensions;
  return faults;
}

function statusFor(
  status: number | undefined,
  result: FormattedExecutionResult,
  errors: readonly GraphQLFormattedError[],
): number {
  if (result.data !== undefined) return status ?? 200;
  return statusOf(errors) ?? status ?? 400;
}
