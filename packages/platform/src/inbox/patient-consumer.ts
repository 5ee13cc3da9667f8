import type { Consumer } from '../eventing/event-transport';
import type { Logger } from '../logging/logger';
import { backoffMs, sleep } from '../time/deadline';

/**
 * Starts a consumer, trying again in the background while the transport is away or a topic is missing: a process
 * whose broker is down must start all the same. Resolves after the first attempt, whatever became of it.
 */
export async function startPatiently(start: () => Promise<Consumer>, logger: Logger): Promise<Consumer> {
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
  const starting = (await attempt()) ? Promise.resolve() : keepTrying();
  return {
    stop: async () => {
      stopping.abort();
      await starting;
      await consumer?.stop();
    },
  };
}
