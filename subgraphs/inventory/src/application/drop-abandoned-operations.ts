import type { CartOperations } from './ports';

/** What this use case needs of the holds. */
export interface AbandonedOperations {
  abandonedOperations(limit: number): Promise<string[]>;
  dropOperations(operationIds: readonly string[]): Promise<number>;
  keepOperations(operationIds: readonly string[], seconds: number): Promise<void>;
}

export interface DropDeps {
  readonly operations: AbandonedOperations;
  readonly carts: CartOperations;
}

/**
 * Ends reserves whose cart write never happened. The lease alone proves nothing, because the cart's event may be
 * late: cart is asked first. What it has committed is kept and looked at again after `askAgainSeconds`.
 *
 * @returns how many were looked at and how many of them dropped.
 * @throws AppError (retriable) when cart does not answer: then nothing is dropped, and the holds' own end is the
 *   last resort.
 */
export async function dropAbandonedOperations(
  { operations, carts }: DropDeps,
  options: { readonly limit: number; readonly askAgainSeconds: number },
): Promise<{ readonly seen: number; readonly dropped: number }> {
  const abandoned = await operations.abandonedOperations(options.limit);
  if (abandoned.length === 0) return { seen: 0, dropped: 0 };
  const committed = await carts.committed(abandoned);
  const kept = abandoned.filter((operationId) => committed.has(operationId));
  if (kept.length > 0) await operations.keepOperations(kept, options.askAgainSeconds);
  const gone = abandoned.filter((operationId) => !committed.has(operationId));
  return { seen: abandoned.length, dropped: gone.length === 0 ? 0 : await operations.dropOperations(gone) };
}
