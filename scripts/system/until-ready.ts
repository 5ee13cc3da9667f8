import { setTimeout as sleep } from 'node:timers/promises';

const READY_MS = 120_000;
const LOOK_MS = 300;

/**
 * Resolves when every part behind the gateway at `origin` answers.
 * @throws Error when it does not within two minutes, with the state of each part, or when everything has ended.
 */
export async function untilReady(origin: string, ended: Promise<void>): Promise<void> {
  const end = performance.now() + READY_MS;
  const nothingRuns = new AbortController();
  void ended.then(() => {
    nothingRuns.abort();
  });
  let state = 'the gateway does not answer';
  while (performance.now() < end && !nothingRuns.signal.aborted) {
    const health = await healthOf(origin);
    if (health?.status === 'ok') return;
    if (health !== undefined) state = JSON.stringify(health.services);
    await sleep(LOOK_MS);
  }
  throw new Error(
    nothingRuns.signal.aborted ? 'Nothing runs any more.' : `Not everything is ready: ${state}`,
  );
}

interface Health {
  readonly status: string;
  readonly services: Readonly<Record<string, string>>;
}

async function healthOf(origin: string): Promise<Health | undefined> {
  try {
    const answer = await fetch(`${origin}/health`, { signal: AbortSignal.timeout(3_000) });
    return (await answer.json()) as Health;
  } catch {
    return undefined;
  }
}
