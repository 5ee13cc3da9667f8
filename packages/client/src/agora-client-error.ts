/** An error of a GraphQL answer as it comes over the wire. */
export interface WireError {
  readonly message: string;
  readonly path?: readonly (string | number)[] | undefined;
  readonly extensions?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Why an operation has no (complete) answer. Refusals a shopper can act on are not errors: they are `userErrors` of
 * the payload.
 */
export class AgoraClientError extends Error {
  override readonly name = 'AgoraClientError';
  /**
   * Stable code to program against: one of the gateway's, or `NETWORK_ERROR` when there was no answer, or `BAD_ANSWER`
   * when it was not GraphQL (a proxy's page).
   */
  readonly code: string;
  /** Where in the answer it happened; empty when it is about the whole operation. */
  readonly path: readonly (string | number)[];
  /** How long to wait before the next attempt, milliseconds; undefined when the gateway did not say. */
  readonly retryAfterMs: number | undefined;
  /** To be given to whoever runs the shop: it finds the log lines. */
  readonly correlationId: string | undefined;
  readonly extensions: Readonly<Record<string, unknown>>;

  constructor(error: WireError, options?: ErrorOptions) {
    super(error.message, options);
    const { code, retryAfterMs, correlationId } = error.extensions ?? {};
    this.code = typeof code === 'string' ? code : 'BAD_ANSWER';
    this.path = error.path ?? [];
    this.retryAfterMs = typeof retryAfterMs === 'number' ? retryAfterMs : undefined;
    this.correlationId = typeof correlationId === 'string' ? correlationId : undefined;
    this.extensions = error.extensions ?? {};
  }
}

/** No answer at all: the gateway is not reachable, or the connection broke. */
export function networkError(cause: unknown): AgoraClientError {
  return new AgoraClientError(
    { message: 'The gateway did not answer', extensions: { code: 'NETWORK_ERROR' } },
    { cause },
  );
}
