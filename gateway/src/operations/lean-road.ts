import { AppError } from '@agora/platform/errors';
import type { OperationDefinitionNode } from 'graphql';
import type { PolicyEnforcer } from '../auth/policy-enforcer';
import type { GatewayContext } from '../context';
import type { FormatError } from '../errors/format-error';
import type { CompletedResponse } from '../execution/response/completed-data';
import type { SupergraphExecution } from '../execution/supergraph-execution';
import { assertAffordable } from '../limits/use-cost-limit';
import type { ReportOperation } from '../observability/operation-report';
import { operationOf } from './known-documents';
import type { KnownDocument, KnownDocuments } from './known-documents';

export interface LeanRoadDeps {
  readonly known: KnownDocuments;
  readonly execution: Pick<SupergraphExecution, 'apiSchema' | 'execute'>;
  /** Of the supergraph that is served now. */
  readonly policy: () => PolicyEnforcer;
  readonly maxCost: number;
  readonly formatError: FormatError;
  readonly report: ReportOperation;
}

/** An operation as a client sends it. */
export interface SentOperation {
  readonly source: string;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/**
 * Runs an operation beside Apollo Server, under the same rules and for the same answer.
 * @returns undefined when this is for Apollo Server: nothing has been run, and nothing told.
 */
export type LeanRoad = (
  sent: SentOperation,
  context: GatewayContext,
) => Promise<CompletedResponse | undefined>;

/**
 * The road for what goes well. A document is taken once Apollo Server has let it through; whatever would be refused (for what it
 * asks, for who asks, for its variables) is left to Apollo Server, so that there is one place that refuses.
 */
export function createLeanRoad(deps: LeanRoadDeps): LeanRoad {
  return async ({ source, operationName, variables }, context) => {
    const startedMs = performance.now();
    const known = deps.known.find(source, deps.execution.apiSchema);
    const operation = known === undefined ? undefined : operationOf(known, operationName);
    if (known === undefined || operation === undefined) return undefined;
    if (!isAllowed(deps, { ...known, operation, variables }, context)) return undefined;
    const { documentHash, document } = known;
    const executed = await deps.execution.execute({ document, operation, documentHash, variables }, context);
    if (executed.isRefused === true) return undefined;
    const { correlationId } = context;
    const errors = executed.errors?.map((error) => deps.formatError(error, correlationId));
    const { name, operation: kind } = operation;
    deps.report({ name: name?.value, kind, startedMs, errors, correlationId });
    return { data: executed.data, errors };
  };
}

export interface Asked extends KnownDocument {
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Whether who asks may, and may ask for so much. */
export function isAllowed(
  { policy, maxCost }: Pick<LeanRoadDeps, 'policy' | 'maxCost'>,
  asked: Asked,
  { viewer }: GatewayContext,
): boolean {
  try {
    policy().enforce(asked, viewer);
    assertAffordable(asked, { maxCost });
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
