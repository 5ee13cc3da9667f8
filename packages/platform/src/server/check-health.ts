import { sleep } from '../time/deadline';
import type { HealthReport } from './subgraph-definition';

/** What a subgraph depends on: `down` without an essential part, `degraded` without another. */
export interface HealthProbe {
  readonly isEssential: boolean;
  /** Resolves when the part answers. */
  ping(): Promise<void>;
}

/** A part that has not answered within this time counts as unreachable, milliseconds. */
const PROBE_LIMIT_MS = 1_500;

/** Asks every part at the same time. Never rejects; says of a failed part only that it is unreachable. */
export async function checkHealth(probes: Readonly<Record<string, HealthProbe>>): Promise<HealthReport> {
  const answers = await Promise.all(
    Object.entries(probes).map(async ([name, probe]) => ({ name, probe, isUp: await answersInTime(probe) })),
  );
  const failed = answers.filter(({ isUp }) => !isUp);
  const isDown = failed.some(({ probe }) => probe.isEssential);
  return {
    status: isDown ? 'down' : failed.length > 0 ? 'degraded' : 'ok',
    services: Object.fromEntries(answers.map(({ name, isUp }) => [name, isUp ? 'ok' : 'unreachable'])),
  };
}

async function answersInTime(probe: HealthProbe): Promise<boolean> {
  const over = new AbortController();
  const answer = probe.ping().then(
    () => true,
    () => false,
  );
  const late = sleep(PROBE_LIMIT_MS, over.signal).then(
    () => false,
    () => false,
  );
  const isUp = await Promise.race([answer, late]);
  over.abort();
  return isUp;
}
