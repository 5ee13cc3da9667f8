import { RefreshGate } from './refresh-gate';
import { RefreshLoop } from './refresh-loop';
import { pause } from './testing/eventually';

test('the gate runs a bounded number at once and lets live refreshes pass resyncs', async () => {
  const gate = new RefreshGate(1);
  const order: string[] = [];
  const job = (name: string) => async (): Promise<void> => {
    order.push(name);
    await pause(1);
  };
  await Promise.all([
    gate.run('resync', job('first')),
    gate.run('resync', job('resync')),
    gate.run('live', job('live')),
  ]);
  expect(order).toEqual(['first', 'live', 'resync']);
});

test('the gate gives a place back when a job fails', async () => {
  const gate = new RefreshGate(1);
  await expect(gate.run('live', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await expect(gate.run('live', () => Promise.resolve('yes'))).resolves.toBe('yes');
});

describe('the refresh loop', () => {
  it('merges requests that come while it runs into one more run', async () => {
    let runs = 0;
    const loop = new RefreshLoop(async () => {
      runs += 1;
      await pause(5);
      return undefined;
    });
    loop.request();
    for (let i = 0; i < 10; i += 1) loop.request();
    await pause(30);
    expect(runs).toBe(2);
  });

  it('tries again after the time an attempt asks for, and not after it was stopped', async () => {
    let runs = 0;
    const loop = new RefreshLoop(() => {
      runs += 1;
      return Promise.resolve(5);
    });
    loop.request();
    await pause(30);
    loop.stop();
    const seen = runs;
    expect(seen).toBeGreaterThan(1);
    await pause(20);
    expect(runs).toBe(seen);
  });
});
