import type { ApolloServerPlugin } from '@apollo/server';
import { AppError } from '@agora/platform/errors';

/** Refuses a subscription that came as an ordinary request, and says where it belongs. */
export function useSubscriptionRefusal(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ operation }) => {
          if (operation?.operation !== 'subscription') return Promise.resolve();
          throw new AppError(
            'SUBSCRIPTION_OVER_HTTP',
            'Subscriptions need a WebSocket (graphql-transport-ws) or "accept: text/event-stream"',
          );
        },
      }),
  };
}
