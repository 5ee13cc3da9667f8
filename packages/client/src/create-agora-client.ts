import { AgoraClientError } from './agora-client-error';
import type { AgoraClientOptions } from './client-options';
import type { TypedDocumentString } from './generated/graphql';
import { postOperation } from './http-operations';
import type { Answer } from './http-operations';
import { createLiveOperations } from './live-operations';
import type { LiveMessage, LiveOperations, LiveSink } from './live-operations';
import { iterateMessages } from './message-queue';

/** The variables of a document as a rest parameter: left out when none is needed, demanded when one is. */
export type VariablesOf<Variables> =
  Record<string, never> extends Variables ? [variables?: Variables] : [variables: Variables];

/** A typed way to a gateway. Safe to share; holds one WebSocket while something is subscribed. */
export interface AgoraClient {
  /**
   * Runs a query. Sent once more when there was no answer at all.
   * @throws AgoraClientError the first error of the answer, also when the rest of it is there ({@link queryPartial}).
   */
  query<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    ...variables: VariablesOf<Variables>
  ): Promise<Result>;
  /**
   * Runs a query for a page that can show what is there while a part of the shop is down.
   * @throws AgoraClientError `NETWORK_ERROR` or `BAD_ANSWER` only.
   */
  queryPartial<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    ...variables: VariablesOf<Variables>
  ): Promise<Answer<Result>>;
  /**
   * Runs a mutation, sent exactly once. After `NETWORK_ERROR` it may have happened: repeat it with the same
   * `idempotencyKey`.
   * @throws AgoraClientError the first error of the answer.
   */
  mutate<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    ...variables: VariablesOf<Variables>
  ): Promise<Result>;
  /** Subscribes with callbacks; reconnects by itself. @returns what ends it. */
  subscribe<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
    sink: LiveSink<Result>,
  ): () => void;
  /** Subscribes as an iterator; leaving the loop ends the subscription. Rejects with AgoraClientError. */
  iterate<Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    variables: Variables,
  ): AsyncIterableIterator<LiveMessage<Result>>;
  /** Ends every subscription and the WebSocket. */
  close(): Promise<void>;
}

/** A client of one gateway. Nothing connects before the first operation. */
export function createAgoraClient(options: AgoraClientOptions): AgoraClient {
  let live: LiveOperations | undefined;
  const liveOperations = (): LiveOperations => (live ??= createLiveOperations(options));
  const subscribe = <Result>(document: string, variables: unknown, sink: LiveSink<Result>): (() => void) =>
    liveOperations().subscribe(document, variables, sink);
  const queryPartial: AgoraClient['queryPartial'] = <Result, Variables>(
    document: TypedDocumentString<Result, Variables>,
    ...[variables]: VariablesOf<Variables>
  ) => atMostTwice(() => postOperation<Result>(options, document.toString(), variables));
  return {
    query: async (document, ...variables) => complete(await queryPartial(document, ...variables)),
    queryPartial,
    mutate: async <Result, Variables>(
      document: TypedDocumentString<Result, Variables>,
      ...[variables]: VariablesOf<Variables>
    ) => complete(await postOperation<Result>(options, document.toString(), variables)),
    subscribe: (document, variables, sink) => subscribe(document.toString(), variables, sink),
    iterate: (document, variables) =>
      iterateMessages((sink) => subscribe(document.toString(), variables, sink)),
    close: async () => {
      await live?.close();
      live = undefined;
    },
  };
}

function complete<Result>({ data, errors }: Answer<Result>): Result {
  const [error] = errors;
  if (error !== undefined) throw error;
  if (data === null)
    throw new AgoraClientError({ message: 'The answer has no data', extensions: { code: 'BAD_ANSWER' } });
  return data;
}

async function atMostTwice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AgoraClientError && error.code === 'NETWORK_ERROR') return work();
    throw error;
  }
}
