import type { Logger } from '@agora/platform/logging';
import { histogram } from '@agora/platform/metrics';
import type { GraphQLFormattedError } from 'graphql';
import { createOperationLabels } from './operation-name';

const duration = histogram({
  name: 'gateway_request_duration_seconds',
  help: 'Time from parsing to the complete answer of one operation',
  labelNames: ['operation', 'outcome'],
});

/** An operation that has been answered. */
export interface AnsweredOperation {
  readonly name: string | null | undefined;
  readonly kind: string | undefined;
  /** As `performance.now()`. */
  readonly startedMs: number;
  /** As the client sees them. */
  readonly errors: readonly GraphQLFormattedError[] | undefined;
  readonly correlationId: string;
}

export type ReportOperation = (answered: AnsweredOperation) => void;

/**
 * One log line and one measurement per operation: its name, how long it took, the code of its first error. Never
 * variables, never the document: they may hold personal data.
 */
export function createOperationReport(logger: Logger): ReportOperation {
  const labelOf = createOperationLabels();
  return ({ name, kind, startedMs, errors, correlationId }) => {
    const durationMs = performance.now() - startedMs;
    const outcome = firstCode(errors) ?? 'ok';
    duration.observe({ operation: labelOf(name), outcome }, durationMs / 1000);
    logger.info(
      {
        operation: name ?? 'anonymous',
        kind,
        durationMs: Math.round(durationMs * 10) / 10,
        outcome,
        correlationId,
      },
      'operation',
    );
  };
}

function firstCode(errors: AnsweredOperation['errors']): string | undefined {
  const code = errors?.[0]?.extensions?.['code'];
  return typeof code === 'string' ? code : undefined;
}
