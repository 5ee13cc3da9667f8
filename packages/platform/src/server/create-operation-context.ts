import type { TokenVerifier } from '../auth/token-verifier';
import { newId } from '../ids/uuid-v7';
import { lazyChild } from '../logging/lazy-child';
import type { Logger } from '../logging/logger';
import type { Cancellation } from '../time/cancellation';
import { deadlineAfter } from '../time/deadline';
import type { OperationContext, ShopContext } from './operation-context';

type Headers = Readonly<Record<string, string | undefined>>;

/** Headers that travel on to whoever is asked next: identity and shop, never anything else a client sent. */
const FORWARDED = [
  'authorization',
  'x-session-token',
  'x-store',
  'x-channel',
  'x-region',
  'x-currency',
  'accept-language',
  'x-correlation-id',
  'traceparent',
] as const;

/** What an operation, or one event of a subscription, may take when its caller does not say, milliseconds. */
export const OPERATION_BUDGET_MS = 10_000;
const CORRELATION_ID = /^[A-Za-z0-9._:-]{1,128}$/;

export interface OperationContextDeps {
  readonly auth: TokenVerifier;
  readonly logger: Logger;
}

/**
 * The context of one operation, from header strings alone.
 * @throws AppError `UNAUTHENTICATED` for a bad token.
 */
export async function createOperationContext(
  deps: OperationContextDeps,
  headers: Headers,
  signal?: Cancellation,
): Promise<OperationContext> {
  const viewer = await deps.auth.verify(headers);
  const given = headers['x-correlation-id'];
  const correlationId = given !== undefined && CORRELATION_ID.test(given) ? given : newId();
  return {
    viewer,
    correlationId,
    traceparent: headers['traceparent'],
    deadline: deadlineAfter(budgetOf(headers['x-deadline-ms']), signal),
    log: lazyChild(deps.logger, { correlationId }),
    idempotencyKey: headers['x-idempotency-key'],
    shop: shopOf(headers),
    clientAddress: viewer.callingService === 'gateway' ? headers[CLIENT_ADDRESS_HEADER] : undefined,
    forwardHeaders: forwarded(headers, correlationId),
  };
}

/** Set by the gateway alone; believed from nobody else. */
export const CLIENT_ADDRESS_HEADER = 'x-agora-client-address';

function budgetOf(header: string | undefined): number {
  const ms = Number(header);
  return header !== undefined && Number.isFinite(ms) && ms >= 0
    ? Math.min(ms, OPERATION_BUDGET_MS)
    : OPERATION_BUDGET_MS;
}

function shopOf(headers: Headers): ShopContext {
  return {
    storeId: headers['x-store'],
    channel: headers['x-channel'],
    region: headers['x-region'],
    currencyCode: headers['x-currency'],
    language: headers['accept-language'],
  };
}

/** The identity and shop headers among `headers`, with the correlation id made certain. */
export function forwarded(headers: Headers, correlationId: string): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of FORWARDED) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value;
  }
  kept['x-correlation-id'] = correlationId;
  return kept;
}
