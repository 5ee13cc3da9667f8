/** Runs `stop` at the first SIGINT, SIGTERM or SIGHUP, then ends this process: 0 when all went well. */
export function onStopRequest(stop: () => Promise<void>): void {
  let isAsked = false;
  const onSignal = (): void => {
    if (isAsked) return;
    isAsked = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}
