// Jobs: work at an interval that one process does at a time, in bounded batches, measured, and stopped cleanly.
export { createJob } from './job';
export type { Job, JobOptions, JobResult } from './job';
export { jobsPart } from './jobs-part';
export { createPurgeJob } from './purge-job';
export type { PurgeJobOptions } from './purge-job';
