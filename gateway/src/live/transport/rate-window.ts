/** Counts events in fixed windows of time; cheap enough to have one per connection. */
export class RateWindow {
  private startedMs = 0;
  private count = 0;

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
  ) {}

  /** Takes one. @returns false when the window is full. */
  take(nowMs: number = performance.now()): boolean {
    if (nowMs - this.startedMs >= this.windowMs) {
      this.startedMs = nowMs;
      this.count = 0;
    }
    this.count += 1;
    return this.count <= this.limit;
  }
}
