import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { closeSync, openSync, writeSync } from 'node:fs';

export interface GuardedProcessOptions {
  readonly program: string;
  readonly args: readonly string[];
  /** Its standard output and error are appended to this file. */
  readonly logFile: string;
  /** Also gets what is written there, as it comes. */
  readonly onOutput?: (chunk: Buffer) => void;
  readonly spawn?: Pick<SpawnOptions, 'cwd' | 'env' | 'uid' | 'gid'>;
  /** What asks it to stop in order. Default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
  /** A folder to remove once it has stopped, also when this process died without stopping it. */
  readonly temporaryDirectory?: string;
}

/** A program running beside this one. */
export interface GuardedProcess {
  readonly pid: number;
  /** Resolves to a reason when the program ends, whoever ended it. */
  readonly ended: Promise<string>;
  /** Asks it to stop and waits; after `graceMs` (default 4,000) it is killed. Safe to call again. */
  stop(graceMs?: number): Promise<void>;
  /** Ends it at once, without a word, as a crash does. Safe when it has ended. */
  kill(): Promise<void>;
}

// Waits on its stdin, which ends when the parent dies, however it dies; then stops the program and cleans up.
const GUARD = `trap '' INT TERM HUP
cat >/dev/null
kill -s "$2" "$1" 2>/dev/null
for i in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" 2>/dev/null || break; sleep 0.5; done
kill -9 "$1" 2>/dev/null
if [ -n "$3" ]; then rm -rf "$3"; fi`;

/**
 * Starts a program that does not outlive this process, not even after `kill -9`, and that a Ctrl-C in the terminal
 * does not reach: it is stopped by {@link GuardedProcess.stop}, after what depends on it.
 *
 * @throws Error when the program cannot be started (missing, not executable).
 */
export async function startGuarded(options: GuardedProcessOptions): Promise<GuardedProcess> {
  const { program, args, logFile, stopSignal = 'SIGTERM', temporaryDirectory = '' } = options;
  const { onOutput } = options;
  const log = openSync(logFile, 'a');
  const output = onOutput === undefined ? log : 'pipe';
  const child = spawn(program, [...args], {
    ...options.spawn,
    detached: true,
    stdio: ['ignore', output, output],
  });
  if (onOutput === undefined) closeSync(log);
  else divert(child, log, onOutput);
  const pid = await started(child);
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
    });
  });
  child.unref();
  const guard = startGuard(pid, stopSignal.replace('SIG', ''), temporaryDirectory);
  const stop = async (graceMs = 4_000): Promise<void> => {
    child.ref();
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    child.kill(stopSignal);
    await ended;
    clearTimeout(timer);
    await release(guard);
  };
  const kill = async (): Promise<void> => {
    child.ref();
    child.kill('SIGKILL');
    await ended;
    await release(guard);
  };
  let stopping: Promise<void> | undefined;
  return { pid, ended, stop: (graceMs) => (stopping ??= stop(graceMs)), kill };
}

/** Writes what the program says to its log and hands it on. */
function divert(child: ChildProcess, log: number, onOutput: (chunk: Buffer) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      writeSync(log, chunk);
      onOutput(chunk);
    });
  }
  child.once('close', () => {
    closeSync(log);
  });
}

function started(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      resolve(child.pid ?? 0);
    });
  });
}

function startGuard(pid: number, signal: string, directory: string): ChildProcess | undefined {
  // Windows has no sh; there a crash leaves the program to the next start.
  if (process.platform === 'win32') return undefined;
  const guard = spawn('sh', ['-c', GUARD, 'guard', String(pid), signal, directory], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  (guard.stdin as { unref?: () => void } | null)?.unref?.();
  return guard;
}

function release(guard: ChildProcess | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (guard === undefined || guard.exitCode !== null) {
      resolve();
      return;
    }
    guard.ref();
    guard.once('exit', () => {
      resolve();
    });
    guard.stdin?.end();
  });
}
