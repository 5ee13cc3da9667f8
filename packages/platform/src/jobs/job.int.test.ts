import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { eventually } from '@agora/test-kit/eventually';
import { createDatabase } from '../database/database';
import type { Database } from '../database/database';
import { createLogger } from '../logging/logger';
import { metricsRegistry } from '../metrics/metrics';
import { sleep } from '../time/deadline';
import { createJob } from './job';
import type { Job, JobOptions, JobResult } from './job';

let testDatabase: TestDatabase;
let instances: Database[];
const jobs: Job[] = [];
const logger = createLogger({ name: 'test', level: 'silent' });
beforeAll(async () => {
  testDatabase = await createTestDatabase('empty');
  instances = ['a', 'b'].map((name) => createDatabase({ url: testDatabase.url, name }));
});
afterEach(async () => {
  await Promise.all(jobs.splice(0).map((job) => job.stop()));
});
afterAll(async () => {
  await Promise.all(instances.map((instance) => instance.close()));
  await testDatabase.drop();
});

function start(name: string, instance: number, run: JobOptions['run'], everyMs = 10): Job {
  const database = instances[instance];
  if (database === undefined) throw new Error('no such instance');
  const job = createJob({ name, database, everyMs, logger, run });
  jobs.push(job);
  job.start();
  return job;
}

describe('a job', () => {
  test('runs in one of two instances at a time, in both over time', async () => {
    let running = 0;
    let most = 0;
    const runs = [0, 0];
    const run = (instance: number) => async (): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      runs[instance] = (runs[instance] ?? 0) + 1;
      await sleep(10);
      running -= 1;
    };
    start('shared', 0, run(0));
    start('shared', 1, run(1));
    await eventually(() => Math.min(...runs) >= 3, { everyMs: 5 });
    expect(most).toBe(1);
  });

  test('two jobs do not keep each other out', async () => {
    let isSecondRun = false;
    start('long', 0, async (signal) => sleep(60_000, signal).catch(() => undefined));
    await sleep(50);
    start('other', 1, () => Promise.resolve(void (isSecondRun = true)));
    await eventually(() => isSecondRun, { everyMs: 5 });
  });

  test('another instance goes on when the connection of the first is gone', async () => {
    start('moved', 0, async (signal) => sleep(60_000, signal).catch(() => undefined));
    await sleep(80);
    let isMoved = false;
    start('moved', 1, () => Promise.resolve(void (isMoved = true)));
    await sleep(80);
    expect(isMoved).toBe(false);
    await instances[1]?.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'agora-a' AND datname = current_database()",
    );
    await eventually(() => isMoved, { everyMs: 5 });
  });

  test('goes on at once while more is due, after a failure at the next interval, and when woken', async () => {
    let calls = 0;
    start(
      'batches',
      0,
      () => {
        calls += 1;
        return Promise.resolve({ isMoreDue: calls % 5 !== 0 });
      },
      150,
    );
    await eventually(() => calls >= 5, { everyMs: 5 });
    await sleep(60);
    expect(calls).toBe(5);
    let attempts = 0;
    const job = start(
      'failing',
      0,
      () => {
        attempts += 1;
        return Promise.reject<JobResult>(new Error('no'));
      },
      60_000,
    );
    job.wake();
    await eventually(() => attempts >= 1, { everyMs: 5 });
    await sleep(20);
    job.wake();
    await eventually(() => attempts >= 2, { everyMs: 5 });
    expect(await metricsRegistry.metrics()).toContain('job_runs_total{job="failing",outcome="failed"}');
  });

  test('stopping waits for the running batch, tells it, and starts no other', async () => {
    const seen: string[] = [];
    const job = start('stopped', 0, async (signal) => {
      seen.push('begin');
      await sleep(100);
      seen.push(signal.aborted ? 'told' : 'not told');
      return { isMoreDue: true };
    });
    await eventually(() => seen.length > 0, { everyMs: 5 });
    await job.stop();
    expect(seen).toEqual(['begin', 'told']);
    await sleep(50);
    expect(seen).toHaveLength(2);
  });
});
