/**
 * The part of an `AbortSignal` that calls between processes need. Every `AbortSignal` is one.
 */
export interface Cancellation {
  readonly aborted: boolean;
  readonly reason: unknown;
  /** @param listener Must not throw. It is not called when it comes after the abort. */
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: true }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * A {@link Cancellation} together with what an `AbortController` is for it. For what is made several times per request:
 * an `AbortController`, its signal and their listeners cost ten times as much.
 */
export class Canceller implements Cancellation {
  aborted = false;
  reason: unknown;
  private listeners: Set<() => void> | undefined;

  /** Tells every listener once. The first reason stays. */
  abort(reason?: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    for (const listener of this.listeners ?? []) listener();
    this.listeners = undefined;
  }

  addEventListener(_type: 'abort', listener: () => void, _options?: { readonly once: true }): void {
    if (!this.aborted) (this.listeners ??= new Set()).add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.listeners?.delete(listener);
  }
}

/** For what wants an `AbortSignal` and nothing else: one that aborts with it. */
export function asAbortSignal(cancellation: Cancellation): AbortSignal {
  if (cancellation instanceof AbortSignal) return cancellation;
  const controller = new AbortController();
  const follow = (): void => controller.abort(cancellation.reason);
  if (cancellation.aborted) follow();
  else cancellation.addEventListener('abort', follow, { once: true });
  return controller.signal;
}
