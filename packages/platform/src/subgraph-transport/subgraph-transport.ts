import type { GraphQLFormattedError } from 'graphql';

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
   * Opens a subscription on the owning subgraph. `sink` is called until `complete` or `error`, or until the
   * returned function is called.
   */
  subscribe(request: SubgraphRequest, sink: SubgraphSink): () => void;
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface SubgraphRequest {
  readonly query: string;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Lower-case names (design section 6). */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface SubgraphResponse {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

export interface SubgraphSink {
  next(response: SubgraphResponse): void;
  error(errors: readonly GraphQLFormattedError[]): void;
  complete(): void;
}
