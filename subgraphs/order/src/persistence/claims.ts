import type { Queryable } from '@agora/platform/database';
import type { Idempotency } from '@agora/platform/idempotency';
import type { Claims } from '../application/ports';

/** The platform's idempotency keys as the use cases see them. */
export function createClaims(idempotency: Idempotency, database: Queryable): Claims {
  return {
    claim: (request) => idempotency.claim(request),
    finish: ({ claim, outcome }) => idempotency.complete(database, claim, outcome),
    abandon: (claim) => idempotency.abandon(claim),
    handBack: (claim) => idempotency.handBack(claim),
  };
}
