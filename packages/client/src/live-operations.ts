import { createClient } from 'graphql-ws';
import type { Client } from 'graphql-ws';
import { AgoraClientError, networkError } from './agora-client-error';
import type { WireError } from './agora-client-error';
import { identityHeaders } from './client-options';
import type { AgoraClientOptions } from './client-options';
import { errorsOf } from './http-operations';
import type { Answer } from './http-operations';
import { sentAfter, sentDocument } from './named-documents';
import type { DocumentForm, SentDocument } from './named-documents';

/** One message of a subscription. */
export interface LiveMessage<Result> extends Answer<Result> {
  /**
   * True for the first message of a connection, also after a reconnection: whatever it says it stands for the whole
   * state, since messages in between may have been missed.
   */
  readonly isFresh: boolean;
}

/** Who is told what a subscription brings. */
export interface LiveSink<Result> {
  next(message: LiveMessage<Result>): void;
  /** The gateway refused the subscription or ended it with an error; nothing follows. */
  error(error: AgoraClientError): void;
  /** It is over; nothing follows. */
  complete?(): void;
}

/** Subscriptions over one WebSocket that comes back for as long as somebody listens. */
export interface LiveOperations {
  /** @returns a function that ends the subscription; safe to call again. */
  subscribe<Result>(query: string, variables: unknown, sink: LiveSink<Result>): () => void;
  close(): Promise<void>;
}

const KEEP_ALIVE_MS = 10_000;
const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 15_000;

export function createLiveOperations(options: AgoraClientOptions): LiveOperations {
  let connection = 0;
  const client = createClient({
    url: options.webSocketUrl ?? options.url.replace(/^http/, 'ws'),
    ...(options.webSocketImpl === undefined ? {} : { webSocketImpl: options.webSocketImpl }),
    // A function: a reconnection shows the token of that moment.
    connectionParams: () => connectionParams(options),
    keepAlive: KEEP_ALIVE_MS,
    // By default the first refused connection ends every subscription for good.
    retryAttempts: Infinity,
    shouldRetry: () => true,
    retryWait,
    on: {
      connected: () => {
        connection += 1;
      },
    },
  });
  return {
    subscribe: <Result>(query: string, variables: unknown, sink: LiveSink<Result>) =>
      subscribeNamed(options.documents ?? 'text', query, (document, onError) =>
        subscribe(client, () => connection, { document, variables, sink, onError }),
      ),
    close: async () => {
      await client.dispose();
    },
  };
}

/** Opens a subscription; `onError` says whether it took the error upon itself. @returns what ends it. */
type Open = (document: SentDocument, onError: (error: AgoraClientError) => boolean) => () => void;

/** Opens a subscription by its document's name, and once more with the text when that is not known. */
function subscribeNamed(form: DocumentForm, text: string, open: Open): () => void {
  if (form === 'text') return open({ query: text }, () => false);
  let isOver = false;
  let close = (): void => undefined;
  const begin = (sent: SentDocument): void => {
    if (isOver) return;
    close = open(sent, ({ code }) => {
      const again = sentAfter(sent, text, code);
      if (again !== undefined) begin(again);
      return again !== undefined;
    });
  };
  void sentDocument(form, text).then(begin);
  return () => {
    isOver = true;
    close();
  };
}

interface Subscription<Result> {
  readonly document: SentDocument;
  readonly variables: unknown;
  readonly sink: LiveSink<Result>;
  readonly onError: (error: AgoraClientError) => boolean;
}

function subscribe<Result>(
  client: Client,
  connection: () => number,
  { document, variables, sink, onError }: Subscription<Result>,
): () => void {
  let lastHeard: number | undefined;
  return client.subscribe<Result>(
    // The protocol has no subscription without a query: an empty one stands for none.
    { query: '', ...document, variables: variables as Record<string, unknown> },
    {
      next: ({ data, errors }) => {
        const isFresh = lastHeard !== connection();
        lastHeard = connection();
        sink.next({
          data: data ?? null,
          errors: errorsOf(errors),
          isFresh,
        });
      },
      error: (error) => {
        const told = asClientError(error);
        if (!onError(told)) sink.error(told);
      },
      complete: () => {
        sink.complete?.();
      },
    },
  );
}

/** The gateway sends a list of errors; everything else is the connection's end. */
function asClientError(error: unknown): AgoraClientError {
  const first = Array.isArray(error) ? (error as readonly WireError[])[0] : undefined;
  return first === undefined ? networkError(error) : new AgoraClientError(first);
}

function connectionParams(options: AgoraClientOptions): Record<string, unknown> {
  const { 'x-session-token': sessionToken, ...headers } = identityHeaders(options);
  return { ...headers, ...(sessionToken === undefined ? {} : { sessionToken }) };
}

/** Longer and longer, with jitter so that a restarted gateway is not met by everybody at once; never longer than 15 s. */
function retryWait(retries: number): Promise<void> {
  const ceiling = Math.min(FIRST_RETRY_MS * 2 ** retries, LONGEST_RETRY_MS);
  return new Promise((resolve) => {
    setTimeout(resolve, ceiling / 2 + (Math.random() * ceiling) / 2);
  });
}
