import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { createTestDatabase } from '@agora/test-kit/databases';
import type { TestDatabase } from '@agora/test-kit/databases';
import { repositoryRoot } from '@agora/test-kit/repository';

let orders: TestDatabase;
beforeAll(async () => {
  orders = await createTestDatabase('order');
});
afterAll(() => orders.drop());

interface Printed {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function audit(...args: readonly string[]): Promise<Printed> {
  const env = { PATH: process.env['PATH'], ORDER_DATABASE_URL: orders.url, AUDIT_SECOND_LOOK_SECONDS: '0' };
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(repositoryRoot, 'scripts/audit.mjs'), ...args],
      { cwd: repositoryRoot, env },
      (error, stdout, stderr) => resolve({ code: Number(error?.code ?? 0), stdout, stderr }),
    );
  });
}

test('npm run audit checks the databases of the environment and says what it could not look at', async () => {
  const { stdout, stderr } = await audit();
  expect(stderr).toBe('');
  expect(stdout).toContain('order-history-contiguous');
  expect(stdout).toMatch(/nothing is broken|not checked/);
}, 60_000);

test('npm run audit refuses an option it does not know', async () => {
  const { code, stdout } = await audit('--everything');
  expect(code).not.toBe(0);
  expect(stdout).not.toContain('order-history-contiguous');
}, 60_000);
