// Idempotency: a request with a key has its effect at most once; a repeat gets the first outcome. The claim is
// visible before remote calls, completed in the transaction of the effect, and fenced once its lease ended.
export { carryOutOnce } from './carry-out-once';
export type { Complete, OnceResult } from './carry-out-once';
export { ClaimLostError, isClaimLost } from './claim-lost';
export { canonicalJson, fingerprint } from './fingerprint';
export { createIdempotency } from './idempotency';
export type { Claim, ClaimRequest, HeldClaim, Idempotency, IdempotencyOptions } from './idempotency';
export { idempotencyScope } from './idempotency-scope';
export { patientClaims } from './patient-claims';
export type { PatienceOptions } from './patient-claims';
export {
  IDEMPOTENCY_ABANDON,
  IDEMPOTENCY_CLAIM,
  IDEMPOTENCY_COMPLETE,
  IDEMPOTENCY_HAND_BACK,
  IDEMPOTENCY_PURGE,
  IDEMPOTENCY_READ,
  completionSql,
} from './statements';
export type { CompletionPlaces } from './statements';
