import type { Consumer } from '../eventing/event-transport';
import type { Logger } from '../logging/logger';
import { SECOND_MS } from '../time/clock';
import { backoffMs, sleep } from '../time/deadline';

/** How long others wait for a consumer that is about to start, milliseconds. */
export interface ConsumerPatience {
  /** What starts after it. Default 1,000: a group that misses a dead member answers after 15 s at the earliest. */
  readonly startMs?: number;
  /** Whoever stops it. Default 2,000. */
  readonly stopMs?: number;
}

/**
 * Starts a consumer, trying again in the background while the transport is away or a topic is missing: a process
 * whose broker is down, or whose group still counts on its dead predecessor, must start all the same. Resolves after the
 * first attempt, whatever became of it, and at the latest after `startMs`.
 *
 * One that is stopped before it has started is left after `stopMs`, and stopped as soon as it has.
 */
export async function startPatiently(
  start: () => Promise<Consumer>,
  logger: Logger,
  { startMs = SECOND_MS, stopMs = 2 * SECOND_MS }: ConsumerPatience = {},
): Promise<Consumer> {
  const stopping = new AbortController();
  const isStopping = (): boolean => stopping.signal.aborted;
  let consumer: Consumer | undefined;

  async function attempt(): Promise<boolean> {
    try {
      consumer = await start();
      return true;
    } catch (error) {
      logger.error({ err: error }, 'consumer not started, it will be tried again');
      return false;
    }
  }
  async function keepTrying(): Promise<void> {
    for (let failures = 1; !isStopping(); failures += 1) {
      await sleep(backoffMs(failures, 250, 10_000), stopping.signal).catch(() => undefined);
      if (isStopping() || (await attempt())) return;
    }
  }
  const first = attempt();
  const starting = first.then((isStarted) => (isStarted ? undefined : keepTrying()));
  await settledWithin(first, startMs);
  return {
    stop: async () => {
      stopping.abort();
      const ended = starting.then(() => consumer?.stop());
      if (await settledWithin(starting, stopMs)) return ended;
      ended.catch((error: unknown) => logger.warn({ err: error }, 'consumer not stopped'));
    },
  };
}

async function settledWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const over = new AbortController();
  const late = sleep(limitMs, over.signal).then(
    () => false,
    () => true,
  );
  const isSettled = await Promise.race([work.then(() => true), late]);
  over.abort();
  return isSettled;
}
