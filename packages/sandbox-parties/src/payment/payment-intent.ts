/** What became of an intent. `pending` and `review` may still change, the others only by an operation. */
export type IntentStatus =
  | 'pending'
  | 'review'
  | 'authorized'
  | 'declined'
  | 'captured'
  | 'voided'
  | 'partially_refunded'
  | 'refunded';

/** One promise to pay. Amounts are minor units of `currency` (EUR cents) as decimal text on the wire. */
export interface PaymentIntent {
  readonly id: string;
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly capturedMinor: bigint;
  readonly refundedMinor: bigint;
  readonly status: IntentStatus;
  /** Why it was declined; undefined otherwise. */
  readonly failureCode: string | undefined;
  /** Keys of the refunds already made: a repeated one changes nothing. */
  readonly refundKeys: readonly string[];
  /** Milliseconds since the epoch. */
  readonly createdAtMs: number;
  /** Number of changes so far: 0 while an intent waits for its first verdict, then one more with each. */
  readonly version: number;
}

export interface IntentRequest {
  readonly idempotencyKey: string;
  readonly orderId: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly paymentToken: string;
}

/** An operation's outcome: the intent as it is now, or why the party does not do it. */
export type IntentDecision =
  | { readonly kind: 'changed'; readonly intent: PaymentIntent }
  | { readonly kind: 'refused'; readonly code: string };

/** Most refunds one intent takes; with it an intent's size is bounded. */
const MAX_REFUNDS = 100;

interface Verdict {
  readonly status: IntentStatus;
  readonly failureCode?: string;
}

const VERDICTS: ReadonlyMap<string, Verdict> = new Map<string, Verdict>([
  ['tok_ok', { status: 'authorized' }],
  ['tok_declined', { status: 'declined', failureCode: 'card_declined' }],
  ['tok_timeout', { status: 'pending' }],
  ['tok_review', { status: 'review' }],
]);

/** The intent a request makes: the token alone decides. A token the sandbox does not know is declined. */
export function openIntent(id: string, request: IntentRequest, nowMs: number): PaymentIntent {
  const verdict = VERDICTS.get(request.paymentToken) ?? {
    status: 'declined',
    failureCode: 'unknown_payment_token',
  };
  return {
    id,
    idempotencyKey: request.idempotencyKey,
    orderId: request.orderId,
    currency: request.currency,
    amountMinor: request.amountMinor,
    capturedMinor: 0n,
    refundedMinor: 0n,
    status: verdict.status,
    failureCode: verdict.failureCode,
    refundKeys: [],
    createdAtMs: nowMs,
    version: verdict.status === 'pending' ? 0 : 1,
  };
}

/** Only the verdict of an operator ends the waiting of `tok_timeout` and `tok_review`. */
export type OperatorDecision = 'approve' | 'decline';

/** Settles an intent that hangs or is under review. The same decision again changes nothing. */
export function decideIntent(intent: PaymentIntent, decision: OperatorDecision): IntentDecision {
  const status = decision === 'approve' ? 'authorized' : 'declined';
  if (intent.status === status) return { kind: 'changed', intent };
  if (intent.status !== 'pending' && intent.status !== 'review')
    return { kind: 'refused', code: 'not_decidable' };
  const failureCode = decision === 'approve' ? undefined : 'declined_by_operator';
  return changed(intent, { status, failureCode });
}

/** Takes the money of an authorised intent, all of it. A second capture changes nothing. */
export function capture(intent: PaymentIntent): IntentDecision {
  if (intent.status === 'captured') return { kind: 'changed', intent };
  if (intent.status !== 'authorized') return { kind: 'refused', code: 'not_capturable' };
  return changed(intent, { status: 'captured', capturedMinor: intent.amountMinor });
}

/** Gives up an intent whose money was not taken, also one that has no verdict yet. A second void changes nothing. */
export function voidIntent(intent: PaymentIntent): IntentDecision {
  switch (intent.status) {
    case 'voided':
      return { kind: 'changed', intent };
    case 'pending':
    case 'review':
    case 'authorized':
      return changed(intent, { status: 'voided' });
    default:
      return { kind: 'refused', code: 'not_voidable' };
  }
}

/** Gives back a part of the captured money, once per key. Never more than was captured. */
export function refund(intent: PaymentIntent, request: { key: string; amountMinor: bigint }): IntentDecision {
  if (intent.refundKeys.includes(request.key)) return { kind: 'changed', intent };
  if (intent.status !== 'captured' && intent.status !== 'partially_refunded')
    return { kind: 'refused', code: 'not_refundable' };
  const refundedMinor = intent.refundedMinor + request.amountMinor;
  if (refundedMinor > intent.capturedMinor) return { kind: 'refused', code: 'amount_too_large' };
  if (intent.refundKeys.length >= MAX_REFUNDS) return { kind: 'refused', code: 'too_many_refunds' };
  const status = refundedMinor === intent.capturedMinor ? 'refunded' : 'partially_refunded';
  return changed(intent, { refundedMinor, status, refundKeys: [...intent.refundKeys, request.key] });
}

function changed(intent: PaymentIntent, change: Partial<PaymentIntent>): IntentDecision {
  return { kind: 'changed', intent: { ...intent, ...change, version: intent.version + 1 } };
}

/** Whether a repeated request with the same key asks for the same thing. The token is not kept, so not compared. */
export function isSameRequest(intent: PaymentIntent, request: IntentRequest): boolean {
  return (
    intent.orderId === request.orderId &&
    intent.amountMinor === request.amountMinor &&
    intent.currency === request.currency
  );
}
