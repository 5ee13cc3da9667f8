import type { RefreshLane } from './refresh-gate';

/** Milliseconds until the next try, or undefined when there is nothing left to do. */
export type NextTry = number | undefined;

/**
 * Runs one piece of work over and over, never twice at the same time: requests that come while it runs are
 * merged into one more run. That is what turns a burst of events into a few messages, in order.
 */
export class RefreshLoop {
  private requested: RefreshLane | undefined;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;
  private isBusy = false;

  /** `attempt` must not reject; what it returns schedules the next try unless a request comes earlier. */
  constructor(private readonly attempt: (lane: RefreshLane) => Promise<NextTry>) {}

  get isRunning(): boolean {
    return this.isBusy;
  }

  /** Asks for a run that starts after now. @returns false when it was merged into one that was asked for already. */
  request(lane: RefreshLane = 'live'): boolean {
    if (this.isStopped) return false;
    const isNew = this.requested === undefined;
    if (isNew || lane === 'live') this.requested = lane;
    if (!this.isBusy) void this.run();
    return isNew;
  }

  /** Asks for a run in `ms`, unless an earlier one is on its way. */
  requestIn(ms: number): void {
    if (this.isStopped || this.isBusy || this.requested !== undefined || this.timer !== undefined) return;
    this.schedule(ms);
  }

  stop(): void {
    this.isStopped = true;
    this.requested = undefined;
    this.clearTimer();
  }

  private async run(): Promise<void> {
    this.isBusy = true;
    let next: NextTry;
    while (this.requested !== undefined && !this.isStopped) {
      const lane = this.requested;
      this.requested = undefined;
      this.clearTimer();
      next = await this.attempt(lane);
    }
    this.isBusy = false;
    if (next !== undefined && !this.isStopped) this.schedule(next);
  }

  private schedule(ms: number): void {
    this.clearTimer();
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.request();
    }, ms);
  }

  private clearTimer(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}
