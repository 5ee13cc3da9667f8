import { newId } from '@agora/platform/ids';
import type { IntentStore } from './intent-store';
import type { IntentPageQuery } from './intent-store';
import { capture, decideIntent, isSameRequest, openIntent, refund, voidIntent } from './payment-intent';
import type { IntentDecision, IntentRequest, OperatorDecision, PaymentIntent } from './payment-intent';

/** An answer of the party: an HTTP status and, unless refused, the intent. */
export type PaymentAnswer =
  | { readonly status: 200 | 201; readonly intent: PaymentIntent }
  | { readonly status: 404 | 409; readonly code: string };

/**
 * What the payment party does, without HTTP. Each operation is decided and stored in memory in one step, so
 * requests at the same time cannot both take the same money; the answer waits for the file.
 */
export interface PaymentService {
  /** Idempotent by key: the same request again gives the first intent (200), another one is refused (409). */
  create(request: IntentRequest): Promise<PaymentAnswer>;
  find(id: string): PaymentAnswer;
  findByKey(idempotencyKey: string): PaymentAnswer;
  /** A page of intents, oldest first. */
  page(query: IntentPageQuery): readonly PaymentIntent[];
  capture(id: string): Promise<PaymentAnswer>;
  void(id: string): Promise<PaymentAnswer>;
  refund(id: string, request: { key: string; amountMinor: bigint }): Promise<PaymentAnswer>;
  /** An operator's verdict on an intent that hangs or is under review. */
  decide(id: string, decision: OperatorDecision): Promise<PaymentAnswer>;
}

const NOT_FOUND: PaymentAnswer = { status: 404, code: 'intent_not_found' };

export function createPaymentService(store: IntentStore, nowMs: () => number = Date.now): PaymentService {
  const found = (intent: PaymentIntent | undefined): PaymentAnswer =>
    intent === undefined ? NOT_FOUND : { status: 200, intent };
  const change = async (
    id: string,
    decide: (intent: PaymentIntent) => IntentDecision,
  ): Promise<PaymentAnswer> => {
    const intent = store.byId(id);
    if (intent === undefined) return NOT_FOUND;
    const decision = decide(intent);
    if (decision.kind === 'refused') return { status: 409, code: decision.code };
    if (decision.intent !== intent) await store.save(decision.intent, nowMs());
    return { status: 200, intent: decision.intent };
  };
  return {
    create: async (request) => {
      const known = store.byKey(request.idempotencyKey);
      if (known !== undefined) {
        return isSameRequest(known, request)
          ? { status: 200, intent: known }
          : { status: 409, code: 'idempotency_key_reused' };
      }
      const atMs = nowMs();
      const intent = openIntent(`pi_${newId()}`, request, atMs);
      await store.save(intent, atMs);
      return { status: 201, intent };
    },
    find: (id) => found(store.byId(id)),
    findByKey: (key) => found(store.byKey(key)),
    page: (query) => store.page(query),
    capture: (id) => change(id, capture),
    void: (id) => change(id, voidIntent),
    refund: (id, request) => change(id, (intent) => refund(intent, request)),
    decide: (id, decision) => change(id, (intent) => decideIntent(intent, decision)),
  };
}
