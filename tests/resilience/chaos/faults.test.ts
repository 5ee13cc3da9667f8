import { planFaults, playFaults } from '../../../scripts/chaos/faults';
import type { Fault } from '../../../scripts/chaos/faults';
import type { ToughProcess } from '../../../scripts/chaos/tough-process';
import { createRandom } from '../../../scripts/seed/shop/random';

const NAMES = { processes: ['cart', 'gateway', 'order'], links: ['kafka', 'redis'] };
const HOUR_MS = 3_600_000;

test('the same seed plans the same faults, another one others', () => {
  const plan = (seed: number): Fault[] => planFaults(createRandom(seed), HOUR_MS, NAMES);
  expect(plan(5)).toEqual(plan(5));
  expect(plan(5)).not.toEqual(plan(6));
});

test('over an hour everything fails in every way it can, in order, and none fails for longer than it may', () => {
  const faults = planFaults(createRandom(1), HOUR_MS, NAMES);
  expect(faults.map(({ atMs }) => atMs)).toEqual(faults.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
  const ways = new Set(faults.map(({ kind, target }) => `${kind} ${target}`));
  expect([...ways].sort()).toEqual(
    [
      ...NAMES.links.map((link) => `cut ${link}`),
      ...NAMES.processes.flatMap((name) => [`kill ${name}`, `pause ${name}`]),
    ].sort(),
  );
  expect(Math.max(...faults.map(({ forMs }) => forMs))).toBeLessThanOrEqual(10_000);
});

test('what is in trouble already is left alone, and all faults are over at the end', async () => {
  const events: string[] = [];
  const hurt = (kind: string) => async (): Promise<void> => {
    events.push(`${kind} begins`);
    await new Promise((resolve) => setTimeout(resolve, 30));
    events.push(`${kind} ends`);
  };
  const cart: ToughProcess = {
    name: 'cart',
    crashes: 0,
    kill: hurt('kill'),
    pause: hurt('pause'),
    stop: () => Promise.resolve(),
  };
  const fault = { target: 'cart', forMs: 1 } as const;
  const counts = await playFaults(
    [
      { ...fault, kind: 'kill', atMs: 0 },
      { ...fault, kind: 'pause', atMs: 0 },
    ],
    { processes: new Map([['cart', cart]]), links: new Map() },
    () => undefined,
  );
  expect(events).toEqual(['kill begins', 'kill ends']);
  expect([...counts]).toEqual([['kill', 1]]);
});
