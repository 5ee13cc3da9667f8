import type { ApolloGateway } from '@apollo/gateway';
import type { ApolloServerOptionsWithGateway } from '@apollo/server';
import type { GatewayContext } from '../context';
import { withDefer } from './defer/defer-directive';
import { holdData } from './response/completed-data';
import type { SupergraphExecution } from './supergraph-execution';

/** What Apollo Server calls a gateway. */
export type ServedGateway = ApolloServerOptionsWithGateway<GatewayContext>['gateway'];
type GatewayExecutor = NonNullable<Awaited<ReturnType<ServedGateway['load']>>['executor']>;

/**
 * The gateway as Apollo Server takes it: @apollo/gateway loads the supergraph and follows its changes, operations are executed by
 * our own. `data` of its answers is JSON already, see `stringifyCompleted`.
 */
export function executingGateway(gateway: ApolloGateway, execution: SupergraphExecution): ServedGateway {
  // The first listener: whoever is told of a version by Apollo Server must not meet the executor of the one before.
  gateway.onSchemaLoadOrUpdate(({ apiSchema, coreSupergraphSdl }) => {
    execution.adopt(coreSupergraphSdl, withDefer(apiSchema));
  });
  return {
    load: async (options) => {
      await gateway.load(options);
      return {
        executor: async ({ document, operation, queryHash, request, context }) => {
          const variables = request.variables ?? {};
          const wanted = { document, operation, documentHash: queryHash, variables };
          const asking = context as GatewayContext;
          const { data, errors } = await execution.execute(wanted, asking);
          const held = data === undefined ? undefined : holdData(asking, data);
          return { data: held as object | undefined, errors } as Awaited<ReturnType<GatewayExecutor>>;
        },
      };
    },
    onSchemaLoadOrUpdate: (callback) =>
      gateway.onSchemaLoadOrUpdate(({ apiSchema, ...rest }) => {
        callback({ ...rest, apiSchema: execution.apiSchema ?? apiSchema });
      }),
    stop: () => gateway.stop(),
  };
}
