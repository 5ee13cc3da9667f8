import { ANONYMOUS } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';

/** Who is behind a socket or a stream, as far as the live engine needs to know. Made by the gateway's authentication. */
export interface LiveIdentity {
  /**
   * Subscribers with the same key may be sent the very same bytes: the subject of the token, else the guest
   * session, plus the role. Two viewers a subgraph could answer differently must never share a key.
   */
  readonly scopeKey: string;
  /** When the socket must come back with a new token, milliseconds since the epoch; null never. */
  readonly expiresAtMs: number | null;
  /** What every subgraph call of this viewer carries; lower-case names (design section 6). */
  readonly headers: Readonly<Record<string, string>>;
  readonly viewer: Viewer;
}

/**
 * Makes an identity of HTTP headers (SSE) or of a `connection_init` payload in header form (WebSocket).
 * @throws AppError `UNAUTHENTICATED` (not retriable) for a token that is not right; no token is not an error.
 */
export type Authenticate = (headers: Readonly<Record<string, string>>) => Promise<LiveIdentity>;

/** Headers that change what a subgraph answers without saying who asks. */
const ANSWER_SHAPING = ['accept-language', 'x-channel', 'x-currency', 'x-region', 'x-store'] as const;

/** The part of a group's key that says whose answer it is. */
export function scopeOf(identity: LiveIdentity): string {
  const shaping = ANSWER_SHAPING.map((name) => identity.headers[name] ?? '');
  return JSON.stringify([identity.scopeKey, ...shaping]);
}

/**
 * The same shop without its viewer: nothing that is asked in this name can be meant for one person only. What shapes
 * an answer for everybody alike (language, region, currency) stays.
 */
export function withoutViewer({ headers }: LiveIdentity): LiveIdentity {
  const kept: Record<string, string> = {};
  for (const name of ANSWER_SHAPING) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value;
  }
  return { scopeKey: 'public', expiresAtMs: null, headers: kept, viewer: ANONYMOUS };
}

/** The fields of a `connection_init` payload as headers: `sessionToken` is `x-session-token`, other names are kept. */
export function headersOfInitPayload(
  payload: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(payload ?? {})) {
    if (typeof value === 'string')
      headers[name === 'sessionToken' ? 'x-session-token' : name.toLowerCase()] = value;
  }
  return headers;
}
