import { addedMetrics, countedMetrics, metricsText, ownMetrics } from '@agora/platform/metrics';
import type { ProcessMetrics } from '@agora/platform/metrics';

/** A worker that does not say more within this time says what it said before. */
const COLLECT_MS = 1_000;

interface Asked {
  readonly worker: number;
  /** Undefined when it ended or was too slow. */
  readonly settle: (metrics: ProcessMetrics | undefined) => void;
}

/**
 * The metrics of all workers, and of this process, as one.
 *
 * Counts never go back: what a worker had counted when it was last asked stays in the sums after it has ended. A worker that is
 * too busy to answer is in them with its last answer. Who asks while others wait gets what they get.
 */
export class CollectedMetrics {
  private readonly latest = new Map<number, ProcessMetrics>();
  private readonly asked = new Map<number, Asked>();
  private ended: readonly ProcessMetrics[] = [];
  private lastId = 0;
  private running: Promise<string> | undefined;

  /** @param workers By id, each with how it is asked; it answers through {@link answered}. */
  text(workers: ReadonlyMap<number, (id: number) => void>): Promise<string> {
    this.running ??= this.collectAll(workers).finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  answered(id: number, metrics: ProcessMetrics): void {
    this.asked.get(id)?.settle(metrics);
  }

  /** The worker has ended: only what it counted is left of it. */
  forget(worker: number): void {
    for (const asked of this.asked.values()) if (asked.worker === worker) asked.settle(undefined);
    const metrics = this.latest.get(worker);
    if (metrics === undefined) return;
    this.latest.delete(worker);
    this.ended = [...this.ended, countedMetrics(metrics)];
  }

  private async collectAll(workers: ReadonlyMap<number, (id: number) => void>): Promise<string> {
    await Promise.all([...workers].map(([worker, ask]) => this.collect(worker, ask)));
    const own = await ownMetrics();
    const { ended } = this;
    const sum = await addedMetrics(ended);
    // Others may have ended meanwhile.
    this.ended = [sum, ...this.ended.slice(ended.length)];
    return metricsText([own, ...this.ended, ...this.latest.values()]);
  }

  private async collect(worker: number, ask: (id: number) => void): Promise<void> {
    this.lastId += 1;
    const id = this.lastId;
    await new Promise<void>((resolve) => {
      const settle = (metrics: ProcessMetrics | undefined): void => {
        clearTimeout(timer);
        this.asked.delete(id);
        if (metrics !== undefined) this.latest.set(worker, metrics);
        resolve();
      };
      const timer = setTimeout(settle, COLLECT_MS, undefined);
      this.asked.set(id, { worker, settle });
      ask(id);
    });
  }
}
