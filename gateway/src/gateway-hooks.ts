import type { ApolloServer } from '@apollo/server';
import type { TokenVerifier, Viewer } from '@agora/platform/auth';
import type { Logger } from '@agora/platform/logging';
import type { PubSub } from '@agora/platform/pubsub';
import type { FormattedExecutionResult } from 'graphql';
import type { GatewayConfig } from './config';
import type { OperationDocuments } from './documents/operation-documents';
import { withPlainData } from './execution/response/completed-data';
import { createGatewayContext } from './context';
import type { GatewayContext } from './context';
import type { FormatError } from './errors/format-error';
import { clientAddress } from './http/client-address';
import type { OriginPolicy } from './http/origin-policy';
import { assertAffordable } from './limits/use-cost-limit';
import type { ClientOperation, GatewayHooks } from './live-front';
import type { LeanRoad } from './operations/lean-road';
import type { SupergraphRuntime } from './supergraph/supergraph-runtime';

/** What holds for every operation, whichever way it comes in. */
export interface GatewayRules {
  readonly config: GatewayConfig;
  readonly runtime: SupergraphRuntime;
  readonly auth: TokenVerifier;
  readonly formatError: FormatError;
  readonly origins: OriginPolicy;
  readonly documents: OperationDocuments;
  readonly takeRate: (viewer: Viewer, address: string, count?: number) => Promise<void>;
}

export interface GatewayHooksDeps extends GatewayRules {
  readonly server: ApolloServer<GatewayContext>;
  /** Runs what it can before Apollo Server is asked. */
  readonly lean: LeanRoad | undefined;
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
    admit: async (sent, viewer, { address, mayRegister }) => {
      await deps.takeRate(viewer, address);
      // An empty text is for the parser to refuse.
      return (await deps.documents.resolve(sent, { mayRegister })) ?? '';
    },
    assertAllowed: (operation, viewer) => {
      deps.runtime.policy.enforce(operation, viewer);
      assertAffordable(operation, { maxCost: config.limits.cost });
    },
    runOperation: (operation, context) => runOperation(deps, operation, context),
  };
}

async function runOperation(
  { server, lean }: GatewayHooksDeps,
  operation: ClientOperation,
  context: GatewayContext,
): Promise<FormattedExecutionResult> {
  const { query: source, operationName, variables, extensions } = operation;
  if (extensions == null) {
    const answer = await lean?.({ source, operationName, variables: variables ?? {} }, context);
    if (answer !== undefined) return withPlainData(answer);
  }
  const { body } = await server.executeOperation(
    {
      query: operation.query,
      ...(operation.operationName == null ? {} : { operationName: operation.operationName }),
      ...(operation.variables == null ? {} : { variables: operation.variables }),
      ...(operation.extensions == null ? {} : { extensions: operation.extensions }),
    },
    { contextValue: context },
  );
  if (body.kind !== 'single') return body.initialResult;
  return withPlainData(body.singleResult);
}
