import type { Viewer } from '../auth/viewer';
import type { Logger } from '../logging/logger';
import type { Deadline } from '../time/deadline';

/** What every resolver of every subgraph can rely on; made once per operation from header strings. */
export interface OperationContext {
  readonly viewer: Viewer;
  /** `x-correlation-id`, or a new one. In every log line, error and event of this operation. */
  readonly correlationId: string;
  /** W3C trace context of the caller, if any. */
  readonly traceparent: string | undefined;
  readonly deadline: Deadline;
  readonly log: Logger;
  /** `x-idempotency-key`: the fallback when an input has no key; a field appends `#` and its response name. */
  readonly idempotencyKey: string | undefined;
  /** Shop context from `x-store`, `x-channel`, `x-region`, `x-currency`, `accept-language`. Explicit arguments win. */
  readonly shop: ShopContext;
  /** Where the client is, as the gateway saw it; undefined when nobody who may say so did. */
  readonly clientAddress: string | undefined;
  /** Headers to send along when this subgraph asks another one (identity, shop, correlation); lower-case names. */
  readonly forwardHeaders: Readonly<Record<string, string>>;
}

export interface ShopContext {
  readonly storeId: string | undefined;
  readonly channel: string | undefined;
  readonly region: string | undefined;
  readonly currencyCode: string | undefined;
  readonly language: string | undefined;
}
