import type { Clock } from '@agora/platform/time';

/** A clock that stands still until a test moves it. */
export class MovableClock implements Clock {
  private currentMs: number;

  /** @param start Where it stands at first. Default 2026-01-15T12:00:00Z, a moment without daylight saving nearby. */
  constructor(start: Date = new Date('2026-01-15T12:00:00.000Z')) {
    this.currentMs = start.getTime();
  }

  now(): Date {
    return new Date(this.currentMs);
  }

  nowMs(): number {
    return this.currentMs;
  }

  /** Moves on by `ms`; negative moves back, as a corrected system clock does. */
  advance(ms: number): void {
    this.currentMs += ms;
  }

  set(moment: Date): void {
    this.currentMs = moment.getTime();
  }
}
