import { ApolloServer } from '@apollo/server';
import type { ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { maskError } from '@agora/platform/errors';
import { newId } from '@agora/platform/ids';
import type { Logger } from '@agora/platform/logging';
import { useAuthPolicy } from './auth/use-auth-policy';
import type { GatewayConfig } from './config';
import type { GatewayContext } from './context';
import { stringifyCompleted } from './execution/response/completed-data';
import { deferRule } from './execution/defer/defer-directive';
import type { FormatError } from './errors/format-error';
import { useErrorMask } from './errors/use-error-mask';
import { useSandbox } from './landing/use-sandbox';
import { MAX_EXPANDED_SELECTIONS } from './limits/expanded-selections';
import { useCostLimit } from './limits/use-cost-limit';
import { useSubscriptionRefusal } from './limits/use-subscription-refusal';
import type { ReportOperation } from './observability/operation-report';
import { useOperationReport } from './observability/use-operation-report';
import { useKnownDocuments } from './operations/known-documents';
import type { KnownDocuments } from './operations/known-documents';
import type { SupergraphRuntime } from './supergraph/supergraph-runtime';
import { useIntrospection } from './supergraph/use-introspection';

export interface GatewayApolloServerOptions {
  readonly config: GatewayConfig;
  readonly runtime: SupergraphRuntime;
  readonly formatError: FormatError;
  readonly report: ReportOperation;
  readonly known: KnownDocuments;
  readonly logger: Logger;
}

/** Apollo Server over the supergraph, with the gateway's own concerns as plugins, in the order they must run. */
export function createGatewayApolloServer(options: GatewayApolloServerOptions): ApolloServer<GatewayContext> {
  const { config, runtime, formatError, report, known, logger } = options;
  return new ApolloServer<GatewayContext>({
    gateway: runtime.gateway,
    plugins: [
      useErrorMask(formatError),
      useSubscriptionRefusal(),
      useAuthPolicy(() => runtime.policy),
      useCostLimit({ maxCost: config.limits.cost }),
      useKnownDocuments(known),
      useOperationReport(report),
      useIntrospection(),
      useSandbox(),
      ...withoutReporting(),
    ],
    // What counts is the first plugin's mask, which knows the operation; this one is for refusals before there is one.
    formatError: (_formatted, error) => maskError(error, { correlationId: newId() }),
    logger: logger.child({ component: 'apollo-server' }),
    stringifyResult: stringifyCompleted,
    validationRules: [deferRule],
    introspection: config.introspection,
    csrfPrevention: true,
    // Documents that are named instead of sent are resolved before, for every way in: documents/operation-documents.ts.
    persistedQueries: false,
    allowBatchedHttpRequests: true,
    includeStacktraceInErrorResponses: false,
    hideSchemaDetailsFromClientErrors: !config.introspection,
    maxRecursiveSelections: MAX_EXPANDED_SELECTIONS,
    stopOnTerminationSignals: false,
  });
}

function withoutReporting(): ApolloServerPlugin[] {
  return [
    ApolloServerPluginUsageReportingDisabled(),
    ApolloServerPluginInlineTraceDisabled(),
    ApolloServerPluginCacheControlDisabled(),
  ];
}
