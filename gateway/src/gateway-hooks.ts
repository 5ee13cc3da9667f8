import type { ApolloServer } from '@apollo/server';
import type { TokenVerifier, Viewer } from '@agora/platform/auth';
import type { Logger } from '@agora/platform/logging';
import type { PubSub } from '@agora/platform/pubsub';
import type { FormattedExecutionResult } from 'graphql';
import type { GatewayConfig } from './config';
import { createGatewayContext } from './context';
import type { GatewayContext } from './context';
import type { FormatError } from './errors/format-error';
import { clientAddress } from './http/client-address';
import type { OriginPolicy } from './http/origin-policy';
import type { DocumentGuard } from './limits/document-guard';
import { assertAffordable } from './limits/use-cost-limit';
import type { ClientOperation, GatewayHooks } from './live-front';
import type { SupergraphRuntime } from './supergraph/supergraph-runtime';

/** What holds for every operation, whichever way it comes in. */
export interface GatewayRules {
  readonly config: GatewayConfig;
  readonly runtime: SupergraphRuntime;
  readonly auth: TokenVerifier;
  readonly formatError: FormatError;
  readonly origins: OriginPolicy;
  readonly guard: DocumentGuard;
  readonly takeRate: (viewer: Viewer, address: string, count?: number) => Promise<void>;
}

export interface GatewayHooksDeps extends GatewayRules {
  readonly server: ApolloServer<GatewayContext>;
  readonly pubsub: PubSub;
  readonly logger: Logger;
}

/** The gateway's rules for operations that do not come as an HTTP request: the same limits, policy and mask. */
export function createGatewayHooks(deps: GatewayHooksDeps): GatewayHooks {
  const { config } = deps;
  return {
    pubsub: deps.pubsub,
    origins: deps.origins,
    formatError: deps.formatError,
    logger: deps.logger.child({ component: 'live' }),
    authenticate: (headers) =>
      deps.auth.verify({
        authorization: headers['authorization'],
        'x-session-token': headers['x-session-token'],
      }),
    createContext: (viewer, headers, address) =>
      createGatewayContext({ viewer, headers, address, budgetMs: config.requestTimeoutMs }),
    addressOf: (request) => clientAddress(request, config.trustProxyHops),
    admit: async (source, viewer, address) => {
      const refusal = deps.guard.check(source);
      if (refusal !== undefined) throw refusal;
      await deps.takeRate(viewer, address);
    },
    assertAllowed: (operation, viewer) => {
      deps.runtime.policy.enforce(operation, viewer);
      assertAffordable(operation, { maxCost: config.limits.cost });
    },
    runOperation: (operation, context) => runOperation(deps.server, operation, context),
  };
}

async function runOperation(
  server: ApolloServer<GatewayContext>,
  operation: ClientOperation,
  context: GatewayContext,
): Promise<FormattedExecutionResult> {
  const { body } = await server.executeOperation(
    {
      query: operation.query,
      ...(operation.operationName == null ? {} : { operationName: operation.operationName }),
      ...(operation.variables == null ? {} : { variables: operation.variables }),
      ...(operation.extensions == null ? {} : { extensions: operation.extensions }),
    },
    { contextValue: context },
  );
  return body.kind === 'single' ? body.singleResult : body.initialResult;
}
