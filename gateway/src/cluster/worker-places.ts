import cluster from 'node:cluster';
import type { Worker } from 'node:cluster';
import type { Logger } from '@agora/platform/logging';
import { counter, gauge } from '@agora/platform/metrics';
import type { MessageToPrimary, MessageToWorker } from './messages';
import { STEADY_MS, afterWorkerEnd } from './restart-policy';

export interface WorkerPlacesOptions {
  readonly count: number;
  readonly logger: Logger;
  onMessage(worker: Worker, message: MessageToPrimary): void;
  /** The worker is no more. */
  onEnd(worker: Worker): void;
}

/** One of the workers there should be. */
interface Place {
  worker: Worker | undefined;
  /** Undefined until it listens. */
  readyAtMs: number | undefined;
  earlyEnds: number;
  restart: NodeJS.Timeout | undefined;
}

/** Workers are given this long to end, then they are killed: a process that stops has five seconds in all. */
const STOP_MS = 4_500;

const readyWorkers = gauge({
  name: 'gateway_workers_ready',
  help: 'Workers of this gateway that take requests',
});
const restarts = counter({
  name: 'gateway_worker_restarts_total',
  help: 'Workers that took the place of one that ended',
});

/** Keeps as many workers running as there should be, by {@link afterWorkerEnd}. */
export class WorkerPlaces {
  private readonly places: Place[] = [];
  private wasAnyReady = false;
  private isStopping = false;
  private giveUp: (reason: string) => void = () => undefined;

  constructor(private readonly options: WorkerPlacesOptions) {
    // Metrics have values that are no JSON.
    cluster.setupPrimary({ serialization: 'advanced' });
  }

  /** Starts all. Resolves, with the reason, only when it makes no sense to go on; the rest then still runs. */
  start(): Promise<string> {
    const gaveUp = new Promise<string>((resolve) => {
      this.giveUp = resolve;
    });
    for (let index = 0; index < this.options.count; index += 1) {
      const place: Place = { worker: undefined, readyAtMs: undefined, earlyEnds: 0, restart: undefined };
      this.places.push(place);
      this.fill(place);
    }
    return gaveUp;
  }

  get workers(): readonly Worker[] {
    return this.places.flatMap(({ worker }) => (worker === undefined ? [] : [worker]));
  }

  get readyCount(): number {
    return this.places.filter(({ readyAtMs }) => readyAtMs !== undefined).length;
  }

  /** Asks all to end and waits until they have; kills what has not after 4.5 s. Idempotent. */
  async stop(): Promise<void> {
    this.isStopping = true;
    for (const { restart } of this.places) clearTimeout(restart);
    await Promise.all(this.workers.map(ended));
  }

  private fill(place: Place): void {
    const worker = cluster.fork();
    place.worker = worker;
    worker.on('message', (message: MessageToPrimary) => {
      this.options.onMessage(worker, message);
    });
    worker.once('listening', () => {
      place.readyAtMs = performance.now();
      this.wasAnyReady = true;
      readyWorkers.set(this.readyCount);
    });
    worker.on('error', (error) => {
      this.options.logger.warn(
        { err: error, worker: worker.process.pid },
        'a worker could not be told something',
      );
    });
    worker.once('exit', (code: number | null, signal: string | null) => {
      const { readyAtMs } = place;
      place.worker = undefined;
      place.readyAtMs = undefined;
      readyWorkers.set(this.readyCount);
      this.options.onEnd(worker);
      if (this.isStopping) return;
      const wasSteady = readyAtMs !== undefined && performance.now() - readyAtMs >= STEADY_MS;
      place.earlyEnds = wasSteady ? 0 : place.earlyEnds + 1;
      this.refill(place, { worker: worker.process.pid, code, signal });
    });
  }

  private refill(place: Place, ended: object): void {
    const next = afterWorkerEnd({
      earlyEnds: place.earlyEnds,
      isAnyReady: this.readyCount > 0,
      wasAnyReady: this.wasAnyReady,
    });
    if (next.kind === 'give-up') {
      this.giveUp(next.reason);
      return;
    }
    this.options.logger.warn(
      { ...ended, pauseMs: next.pauseMs },
      'a worker ended, another one takes its place',
    );
    place.restart = setTimeout(() => {
      restarts.inc();
      this.fill(place);
    }, next.pauseMs);
  }
}

/** Says it to one worker; one that is gone is not told. */
export function tellWorker(worker: Worker, message: MessageToWorker): void {
  if (worker.isConnected()) worker.send(message, undefined, () => undefined);
}

function ended(worker: Worker): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => worker.process.kill('SIGKILL'), STOP_MS);
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    tellWorker(worker, { kind: 'stop' });
  });
}
