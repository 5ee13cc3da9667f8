import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startGuarded } from '@agora/platform/local-services';
import type { GuardedProcess } from '@agora/platform/local-services';
import { repositoryRoot } from '../system/data-folder';
import type { ServiceProcess } from '../system/service-processes';

export interface ToughProcessOptions {
  readonly service: ServiceProcess;
  readonly env: NodeJS.ProcessEnv;
  readonly logDirectory: string;
}

/** A process that is started again whenever it ends, as an orchestrator does. */
export interface ToughProcess {
  readonly name: string;
  /** How often it ended although nobody killed it. */
  readonly crashes: number;
  /** Ends it at once, without a word; it stays away so long. */
  kill(downMs: number): Promise<void>;
  /** Stops it from running, as a machine that swaps does, for so long. */
  pause(forMs: number): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

const SOURCES = ['--import', 'tsx', '--conditions', 'source'];
const AFTER_CRASH_MS = 1_000;
const STOP_GRACE_MS = 3_000;

/** Starts it, and again after every end until it is stopped. @throws Error when Node cannot be started. */
export async function startToughProcess(options: ToughProcessOptions): Promise<ToughProcess> {
  const process = new Restarting(options);
  await process.launch();
  return process;
}

class Restarting implements ToughProcess {
  crashes = 0;
  private running: GuardedProcess | undefined;
  private isStopping = false;
  private downMs: number | undefined;
  private again: Promise<void> | undefined;

  constructor(private readonly options: ToughProcessOptions) {}

  get name(): string {
    return this.options.service.name;
  }

  async launch(): Promise<void> {
    const { service, env, logDirectory } = this.options;
    const running = await startGuarded({
      program: process.execPath,
      args: [...SOURCES, service.entry, ...(service.args ?? [])],
      logFile: join(logDirectory, `${service.name}.log`),
      spawn: { cwd: repositoryRoot, env: { ...env, ...service.environment } },
    });
    this.running = running;
    this.again = running.ended.then(() => this.comeBack(running));
  }

  async kill(downMs: number): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    this.downMs = downMs;
    signal(running.pid, 'SIGKILL');
    await running.ended;
    await sleep(downMs);
  }

  async pause(forMs: number): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    signal(running.pid, 'SIGSTOP');
    await sleep(forMs);
    signal(running.pid, 'SIGCONT');
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await this.running?.stop(STOP_GRACE_MS);
    await this.again;
  }

  private hasStopped(): boolean {
    return this.isStopping;
  }

  private async comeBack(ended: GuardedProcess): Promise<void> {
    this.running = undefined;
    const downMs = this.downMs;
    this.downMs = undefined;
    // Also ends what guards it.
    await ended.stop();
    if (this.isStopping) return;
    if (downMs === undefined) this.crashes += 1;
    await sleep(downMs ?? AFTER_CRASH_MS);
    if (!this.hasStopped()) await this.launch();
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself meanwhile.
  }
}
