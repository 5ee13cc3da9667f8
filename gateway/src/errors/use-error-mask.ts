import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';
import { statusFor } from './format-error';
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
          if (errors === undefined || errors.length === 0) return Promise.resolve();
          result.errors = errors.map((fault) => format(fault, contextValue.correlationId));
          const { data, errors: masked } = result;
          response.http.status = statusFor(response.http.status, { data, errors: masked });
          return Promise.resolve();
        },
      }),
  };
}
