import type { GraphQLFormattedError } from 'graphql';
import type { Cancellation } from '../time/cancellation';

/**
 * The road to a subgraph: gateway → subgraph and subgraph → subgraph. Two adapters (in process, HTTP) that
 * cannot be told apart by what they give back: header strings go in, the subgraph builds its own context,
 * masks its own errors, and JSON-safe values come out. One suite proves both.
 */
export interface SubgraphTransport {
  /**
   * Runs one operation. GraphQL errors are in the response.
   * @throws AppError `DOWNSTREAM_UNAVAILABLE` (retriable) when the subgraph did not answer or answered nonsense,
   *   `DEADLINE_EXCEEDED` (retriable) when `signal` aborted first.
   */
  execute(request: SubgraphRequest): Promise<SubgraphResponse>;
  /**
   * Follows a subscription of the subgraph, over any number of connections: one that is lost is opened again for
   * ever, with a growing, random pause. What the subgraph sent in between is missed, and it begins anew: its first
   * messages come again. `sink` is called in order until `complete` or `error`, until the returned function is
   * called, the signal aborts or the transport is closed; the subgraph is then told at once. Never throws.
   */
  subscribe(subscription: SubgraphSubscription, sink: SubgraphSink): () => void;
  ping(): Promise<void>;
  /** Also leaves every open subscription, without a word to its sink. */
  close(): Promise<void>;
}

/** An operation for a subgraph. */
export interface SubgraphOperation {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

export interface SubgraphRequest extends SubgraphOperation {
  /** The variables as a JSON object, from a caller that made it itself: then `variables` is not looked at. */
  readonly variablesJson?: string | undefined;
  /** Lower-case names (design section 6). */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: Cancellation | undefined;
}

export interface SubgraphSubscription extends SubgraphOperation {
  /** Asked before every connection: a stream outlives its service token. Lower-case names. May reject. */
  headers(): Promise<Readonly<Record<string, string>>>;
  readonly signal?: AbortSignal | undefined;
}

export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  /** What the answer to an operation was read from. */
  readonly json?: string;
  /** Whether `json` is known to be nothing but ASCII. */
  readonly isAscii?: boolean;
}

/** Who is told what one connection brings. Methods must not throw. */
export interface SubscriptionSink {
  next(response: SubgraphResponse): void;
  /** The subgraph has refused or broken off the subscription, with these masked errors; nothing follows. */
  error(errors: readonly GraphQLFormattedError[]): void;
  /** The subgraph has nothing more to send; nothing follows. */
  complete(): void;
}

/** Who follows a subscription over all its connections. */
export interface SubgraphSink extends SubscriptionSink {
  /**
   * The connection is lost, or there was none to be had; the next try is on its way.
   * @param failures How many in a row; 1 for the first after a message.
   */
  interrupted(failures: number, errors: readonly GraphQLFormattedError[]): void;
}
