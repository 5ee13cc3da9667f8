import type { Queryable } from '../database/queryable';
import { isClaimLost } from './claim-lost';
import type { ClaimRequest, HeldClaim, Idempotency } from './idempotency';

/** What became of a request that may be repeated. */
export type OnceResult<T> =
  | { readonly kind: 'carriedOut'; readonly value: T }
  | { readonly kind: 'replay'; readonly outcome: Readonly<Record<string, unknown>> }
  /** User error `IDEMPOTENCY_IN_PROGRESS`, retriable. */
  | { readonly kind: 'inProgress' }
  /** User error `IDEMPOTENCY_KEY_REUSED`. */
  | { readonly kind: 'reused' };

/** Stores the outcome in the transaction of the effect. Does nothing for a request without a key. */
export type Complete = (tx: Queryable, outcome: Readonly<Record<string, unknown>>) => Promise<void>;

/**
 * Carries out `work` at most once for the request's key: claims before, gives the claim back when `work` threw or
 * returned without having called `complete` (a refusal has no effect, so the key may succeed later).
 *
 * @param request undefined for a caller without a key: `work` runs every time.
 * @throws whatever `work` throws, except a lost claim, which is `inProgress`.
 */
export async function carryOutOnce<T>(
  idempotency: Idempotency,
  request: ClaimRequest | undefined,
  work: (complete: Complete) => Promise<T>,
): Promise<OnceResult<T>> {
  if (request === undefined) return { kind: 'carriedOut', value: await work(() => Promise.resolve()) };
  const claim = await idempotency.claim(request);
  if (claim.kind === 'inProgress') return { kind: 'inProgress' };
  return claim.kind === 'claimed' ? withClaim(idempotency, claim, work) : claim;
}

async function withClaim<T>(
  idempotency: Idempotency,
  claim: HeldClaim,
  work: (complete: Complete) => Promise<T>,
): Promise<OnceResult<T>> {
  const progress = { hasEffect: false };
  try {
    const value = await work(async (tx, outcome) => {
      await idempotency.complete(tx, claim, outcome);
      progress.hasEffect = true;
    });
    if (!progress.hasEffect) await idempotency.abandon(claim);
    return { kind: 'carriedOut', value };
  } catch (error) {
    if (isClaimLost(error)) return { kind: 'inProgress' };
    await idempotency.abandon(claim);
    throw error;
  }
}
