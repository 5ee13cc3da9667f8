import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startGuarded } from '@agora/platform/local-services';
import type { GuardedProcess } from '@agora/platform/local-services';
import { eventually } from '@agora/test-kit/eventually';
import { repositoryRoot } from '@agora/test-kit/repository';

export interface SystemProcessOptions {
  readonly name: string;
  /** The workspace whose `src/main.ts` is run. */
  readonly folder: string;
  /** Arguments of the program. Default none. */
  readonly args?: readonly string[];
  /** Where it answers `/health`. */
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  readonly logFolder: string;
}

/** One process of a running system. */
export interface SystemProcess {
  /** Resolves when it answers. @throws Error with the end of its log when it does not within a minute. */
  ready(): Promise<void>;
  /** As a power cut does. */
  kill(): Promise<void>;
  /** Stands still with its connections open, as under a debugger, until {@link resume}. Nothing when it has ended. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Starts it again at the same address and waits until it is ready. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const READY_MS = 90_000;

export function startSystemProcess(options: SystemProcessOptions): SystemProcess {
  const logFile = join(options.logFolder, `${options.name}.log`);
  let current = launch(options, logFile);
  const ready = async (): Promise<void> => {
    const running = await current;
    let end: string | undefined;
    void running.ended.then((reason) => (end = reason));
    try {
      await eventually(async () => end !== undefined || (await answers(options.port)), {
        withinMs: READY_MS,
        everyMs: 100,
        what: `${options.name} to be ready`,
      });
      if (end !== undefined) throw new Error(`${options.name} ended: ${end}`);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${readFileSync(logFile, 'utf8').slice(-3_000)}`, {
        cause: error,
      });
    }
  };
  return {
    ready,
    kill: async () => {
      await (await current).kill();
    },
    pause: async () => {
      signal((await current).pid, 'SIGSTOP');
    },
    resume: async () => {
      signal((await current).pid, 'SIGCONT');
    },
    restart: async () => {
      current = launch(options, logFile);
      await ready();
    },
    stop: async () => {
      const running = await current.catch(() => undefined);
      await running?.stop();
    },
  };
}

function launch(
  { folder, port, env, args = [] }: SystemProcessOptions,
  logFile: string,
): Promise<GuardedProcess> {
  return startGuarded({
    program: process.execPath,
    args: ['--import', 'tsx', '--conditions', 'source', join(repositoryRoot, folder, 'src/main.ts'), ...args],
    logFile,
    spawn: { cwd: repositoryRoot, env: { PATH: process.env['PATH'], ...env, PORT: String(port) } },
  });
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended.
  }
}

async function answers(port: number): Promise<boolean> {
  const response = await fetch(`http://127.0.0.1:${String(port)}/health`);
  return response.ok;
}
