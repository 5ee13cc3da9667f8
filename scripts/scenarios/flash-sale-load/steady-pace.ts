import { setTimeout as sleep } from 'node:timers/promises';

export interface PaceOptions {
  readonly perMinute: number;
  readonly seconds: number;
  /** More are never under way at once. */
  readonly mostAtOnce: number;
}

/** How far a pace was kept. `due` = `sent` + `notSent`. */
export interface Pace {
  readonly due: number;
  readonly sent: number;
  /** Their moment came while too many were under way. */
  readonly notSent: number;
  /** Of those sent: more than {@link LATE_MS} after their moment. */
  readonly late: number;
  /** From the first moment until the last one was sent or given up. */
  readonly sendingSeconds: number;
}

/** A sender this busy no longer measures what it says it does. */
export const LATE_MS = 100;

/**
 * Sends at an even pace whether or not what was sent before has been answered: buyers do not wait for each other. What
 * cannot be sent at its moment because too many are under way is left out and counted, never sent later: waiting would
 * slow the pace down to what the shop can bear, and hide that it cannot bear more. Resolves when all are answered.
 *
 * @param send told when it was due, as `performance.now()` counts; must not reject
 */
export async function atSteadyPace(
  options: PaceOptions,
  send: (dueMs: number) => Promise<void>,
): Promise<Pace> {
  const everyMs = 60_000 / options.perMinute;
  const due = Math.floor((options.seconds * 1_000) / everyMs);
  const underWay = new Set<Promise<void>>();
  let [sent, notSent, late] = [0, 0, 0];
  const startMs = performance.now();
  for (let number = 0; number < due; number += 1) {
    const dueMs = startMs + number * everyMs;
    const early = dueMs - performance.now();
    if (early > 0) await sleep(early);
    if (underWay.size >= options.mostAtOnce) {
      notSent += 1;
      // Answers that have arrived are taken in before the next moment is judged.
      await sleep(0);
      continue;
    }
    if (performance.now() - dueMs > LATE_MS) late += 1;
    sent += 1;
    const one = send(dueMs).finally(() => underWay.delete(one));
    underWay.add(one);
  }
  const sendingSeconds = (performance.now() - startMs) / 1_000;
  await Promise.all(underWay);
  return { due, sent, notSent, late, sendingSeconds };
}
