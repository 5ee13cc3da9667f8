import type { ApolloServerPlugin } from '@apollo/server';
import type { Logger } from '@agora/platform/logging';
import { histogram } from '@agora/platform/metrics';
import type { FormattedExecutionResult } from 'graphql';
import type { GatewayContext } from '../context';
import { createOperationLabels } from './operation-name';

const duration = histogram({
  name: 'gateway_request_duration_seconds',
  help: 'Time from parsing to the complete answer of one operation',
  labelNames: ['operation', 'outcome'],
});

/**
 * One log line and one measurement per operation: its name, how long it took, the code of its first error. Never
 * variables, never the document: they may hold personal data.
 */
export function useOperationReport(logger: Logger): ApolloServerPlugin<GatewayContext> {
  const labelOf = createOperationLabels();
  return {
    requestDidStart: () => {
      const startedMs = performance.now();
      return Promise.resolve({
        willSendResponse: ({ operationName, operation, response, contextValue }) => {
          const durationMs = performance.now() - startedMs;
          const code = response.body.kind === 'single' ? firstCode(response.body.singleResult) : undefined;
          duration.observe({ operation: labelOf(operationName), outcome: code ?? 'ok' }, durationMs / 1000);
          logger.info(
            {
              operation: operationName ?? 'anonymous',
              kind: operation?.operation,
              durationMs: Math.round(durationMs * 10) / 10,
              outcome: code ?? 'ok',
              correlationId: contextValue.correlationId,
            },
            'operation',
          );
          return Promise.resolve();
        },
      });
    },
  };
}

function firstCode(result: FormattedExecutionResult): string | undefined {
  const code = result.errors?.[0]?.extensions?.['code'];
  return typeof code === 'string' ? code : undefined;
}
