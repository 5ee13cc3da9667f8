import type { Window } from './checks';

/** What was told of a window: 0 nothing, 1 that it began, 2 that it ended. */
export type WindowPhase = 0 | 1 | 2;

/** What is to be told of a window that is written now: its beginning only when it is still to come. Undefined without a window. */
export function windowPhase({ startsAt, endsAt }: Window, now: Date): WindowPhase | undefined {
  if (startsAt === undefined && endsAt === undefined) return undefined;
  if (endsAt !== undefined && endsAt <= now) return 2;
  return startsAt !== undefined && startsAt > now ? 0 : 1;
}
