import type { Logger } from '../logging/logger';

/**
 * Runs `stop` on the first SIGINT or SIGTERM and exits 0; after `graceMs`, or on a second signal, exits 1 at once.
 * Only a process's entry file calls this.
 *
 * @returns Stops in the same way for another reason; nothing when it was asked before.
 */
export function stopOnSignals(
  stop: () => Promise<void>,
  logger: Logger,
  graceMs = 5_000,
): (reason: string) => void {
  let asked = false;
  const stopNow = (reason: string): void => {
    if (asked) return;
    asked = true;
    logger.info({ reason }, 'stopping');
    setTimeout(() => process.exit(1), graceMs).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    if (asked) process.exit(1);
    stopNow(signal);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return stopNow;
}
