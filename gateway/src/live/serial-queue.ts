/** Does one job after another, in the order they came. */
export class SerialQueue<Job> {
  private readonly waiting: Job[] = [];
  private isRunning = false;
  private isClosed = false;

  /** `work` must not reject. */
  constructor(private readonly work: (job: Job) => Promise<void>) {}

  push(job: Job): void {
    if (this.isClosed) return;
    this.waiting.push(job);
    if (!this.isRunning) void this.run();
  }

  /** Forgets what waits; the job under way runs on. */
  close(): void {
    this.isClosed = true;
    this.waiting.length = 0;
  }

  private async run(): Promise<void> {
    this.isRunning = true;
    for (let job = this.waiting.shift(); job !== undefined; job = this.waiting.shift()) await this.work(job);
    this.isRunning = false;
  }
}
