import { actorOf } from '../auth/viewer';
import { AppError } from '../errors/app-error';
import type { OperationContext } from '../server/operation-context';
import { MINUTE_MS } from '../time/clock';
import type { RateLimiter } from './rate-limiter';

/** How often per minute something may be tried that must not be guessed; 0 does not limit it. */
export interface AttemptLimits {
  readonly perIdentity: number;
  /** Many people may share an address; who makes up guests to try more has few. */
  readonly perAddress: number;
}

export interface Attempts {
  readonly attempts: RateLimiter;
  readonly attemptLimits: AttemptLimits;
}

/**
 * Counts attempts by who makes them and from where.
 * @param purpose Names the counter, which all subgraphs share.
 * @throws AppError `RATE_LIMITED` (retriable, with the time to wait).
 */
export async function takeAttempts(
  { attempts, attemptLimits }: Attempts,
  { viewer, clientAddress }: Pick<OperationContext, 'viewer' | 'clientAddress'>,
  { purpose, count = 1 }: { readonly purpose: string; readonly count?: number },
): Promise<void> {
  const { perIdentity, perAddress } = attemptLimits;
  const limits: [string, number][] = [];
  // Nobody in particular is everybody: one of them must not use up what the others have.
  if (viewer.customerId !== null || viewer.sessionId !== null || viewer.role !== 'anonymous')
    limits.push([`${purpose}:${actorOf(viewer)}`, perIdentity]);
  if (clientAddress !== undefined) limits.push([`${purpose}:address:${clientAddress}`, perAddress]);
  for (const [key, limit] of limits.filter(([, most]) => most > 0)) {
    for (let taken = 0; taken < count; taken += 1) {
      const { allowed, retryAfterMs } = await attempts.take(key, { limit, windowMs: MINUTE_MS });
      if (!allowed) throw new AppError('RATE_LIMITED', 'Too many attempts', { retryAfterMs });
    }
  }
}
