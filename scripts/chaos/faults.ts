import { setTimeout as sleep } from 'node:timers/promises';
import type { TcpForwarder } from '@agora/test-kit/tcp-forwarder';
import type { Random } from '../seed/shop/random';
import type { ToughProcess } from './tough-process';

/** Something that goes wrong at one moment, for a while. */
export interface Fault {
  readonly atMs: number;
  readonly kind: 'kill' | 'pause' | 'cut';
  /** A process, or what connections lead to. */
  readonly target: string;
  readonly forMs: number;
}

export interface FaultTargets {
  readonly processes: ReadonlyMap<string, ToughProcess>;
  readonly links: ReadonlyMap<string, TcpForwarder>;
}

const GAP_MS = { least: 1_500, most: 6_000 };
const DOWN_MS = { least: 200, most: 4_000 };
const PAUSE_MS = { least: 1_000, most: 10_000 };
const CUT_MS = { least: 500, most: 6_000 };
/** Of 100 faults so many are kills, and so many pauses; the others cut connections. */
const KILLS = 45;
const PAUSES = 30;

/** All faults of so long a time, in their order: the same for the same source of chance. */
export function planFaults(
  random: Random,
  lastsMs: number,
  names: { readonly processes: readonly string[]; readonly links: readonly string[] },
): Fault[] {
  const faults: Fault[] = [];
  let atMs = random.between(GAP_MS.least, GAP_MS.most);
  while (atMs < lastsMs) {
    faults.push({ atMs, ...oneFault(random, names) });
    atMs += random.between(GAP_MS.least, GAP_MS.most);
  }
  return faults;
}

function oneFault(
  random: Random,
  { processes, links }: { readonly processes: readonly string[]; readonly links: readonly string[] },
): Omit<Fault, 'atMs'> {
  const luck = random.below(100);
  if (luck < KILLS)
    return {
      kind: 'kill',
      target: random.pick(processes),
      forMs: random.between(DOWN_MS.least, DOWN_MS.most),
    };
  if (luck < KILLS + PAUSES)
    return {
      kind: 'pause',
      target: random.pick(processes),
      forMs: random.between(PAUSE_MS.least, PAUSE_MS.most),
    };
  return { kind: 'cut', target: random.pick(links), forMs: random.between(CUT_MS.least, CUT_MS.most) };
}

/**
 * Lets the faults happen at their moments, counted from the call, and resolves when the last one is over: everything runs and
 * is connected again then, or about to be. One whose target is in trouble already is left out.
 * @returns how many of each kind there were.
 */
export async function playFaults(
  faults: readonly Fault[],
  targets: FaultTargets,
  say: (line: string) => void,
): Promise<ReadonlyMap<string, number>> {
  const startedAt = performance.now();
  const inTrouble = new Set<string>();
  const counts = new Map<string, number>();
  const underWay: Promise<void>[] = [];
  for (const fault of faults) {
    await sleep(Math.max(0, startedAt + fault.atMs - performance.now()));
    const { kind, target, forMs } = fault;
    if (inTrouble.has(target)) continue;
    inTrouble.add(target);
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    say(
      `  ${(fault.atMs / 1_000).toFixed(1).padStart(6)} s  ${kind.padEnd(5)} ${target} for ${(forMs / 1_000).toFixed(1)} s`,
    );
    underWay.push(happen(fault, targets).finally(() => inTrouble.delete(target)));
  }
  await Promise.all(underWay);
  return counts;
}

async function happen({ kind, target, forMs }: Fault, { processes, links }: FaultTargets): Promise<void> {
  if (kind === 'kill') return processes.get(target)?.kill(forMs);
  if (kind === 'pause') return processes.get(target)?.pause(forMs);
  const link = links.get(target);
  await link?.cut();
  await sleep(forMs);
  await link?.restore();
}
