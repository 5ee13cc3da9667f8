// HTTP client: calls to other parties that end in time, cannot pile up, stop when the other side is down, and are
// repeated only when that is safe.
export { Bulkhead } from './bulkhead';
export type { BulkheadOptions } from './bulkhead';
export { guardedBy } from './call-guard';
export type { CallGuard } from './call-guard';
export { CircuitBreaker } from './circuit-breaker';
export type { BreakerState, CircuitBreakerOptions } from './circuit-breaker';
export { createJsonClient } from './json-client';
export type { JsonAnswer, JsonCall, JsonClient, JsonClientOptions } from './json-client';
export { retryIdempotent } from './retry-idempotent';
export type { RetryOptions } from './retry-idempotent';
