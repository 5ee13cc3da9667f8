import type { ApolloServerPlugin } from '@apollo/server';
import type { GatewayContext } from '../context';
import type { ReportOperation } from './operation-report';

/** Reports every operation that Apollo Server answers. */
export function useOperationReport(report: ReportOperation): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: () => {
      const startedMs = performance.now();
      return Promise.resolve({
        willSendResponse: ({ operationName, operation, response, contextValue }) => {
          const { body } = response;
          report({
            name: operationName,
            kind: operation?.operation,
            startedMs,
            errors: body.kind === 'single' ? body.singleResult.errors : undefined,
            correlationId: contextValue.correlationId,
          });
          return Promise.resolve();
        },
      });
    },
  };
}
