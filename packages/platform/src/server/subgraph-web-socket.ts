import type { Server } from 'node:http';
import { GraphQLError, parse } from 'graphql';
import type { ExecutionArgs, GraphQLFormattedError } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { SubgraphRequest } from '../subgraph-transport/subgraph-transport';
import type { SubgraphHost } from './subgraph-host';
import { SubscriptionBrokenOff, SubscriptionIterator } from './subscription-iterator';

const MAX_PAYLOAD_BYTES = 256 * 1024;
const INIT_TIMEOUT_MS = 5_000;
const MAX_TOKENS = 5_000;

/**
 * Serves the subgraph's own subscriptions at `/graphql` (graphql-transport-ws). Identity comes in `connection_init`;
 * a caller that speaks for many viewers sends it with each operation, in `extensions.headers`, which then counts
 * alone. Either way the tokens in it are verified for every operation.
 */
export function attachSubgraphWebSocket(server: Server, host: SubgraphHost): { close(): Promise<void> } {
  const sockets = new WebSocketServer({
    server,
    path: '/graphql',
    handleProtocols,
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
  });
  const disposable = useServer<Record<string, unknown>>(
    {
      connectionInitWaitTimeout: INIT_TIMEOUT_MS,
      onSubscribe: ({ connectionParams }, _id, payload) =>
        operationOf(payload, payload.extensions?.['headers'] ?? connectionParams),
      subscribe: (args) => new SubscriptionIterator((sink) => host.subscribe(requestOf(args), sink)) as never,
      execute: (args) => host.execute(requestOf(args)) as never,
      // What the host gives is masked and formatted; the library would ask each error for its JSON.
      onNext: (...[, , , , result]) => result as never,
      onError: (_context, _id, _payload, errors) => errors.flatMap(shownErrors),
    },
    sockets,
  );
  return {
    close: async () => {
      await disposable.dispose();
    },
  };
}

/** The host validates and authorises, as for every door; here it only matters which kind of operation it is. */
function operationOf(payload: SubscribePayload, identity: unknown): ExecutionArgs | readonly GraphQLError[] {
  try {
    const request: SubgraphRequest = {
      query: payload.query,
      operationName: payload.operationName ?? undefined,
      variables: payload.variables ?? {},
      headers: headersIn(identity),
    };
    return {
      schema: null as never,
      document: parse(payload.query, { maxTokens: MAX_TOKENS }),
      operationName: payload.operationName ?? null,
      rootValue: request,
    };
  } catch (error) {
    return [new GraphQLError((error as Error).message, { extensions: { code: 'GRAPHQL_PARSE_FAILED' } })];
  }
}

function requestOf(args: ExecutionArgs): SubgraphRequest {
  return args.rootValue as SubgraphRequest;
}

/** `sessionToken` is `x-session-token`, as browsers send it; other names are kept, values that are no text dropped. */
function headersIn(identity: unknown): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(identity ?? {})) {
    if (typeof value === 'string')
      headers[name === 'sessionToken' ? 'x-session-token' : name.toLowerCase()] = value;
  }
  return headers;
}

function shownErrors(error: GraphQLError): readonly GraphQLFormattedError[] {
  const { originalError } = error;
  return originalError instanceof SubscriptionBrokenOff ? originalError.errors : [error.toJSON()];
}
