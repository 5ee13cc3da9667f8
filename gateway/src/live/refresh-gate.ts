/** Which refreshes go first: somebody is waiting for a live one, a resync only makes sure nothing was missed. */
export type RefreshLane = 'live' | 'resync';

/**
 * Lets a bounded number of refreshes run at once, so that a lost Redis connection (every group at once) cannot
 * drown the subgraphs. Waiting live refreshes always go before waiting resyncs; within a lane first come, first served.
 */
export class RefreshGate {
  private free: number;
  private readonly waiting: Record<RefreshLane, (() => void)[]> = { live: [], resync: [] };

  constructor(maxConcurrent: number) {
    this.free = maxConcurrent;
  }

  /** Runs `job` as soon as there is a place for it; the place is given back however it ends. */
  async run<T>(lane: RefreshLane, job: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((resolve) => this.waiting[lane].push(resolve));
    try {
      return await job();
    } finally {
      const next = this.waiting.live.shift() ?? this.waiting.resync.shift();
      if (next === undefined) this.free += 1;
      else next();
    }
  }
}
