import { MINUTE_MS } from '../time/clock';
import { createJob } from './job';
import type { Job, JobOptions } from './job';

const BATCH = 1_000;

export interface PurgeJobOptions extends Pick<JobOptions, 'name' | 'database' | 'logger'> {
  /** Deletes up to `limit` rows past their time and returns how many it deleted. */
  readonly purge: (limit: number) => Promise<number>;
  /** Default 10 minutes, milliseconds. */
  readonly everyMs?: number;
}

/** Deletes what is past its time, in batches until none is left, so that no delete is long or locks much. */
export function createPurgeJob({ purge, everyMs = 10 * MINUTE_MS, ...job }: PurgeJobOptions): Job {
  return createJob({
    ...job,
    everyMs,
    run: async () => ({ isMoreDue: (await purge(BATCH)) === BATCH }),
  });
}
