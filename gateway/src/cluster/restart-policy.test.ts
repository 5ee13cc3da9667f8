import { afterWorkerEnd } from './restart-policy';

const SERVING = { isAnyReady: true, wasAnyReady: true };
const pauseAfter = (earlyEnds: number): unknown => afterWorkerEnd({ earlyEnds, ...SERVING });

describe('after a worker has ended', () => {
  test('that served well another one starts at once', () => {
    expect(pauseAfter(0)).toEqual({ kind: 'start', pauseMs: 0 });
  });

  test('at once, again and again, the pauses grow to half a minute, for ever while another one serves', () => {
    expect([1, 2, 3, 8, 100].map(pauseAfter)).toEqual(
      [250, 500, 1_000, 30_000, 30_000].map((pauseMs) => ({ kind: 'start', pauseMs })),
    );
  });

  test('five times at once and none is left, the gateway gives up', () => {
    const ends = { isAnyReady: false, wasAnyReady: true };
    expect(afterWorkerEnd({ earlyEnds: 4, ...ends }).kind).toBe('start');
    expect(afterWorkerEnd({ earlyEnds: 5, ...ends }).kind).toBe('give-up');
  });

  test('and none was ever ready, the gateway gives up at the first', () => {
    expect(afterWorkerEnd({ earlyEnds: 1, isAnyReady: false, wasAnyReady: false }).kind).toBe('give-up');
  });
});
