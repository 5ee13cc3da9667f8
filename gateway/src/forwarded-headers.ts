/**
 * The client headers a subgraph gets to see (design section 6). Everything else a client sends is dropped, above
 * all `x-agora-internal` and `x-deadline-ms`, which only the gateway itself may set.
 */
export const FORWARDED_HEADERS = [
  'authorization',
  'x-session-token',
  'x-idempotency-key',
  'x-store',
  'x-channel',
  'x-region',
  'x-currency',
  'accept-language',
] as const;

/** The allowed ones among `headers` (lower-case names). Empty and over-long values (8 KB) are dropped too. */
export function forwardedHeaders(
  headers: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of FORWARDED_HEADERS) {
    const value = headers[name];
    if (value !== undefined && value !== '' && value.length <= 8_192) kept[name] = value;
  }
  return kept;
}
