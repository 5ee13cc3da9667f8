/**
 * Every fault code a client can see in `extensions.code`, with what a client may do about it.
 * `docs/errors.md` lists the same codes; a contract test proves both directions.
 */
export const FAULT_CODES = {
  UNAUTHENTICATED: { httpStatus: 401, retriable: false, logLevel: 'info' },
  FORBIDDEN: { httpStatus: 403, retriable: false, logLevel: 'info' },
  NOT_FOUND: { httpStatus: 404, retriable: false, logLevel: 'info' },
  BAD_USER_INPUT: { httpStatus: 400, retriable: false, logLevel: 'info' },
  RATE_LIMITED: { httpStatus: 429, retriable: true, logLevel: 'warn' },
  PAYLOAD_TOO_LARGE: { httpStatus: 413, retriable: false, logLevel: 'info' },
  OPERATION_TOO_COMPLEX: { httpStatus: 400, retriable: false, logLevel: 'info' },
  // The protocol of persisted queries answers these two with 200: a proxy must not take them for a failure.
  PERSISTED_QUERY_NOT_FOUND: { httpStatus: 200, retriable: true, logLevel: 'info' },
  PERSISTED_QUERY_NOT_SUPPORTED: { httpStatus: 200, retriable: false, logLevel: 'info' },
  DOCUMENT_NOT_TRUSTED: { httpStatus: 403, retriable: false, logLevel: 'info' },
  DEADLINE_EXCEEDED: { httpStatus: 504, retriable: true, logLevel: 'warn' },
  DOWNSTREAM_UNAVAILABLE: { httpStatus: 503, retriable: true, logLevel: 'error' },
  SUBSCRIPTION_OVER_HTTP: { httpStatus: 400, retriable: false, logLevel: 'info' },
  SUBSCRIPTION_NOT_PLANNABLE: { httpStatus: 400, retriable: false, logLevel: 'info' },
  SUBSCRIPTION_SCHEMA_RELOAD: { httpStatus: 400, retriable: true, logLevel: 'warn' },
  SUBSCRIPTION_OVERFLOW: { httpStatus: 503, retriable: true, logLevel: 'warn' },
  TOO_MANY_SUBSCRIPTIONS: { httpStatus: 429, retriable: false, logLevel: 'warn' },
  INTERNAL: { httpStatus: 500, retriable: false, logLevel: 'error' },
} as const satisfies Record<string, FaultTraits>;

export interface FaultTraits {
  readonly httpStatus: number;
  readonly retriable: boolean;
  readonly logLevel: 'info' | 'warn' | 'error';
}

export type FaultCode = keyof typeof FAULT_CODES;

/** Codes GraphQL itself uses before any of our code runs; they pass the mask unchanged. */
export const PROTOCOL_CODES: ReadonlySet<string> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'OPERATION_RESOLUTION_FAILURE',
  'BAD_REQUEST',
]);

export function isFaultCode(code: unknown): code is FaultCode {
  return typeof code === 'string' && Object.hasOwn(FAULT_CODES, code);
}
