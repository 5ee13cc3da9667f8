import type { Part } from '../lifecycle/lifecycle';
import type { Job } from './job';

/** Starts and stops jobs together. `stop` resolves when the batches that were running have ended. */
export function jobsPart(jobs: readonly Job[]): Part {
  return {
    name: 'jobs',
    start: () => {
      for (const job of jobs) job.start();
      return Promise.resolve();
    },
    stop: async () => {
      await Promise.all(jobs.map((job) => job.stop()));
    },
  };
}
