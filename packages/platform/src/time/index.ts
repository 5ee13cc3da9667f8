// Time: a clock one can replace, deadlines that shrink at every hop, waits that can be cancelled.
export { Canceller, asAbortSignal } from './cancellation';
export type { Cancellation } from './cancellation';
export { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, systemClock } from './clock';
export type { Clock } from './clock';
export { backoffMs, deadlineAfter, sleep, withinTime } from './deadline';
export type { Deadline } from './deadline';
