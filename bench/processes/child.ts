import { fork } from 'node:child_process';
import { resolve } from 'node:path';

/** A process under measurement. */
export interface Child<Ready> {
  /** What it said when it was ready. */
  readonly ready: Ready;
  /** CPU time it has used since it began, milliseconds. */
  cpuMs(): Promise<number>;
  /** Ends it; killed after five seconds. */
  stop(): Promise<void>;
}

const STOP_MS = 5_000;

/**
 * Starts a file, of this folder unless its path is absolute, as a process of its own and waits until it has said what it offers.
 * @throws Error when it ends before.
 */
export async function startChild<Ready>(file: string, env: NodeJS.ProcessEnv): Promise<Child<Ready>> {
  const child = fork(resolve(__dirname, file), {
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx', '--conditions', 'source'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready));
    void ended.then(() => reject(new Error(`${file} ended before it was ready.`)));
  });
  return {
    ready,
    cpuMs: () =>
      new Promise((resolve) => {
        child.once('message', (message) => resolve(Number(message)));
        child.send('cpu');
      }),
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/** In the process itself: says what it offers, tells its CPU time when asked, and stops when asked to or when the benchmark is gone. */
export function offer(ready: object, stop: () => Promise<void>): void {
  process.send?.(ready);
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.((user + system) / 1_000);
  });
  const end = (): void => {
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', end);
  process.once('disconnect', end);
}
