import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestArguments } from './arguments';

export interface JestOutcome {
  readonly passed: number;
  /** Tests that failed, and files that could not be run at all. */
  readonly failed: number;
  /** Jest's own verdict, which also covers the coverage threshold. */
  readonly isSuccess: boolean;
}

const LEAST_LINES_COVERED = 80;
// These would make a test's result depend on the shell it is started from.
const AMBIENT =
  /^(PORT|REDIS_URL|KAFKA_BROKERS|KAFKA_CLIENT_ID|SCHEMA_REGISTRY_URL|AUTH_.*|[A-Z]+_DATABASE_URL|[A-Z]+_URL)$/;

/** Runs jest to its end. `interrupt` ends it early. */
export function startJest(
  asked: TestArguments,
  services: Readonly<Record<string, string>>,
): { outcome: Promise<JestOutcome>; interrupt(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'agora-jest-'));
  const file = join(folder, 'results.json');
  const child = spawn(process.execPath, jestCommand(asked, 'AGORA_TEST_POSTGRES_URL' in services), {
    stdio: 'inherit',
    env: {
      ...withoutAmbient(process.env),
      ...services,
      ...(asked.isCi ? { NO_COLOR: '1' } : {}),
      AGORA_TEST_RESULTS: file,
      APOLLO_TELEMETRY_DISABLED: 'true',
      NODE_ENV: 'test',
    },
  });
  const outcome = new Promise<JestOutcome>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      const outcome = readOutcome(file, code === 0);
      rmSync(folder, { recursive: true, force: true });
      resolve(outcome);
    });
  });
  return { outcome, interrupt: () => child.kill('SIGTERM') };
}

function jestCommand({ isCi, isFiltered, forJest }: TestArguments, hasDatabase: boolean): string[] {
  const reporters = isCi ? [] : ['--reporters=default'];
  const workers = Math.max(2, availableParallelism() - 1);
  const coverage = ['--coverage', `--coverageThreshold={"global":{"lines":${String(LEAST_LINES_COVERED)}}}`];
  return [
    'node_modules/jest/bin/jest.js',
    // First: `--reporters` would take a part of a path behind it for one more reporter.
    ...forJest,
    '--passWithNoTests',
    `--maxWorkers=${String(workers)}`,
    ...reporters,
    '--reporters=<rootDir>/scripts/test/results-reporter.cjs',
    ...(isCi && !isFiltered ? coverage : []),
    ...(hasDatabase ? [] : ['--selectProjects=unit']),
  ];
}

function withoutAmbient(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !AMBIENT.test(name)));
}

function readOutcome(file: string, isSuccess: boolean): JestOutcome {
  try {
    return { ...(JSON.parse(readFileSync(file, 'utf8')) as { passed: number; failed: number }), isSuccess };
  } catch {
    // Jest ended before it could report, e.g. over an option it does not know.
    return { passed: 0, failed: 1, isSuccess: false };
  }
}
