import { backoffMs, sleep } from '../time/deadline';
import type { Deadline } from '../time/deadline';
import type { Claim, ClaimRequest, Idempotency } from './idempotency';

export interface PatienceOptions {
  /** Longest wait for the request that is at work, milliseconds. Default 2,000; never longer than the deadline. */
  readonly atMostMs?: number;
}

const FIRST_LOOK_MS = 10;
const LAST_LOOK_MS = 200;

/**
 * The same claims, but a repeat waits a little for the request that is at work, so that parallel requests with one key
 * get one answer: the first one's, replayed. After a refusal of the first one, the next carries the request out itself.
 *
 * @returns `inProgress` only when the time is up; the sender has to come back.
 */
export function patientClaims(
  idempotency: Idempotency,
  deadline: Deadline,
  { atMostMs = 2_000 }: PatienceOptions = {},
): Idempotency {
  const claim = async (request: ClaimRequest): Promise<Claim> => {
    const patience = deadline.within(atMostMs);
    for (let look = 0; ; look += 1) {
      const given = await idempotency.claim(request);
      const pauseMs = backoffMs(look, FIRST_LOOK_MS, LAST_LOOK_MS);
      if (given.kind !== 'inProgress' || patience.remainingMs() <= pauseMs) return given;
      await patience.during((signal) => sleep(pauseMs, signal)).catch(() => undefined);
    }
  };
  return { ...idempotency, claim };
}
