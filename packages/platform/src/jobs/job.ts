import { advisoryKey } from '../database/advisory-key';
import type { Database } from '../database/database';
import type { Logger } from '../logging/logger';
import { counter, histogram } from '../metrics/metrics';
import { sleep } from '../time/deadline';

const runs = counter({
  name: 'job_runs_total',
  help: 'Runs of background jobs by outcome: done, failed, or skipped because another process runs it',
  labelNames: ['job', 'outcome'],
});
const duration = histogram({
  name: 'job_duration_seconds',
  help: 'Duration of one batch of a background job',
  labelNames: ['job'],
  buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 15, 60],
});

/** What a run found. */
export interface JobResult {
  /** There was more than one batch takes: the next one follows at once. Default false. */
  readonly isMoreDue?: boolean;
}

export interface JobOptions {
  /** Unique within the database; also the label of the metrics. */
  readonly name: string;
  /** Whose advisory lock keeps other processes out. */
  readonly database: Pick<Database, 'pool'>;
  /** Between the end of one run and the start of the next, milliseconds, ±20 % so that processes spread. */
  readonly everyMs: number;
  readonly logger: Logger;
  /**
   * One batch: bounded work that may be cut off and repeated. `signal` aborts when the job stops; the stop waits
   * for the batch. A rejection is logged and counted; the next run comes at its time.
   */
  run(signal: AbortSignal): Promise<JobResult> | Promise<void>;
}

export interface Job {
  start(): void;
  /** Runs at the next possible moment instead of at the end of the interval. */
  wake(): void;
  /** Resolves when the running batch has ended. */
  stop(): Promise<void>;
}

/**
 * Work that comes back at an interval and that one process does at a time, over all processes of a domain: a run
 * takes the job's advisory lock or is skipped. A process that dies frees the lock with its connection.
 */
export function createJob(options: JobOptions): Job {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let nap = new AbortController();
  let loop: Promise<void> | undefined;

  async function runLoop(): Promise<void> {
    while (!isStopping()) {
      const pauseMs = options.everyMs * (0.8 + Math.random() * 0.4);
      await sleep(pauseMs, stopping.signal, nap.signal).catch(() => undefined);
      // From here on a wake is for the run after this one: this one may have looked already.
      nap = new AbortController();
      if (!isStopping()) await runAlone(options, stopping.signal);
    }
  }
  return {
    start: () => {
      loop ??= runLoop();
    },
    wake: () => nap.abort(),
    stop: async () => {
      stopping.abort();
      await loop;
    },
  };
}

async function runAlone(options: JobOptions, signal: AbortSignal): Promise<void> {
  const { name, logger } = options;
  try {
    const isMine = await whileLocked(options, () => runBatches(options, signal));
    runs.inc({ job: name, outcome: isMine ? 'done' : 'skipped' });
  } catch (error) {
    runs.inc({ job: name, outcome: 'failed' });
    logger.error({ err: error, job: name }, 'job failed');
  }
}

async function runBatches(options: JobOptions, signal: AbortSignal): Promise<void> {
  let isMoreDue = true;
  while (isMoreDue && !signal.aborted) {
    const end = duration.startTimer({ job: options.name });
    try {
      const result = await options.run(signal);
      isMoreDue = typeof result === 'object' && result.isMoreDue === true;
    } finally {
      end();
    }
  }
}

/** Runs `work` while one connection holds the job's lock; false when another process holds it. */
async function whileLocked(options: JobOptions, work: () => Promise<void>): Promise<boolean> {
  const key = advisoryKey(`job/${options.name}`);
  const client = await options.database.pool.connect();
  let fault: Error | undefined;
  // Without a listener the loss of the connection while `work` runs would end the process.
  const onError = (error: Error): void => {
    fault = error;
  };
  client.on('error', onError);
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_lock($1::bigint) AS taken',
      [key],
    );
    if (rows[0]?.taken !== true) return false;
    try {
      await work();
    } finally {
      await client.query('SELECT pg_advisory_unlock($1::bigint)', [key]).catch(onError);
    }
    return true;
  } finally {
    client.off('error', onError);
    client.release(fault);
  }
}
