import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startGuarded } from '@agora/platform/local-services';
import type { GuardedProcess } from '@agora/platform/local-services';
import { repositoryRoot } from './data-folder';
import { prefixedLines } from './prefixed-lines';
import type { ServiceProcess } from './service-processes';

export interface ProcessGroupOptions {
  readonly processes: readonly ServiceProcess[];
  /** What all of them get. */
  readonly env: NodeJS.ProcessEnv;
  /** Each writes `<name>.log` here; made when it is missing. */
  readonly logDirectory: string;
  readonly say: (line: string) => void;
  /** Told when one ends that was not asked to. */
  readonly onEnd: (name: string, reason: string) => void;
  /** Arguments of Node before the entry file, such as `--watch`. */
  readonly nodeOptions?: readonly string[];
}

/** Processes that run beside each other. None outlives this one, and none is started again when it ends. */
export interface ProcessGroup {
  /** Resolves when the last one has ended. */
  readonly allEnded: Promise<void>;
  /** Asks all of them at once to stop; what has not after three seconds is killed. */
  stop(): Promise<void>;
}

const GRACE_MS = 3_000;
const SOURCES = ['--import', 'tsx', '--conditions', 'source'];

/** Starts them all at once. @throws Error when Node cannot be started; those that were are stopped. */
export async function startProcessGroup(options: ProcessGroupOptions): Promise<ProcessGroup> {
  mkdirSync(options.logDirectory, { recursive: true });
  const width = Math.max(...options.processes.map(({ name }) => name.length));
  const running: GuardedProcess[] = [];
  let isStopping = false;
  const stop = async (): Promise<void> => {
    isStopping = true;
    await Promise.all(running.map((process) => process.stop(GRACE_MS)));
  };
  const start = async (service: ServiceProcess): Promise<void> => {
    const process = await startOne(service, width, options);
    running.push(process);
    void process.ended.then((reason) => {
      if (!isStopping) options.onEnd(service.name, reason);
    });
  };
  try {
    for (const service of options.processes) await start(service);
  } catch (error) {
    await stop();
    throw error;
  }
  return { allEnded: Promise.all(running.map(({ ended }) => ended)).then(() => undefined), stop };
}

function startOne(
  { name, entry, args = [], nodeOptions: own = [], environment }: ServiceProcess,
  width: number,
  { env, logDirectory, say, nodeOptions = [] }: ProcessGroupOptions,
): Promise<GuardedProcess> {
  return startGuarded({
    program: process.execPath,
    args: [...own, ...nodeOptions, ...SOURCES, entry, ...args],
    logFile: join(logDirectory, `${name}.log`),
    onOutput: prefixedLines(name, width, say),
    spawn: { cwd: repositoryRoot, env: { ...env, ...environment } },
  });
}
