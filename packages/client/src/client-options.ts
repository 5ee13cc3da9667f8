import type { DocumentForm } from './named-documents';

/** How to reach a gateway, and as whom. */
export interface AgoraClientOptions {
  /** The gateway's `/graphql`, `http:` or `https:`. */
  readonly url: string;
  /** The same for WebSockets. Default: `url` with `ws:` or `wss:`. */
  readonly webSocketUrl?: string;
  /**
   * The customer's or staff member's JWT, without `Bearer`; undefined for none. Asked at every request and at every
   * (re)connection, so a renewed token is taken up without a new client.
   */
  readonly token?: () => string | undefined;
  /** The guest token of `cartCreate`; asked as often as `token`. */
  readonly sessionToken?: () => string | undefined;
  /** Sent with every HTTP request and as connection parameters, e.g. `x-region`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** How documents are sent, over HTTP and over the WebSocket. Default `text`. */
  readonly documents?: DocumentForm;
  /** Default: the global one. */
  readonly fetch?: typeof fetch;
  /** The WebSocket class. Default: the global one; Node before 22 has none, so pass the one of `ws`. */
  readonly webSocketImpl?: unknown;
}

/** The identity of a request, by header name. */
export function identityHeaders(options: AgoraClientOptions): Record<string, string> {
  const token = options.token?.();
  const sessionToken = options.sessionToken?.();
  return {
    ...options.headers,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(sessionToken === undefined ? {} : { 'x-session-token': sessionToken }),
  };
}
