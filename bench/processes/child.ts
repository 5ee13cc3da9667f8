import { fork } from 'node:child_process';
import { resolve } from 'node:path';
import { lookInside } from './inside';
import type { Inside } from './inside';

/** A process under measurement. */
export interface Child<Ready> {
  /** What it said when it was ready. */
  readonly ready: Ready;
  /** CPU time it has used since it began, milliseconds. */
  cpuMs(): Promise<number>;
  /** That, and its memory now. */
  usage(): Promise<Usage>;
  /** What it holds now. */
  inside(): Promise<Inside>;
  /** What it answers to a question of its own; one question at a time. */
  ask(question: object): Promise<unknown>;
  /** Ends it; killed after five seconds. */
  stop(): Promise<void>;
}

export interface Usage {
  /** Since the process began. */
  readonly cpuMs: number;
  readonly rssBytes: number;
}

/** What a process answers beside its usage. */
export interface Answers {
  answer(question: object): object;
}

const STOP_MS = 5_000;
const USAGE = { kind: 'usage' };
const INSIDE = { kind: 'inside' };

/** How a process runs. */
export interface HowItRuns {
  /** Of Node, beside those it needs. */
  readonly nodeOptions?: readonly string[];
  /** Whether the workspaces are taken as they were built, which is what the images run, and not from their sources. */
  readonly isBuilt?: boolean;
}

/**
 * Starts a file, of this folder unless its path is absolute, as a process of its own and waits until it has said what it offers.
 * @throws Error when it ends before.
 */
export async function startChild<Ready>(
  file: string,
  env: NodeJS.ProcessEnv,
  { nodeOptions = [], isBuilt = false }: HowItRuns = {},
): Promise<Child<Ready>> {
  const child = fork(resolve(__dirname, file), {
    env: { ...process.env, ...env },
    execArgv: ['--import', 'tsx', ...(isBuilt ? [] : ['--conditions', 'source']), ...nodeOptions],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message) => resolve(message as Ready));
    void ended.then(() => reject(new Error(`${file} ended before it was ready.`)));
  });
  const ask = (question: object): Promise<unknown> =>
    new Promise((resolve, reject) => {
      child.once('message', resolve);
      void ended.then(() => reject(new Error(`${file} ended while it was measured.`)));
      child.send(question);
    });
  const usage = async (): Promise<Usage> => (await ask(USAGE)) as Usage;
  return {
    ready,
    ask,
    usage,
    inside: async () => (await ask(INSIDE)) as Inside,
    cpuMs: async () => (await usage()).cpuMs,
    stop: async () => {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

/**
 * In the process itself: says what it offers, tells its usage and what `answers` knows when asked, and stops when asked
 * to or when the benchmark is gone.
 */
export function offer(ready: object, stop: () => Promise<void>, answers?: Answers): void {
  process.send?.(ready);
  process.on('message', (question: { readonly kind: string }) => {
    process.send?.(answerTo(question, answers));
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

function answerTo(question: { readonly kind: string }, answers: Answers | undefined): object {
  if (question.kind === USAGE.kind) return ownUsage();
  if (question.kind === INSIDE.kind) return lookInside();
  return answers?.answer(question) ?? {};
}

function ownUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1_000, rssBytes: process.memoryUsage.rss() };
}
