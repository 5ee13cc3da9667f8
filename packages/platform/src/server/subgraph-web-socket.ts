import type { Server } from 'node:http';
import { parse } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { handleProtocols } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import type { SubgraphRequest, SubgraphResponse } from '../subgraph-transport/subgraph-transport';
import type { SubgraphHost } from './subgraph-host';

const MAX_TOKENS = 5_000;

/** Serves the subgraph's own subscriptions at `/graphql` (graphql-transport-ws). Identity comes in `connection_init`. */
export function attachSubgraphWebSocket(server: Server, host: SubgraphHost): { close(): Promise<void> } {
  const sockets = new WebSocketServer({
    server,
    path: '/graphql',
    handleProtocols,
    maxPayload: 256 * 1024,
    perMessageDeflate: false,
  });
  const disposable = useServer<Record<string, unknown>>(
    {
      connectionInitWaitTimeout: 5_000,
      // The host parses, validates and authorises: one path for every door.
      onSubscribe: (context, _id, payload) => {
        const headers = headersOf(context.connectionParams);
        const request: SubgraphRequest = {
          query: payload.query,
          operationName: payload.operationName ?? undefined,
          variables: payload.variables ?? {},
          headers,
        };
        // The document only says which kind of operation it is.
        const document = parse(payload.query, { maxTokens: MAX_TOKENS });
        return { schema: null as never, document, operationName: payload.operationName, rootValue: request };
      },
      validate: () => [],
      subscribe: (args) =>
        iterate(host, (args as unknown as { rootValue: SubgraphRequest }).rootValue) as never,
      execute: (args) => host.execute((args as unknown as { rootValue: SubgraphRequest }).rootValue) as never,
    },
    sockets,
  );
  return {
    close: async () => {
      await disposable.dispose();
    },
  };
}

function headersOf(params: Readonly<Record<string, unknown>> | undefined): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(params ?? {})) {
    if (typeof value === 'string')
      headers[name === 'sessionToken' ? 'x-session-token' : name.toLowerCase()] = value;
  }
  return headers;
}

/** Written by hand: a generator blocked in `await` would not see `return()`, and the subscription would leak. */
function iterate(host: SubgraphHost, request: SubgraphRequest): AsyncIterableIterator<ExecutionResult> {
  const ready: ExecutionResult[] = [];
  let waiting: ((result: IteratorResult<ExecutionResult>) => void) | undefined;
  let isDone = false;
  const finish = (): void => {
    isDone = true;
    waiting?.({ done: true, value: undefined });
    waiting = undefined;
  };
  const push = (result: SubgraphResponse): void => {
    const value = result as unknown as ExecutionResult;
    if (waiting !== undefined) {
      waiting({ done: false, value });
      waiting = undefined;
    } else ready.push(value);
  };
  const stop = host.subscribe(request, {
    next: push,
    error: (errors) => {
      push({ errors });
      finish();
    },
    complete: finish,
  });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next: () => {
      const value = ready.shift();
      if (value !== undefined) return Promise.resolve({ done: false, value });
      if (isDone) return Promise.resolve({ done: true, value: undefined });
      return new Promise((resolve) => {
        waiting = resolve;
      });
    },
    return: () => {
      stop();
      finish();
      return Promise.resolve({ done: true, value: undefined });
    },
  };
}
