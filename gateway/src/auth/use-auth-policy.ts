import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';
import type { PolicyEnforcer } from './policy-enforcer';

/**
 * Enforces the auth policy before planning: the whole operation is refused, so no part of it runs.
 * @param current The enforcer of the supergraph that is being served now.
 */
export function useAuthPolicy(current: () => PolicyEnforcer): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ schema, document, operation, contextValue }) => {
          if (operation !== undefined)
            current().enforce({ schema, document, operation }, contextValue.viewer);
          return Promise.resolve();
        },
      }),
  };
}
