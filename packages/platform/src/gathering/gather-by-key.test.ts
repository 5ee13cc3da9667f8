import { GatherByKey } from './gather-by-key';

interface Gate {
  readonly turns: string[];
  open(): void;
}

function gathered(most = 10): { readonly gather: GatherByKey<number, string>; readonly gate: Gate } {
  const turns: string[] = [];
  const waiting: (() => void)[] = [];
  const gather = new GatherByKey<number, string>(async (key, items) => {
    turns.push(`${key}:${items.join(',')}`);
    await new Promise<void>((resolve) => waiting.push(resolve));
    return items.map((item) =>
      item < 0
        ? { status: 'rejected', reason: new Error(String(item)) }
        : { status: 'fulfilled', value: `${key}${String(item)}` },
    );
  }, most);
  return { gather, gate: { turns, open: () => waiting.splice(0).forEach((resolve) => resolve()) } };
}

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('what comes first goes at once, what comes meanwhile goes together afterwards, and keys are apart', async () => {
  const { gather, gate } = gathered();
  const all = Promise.all([
    gather.handleSoon('a', 1),
    gather.handleSoon('a', 2),
    gather.handleSoon('b', 7),
    gather.handleSoon('a', 3),
  ]);
  expect(gate.turns).toEqual(['a:1', 'b:7']);
  gate.open();
  await settle();
  expect(gate.turns).toEqual(['a:1', 'b:7', 'a:2,3']);
  gate.open();
  expect(await all).toEqual(['a1', 'a2', 'b7', 'a3']);
  const again = gather.handleSoon('a', 4);
  expect(gate.turns.at(-1)).toBe('a:4');
  gate.open();
  expect(await again).toBe('a4');
});

test('each ends as its own part did, and no more than allowed go together', async () => {
  const { gather, gate } = gathered(2);
  const all = Promise.allSettled([1, -2, 3, 4].map((item) => gather.handleSoon('k', item)));
  for (let turn = 0; turn < 3; turn += 1) {
    gate.open();
    await settle();
  }
  expect(gate.turns).toEqual(['k:1', 'k:-2,3', 'k:4']);
  expect((await all).map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'fulfilled',
  ]);
});
