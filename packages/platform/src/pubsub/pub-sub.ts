/**
 * Pokes between processes: small, fast, and allowed to be lost. Nothing durable may depend on a message; what
 * must arrive goes through the outbox. Two adapters (memory, Redis), one suite (`pub-sub.suite.ts`).
 */
export interface PubSub {
  /**
   * Sends to everybody subscribed to `channel` now. Payloads are JSON: no bigint, no Date.
   * Resolves when handed over; rejects when the server is not reachable, and the caller decides whether that matters.
   */
  publish(channel: string, payload: JsonValue): Promise<void>;
  /**
   * Calls `listener` for every message from now on. Resolves only after the server acknowledged, so a message
   * sent after that is not missed. Several listeners of one channel share one server subscription.
   */
  subscribe(channel: string, listener: (payload: JsonValue) => void): Promise<Unsubscribe>;
  /**
   * Calls `listener` after the connection was lost and all subscriptions are back: messages may have been missed.
   * The memory adapter never calls it.
   */
  onGap(listener: () => void): () => void;
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** Idempotent. After it resolved the listener is not called again. */
export type Unsubscribe = () => Promise<void>;

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
