import { liveMetrics } from '../live-metrics';

/** A reader that is behind. */
export interface Laggard {
  /** Whether it has read enough to be written to again, or is gone. */
  hasCaughtUp(): boolean;
  /** Called once when it has. */
  onCaughtUp(): void;
  /** Called once when its time is up. */
  onGivenUp(): void;
}

const SWEEP_MS = 25;

/**
 * Watches the readers that are behind, with one timer for all and none while there are none. A laggard costs a place
 * in this list, not a queue: what it missed is worked out when it is back.
 */
export class Laggards {
  private readonly since = new Map<Laggard, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly maxLagMs: number) {}

  add(laggard: Laggard): void {
    if (this.since.has(laggard)) return;
    this.since.set(laggard, performance.now());
    liveMetrics.laggards.inc();
    this.timer ??= setInterval(() => {
      this.sweep();
    }, SWEEP_MS);
  }

  remove(laggard: Laggard): void {
    if (!this.since.delete(laggard)) return;
    liveMetrics.laggards.dec();
    if (this.since.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private sweep(): void {
    const nowMs = performance.now();
    for (const [laggard, sinceMs] of this.since) {
      const isBack = laggard.hasCaughtUp();
      if (!isBack && nowMs - sinceMs <= this.maxLagMs) continue;
      this.remove(laggard);
      if (isBack) laggard.onCaughtUp();
      else laggard.onGivenUp();
    }
  }
}
