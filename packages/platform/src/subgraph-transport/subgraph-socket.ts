import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import type { GraphQLFormattedError } from 'graphql';
import { WebSocket } from 'ws';
import { checkedAnswer } from './subgraph-answer';
import type { SubgraphRequest, SubscriptionSink } from './subgraph-transport';

/** How long a subgraph may take to accept a connection. */
const PATIENCE_MS = 5_000;

const BROKEN_OFF: readonly GraphQLFormattedError[] = [
  { message: 'A part of the shop does not answer', extensions: { code: 'DOWNSTREAM_UNAVAILABLE' } },
];

export interface SubgraphSocketOptions {
  /** The subgraph's `/graphql`, over HTTP. */
  readonly url: URL;
  readonly maxMessageBytes: number;
  /** Pause between pings, milliseconds; a peer that has not answered after half of it is given up. */
  readonly pingMs: number;
}

/**
 * One WebSocket to a subgraph for the subscriptions of every viewer, opened by the first and closed with the last. Each operation brings its headers with it (`extensions.headers`). A peer that is gone without a word is
 * found out by ping. Whoever is on a connection that breaks is told so and opens anew.
 */
export class SubgraphSocket {
  private readonly client: Client;
  private socket: WebSocket | undefined;
  private unanswered: NodeJS.Timeout | undefined;

  constructor(private readonly options: SubgraphSocketOptions) {
    const { url, maxMessageBytes, pingMs } = options;
    this.client = createClient({
      url: `ws${url.protocol === 'https:' ? 's' : ''}://${url.host}${url.pathname}`,
      webSocketImpl: boundedSocket(maxMessageBytes),
      lazy: true,
      keepAlive: pingMs,
      connectionAckWaitTimeout: PATIENCE_MS,
      // The library would repeat the headers of the first time, whose service token is long out of date.
      retryAttempts: 0,
      on: {
        opened: (socket) => {
          this.socket = socket as WebSocket;
        },
        ping: (isTheirs) => {
          if (!isTheirs) this.expectPong();
        },
        pong: (isTheirs) => {
          if (isTheirs) clearTimeout(this.unanswered);
        },
        closed: () => {
          clearTimeout(this.unanswered);
        },
      },
    });
  }

  /** Opens one subscription. A connection that breaks is an error `DOWNSTREAM_UNAVAILABLE`. @returns how to end it. */
  open(request: SubgraphRequest, sink: SubscriptionSink): () => void {
    return this.client.subscribe(
      {
        query: request.query,
        ...(request.operationName === undefined ? {} : { operationName: request.operationName }),
        variables: { ...request.variables },
        extensions: { headers: request.headers },
      },
      {
        next: (result) => {
          const response = checkedAnswer(result);
          if (response === undefined) sink.error(BROKEN_OFF);
          else sink.next(response);
        },
        error: (error) => {
          // A list is what the subgraph says; anything else is what happened to the connection.
          sink.error(Array.isArray(error) ? (error as readonly GraphQLFormattedError[]) : BROKEN_OFF);
        },
        complete: () => {
          sink.complete();
        },
      },
    );
  }

  /** Closes the connection. Subscriptions must have been ended before. */
  async close(): Promise<void> {
    // It may be in the middle of a connection that fails.
    await Promise.resolve(this.client.dispose()).catch(() => undefined);
  }

  private expectPong(): void {
    clearTimeout(this.unanswered);
    this.unanswered = setTimeout(() => {
      this.socket?.terminate();
    }, this.options.pingMs / 2);
    this.unanswered.unref();
  }
}

/** The library makes its sockets itself and has no setting for their bounds. */
function boundedSocket(
  maxPayload: number,
): new (address: string | URL, protocols?: string | string[]) => WebSocket {
  return class extends WebSocket {
    constructor(address: string | URL, protocols?: string | string[]) {
      super(address, protocols, { maxPayload, handshakeTimeout: PATIENCE_MS, perMessageDeflate: false });
    }
  };
}
