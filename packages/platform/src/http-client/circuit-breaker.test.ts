import { AppError } from '../errors/app-error';
import { CircuitBreaker } from './circuit-breaker';
import type { CircuitBreakerOptions } from './circuit-breaker';

const outage = (): Promise<never> => Promise.reject(new AppError('DOWNSTREAM_UNAVAILABLE', 'down'));
const answer = async (): Promise<string> => 'answer';

function breakerAt(options: Partial<CircuitBreakerOptions> = {}) {
  let nowMs = 1_000_000;
  const clock = { now: () => new Date(nowMs), nowMs: () => nowMs };
  const breaker = new CircuitBreaker({ name: 'test', minimumCalls: 4, openMs: 1_000, clock, ...options });
  const calls = async (work: () => Promise<unknown>, times: number): Promise<void> => {
    for (let call = 0; call < times; call += 1) await breaker.run(work).catch(() => undefined);
  };
  return { breaker, calls, advance: (ms: number) => void (nowMs += ms) };
}

test('stays closed while fewer calls than the minimum failed', async () => {
  const { breaker, calls } = breakerAt();
  await calls(outage, 3);
  expect(breaker.state).toBe('closed');
});

test('opens at the failure ratio and refuses without calling, saying when to come back', async () => {
  const { breaker, calls, advance } = breakerAt();
  await calls(answer, 2);
  await calls(outage, 2);
  expect(breaker.state).toBe('open');
  advance(400);
  const work = jest.fn(answer);
  await expect(breaker.run(work)).rejects.toMatchObject({
    code: 'DOWNSTREAM_UNAVAILABLE',
    retryAfterMs: 600,
  });
  expect(work).not.toHaveBeenCalled();
});

test('never opens by a call that is answered', async () => {
  const { breaker, calls } = breakerAt();
  await calls(outage, 3);
  await calls(answer, 1);
  expect(breaker.state).toBe('closed');
  await calls(outage, 1);
  expect(breaker.state).toBe('open');
});

test('stays closed below the ratio and forgets what is older than the window', async () => {
  const { breaker, calls, advance } = breakerAt({ windowMs: 10_000 });
  await calls(answer, 5);
  await calls(outage, 4);
  expect(breaker.state).toBe('closed');
  advance(10_001);
  await calls(outage, 3);
  expect(breaker.state).toBe('closed');
});

test("faults that are the caller's own do not count", async () => {
  const { breaker, calls } = breakerAt();
  await calls(() => Promise.reject(new AppError('BAD_USER_INPUT', 'no')), 20);
  await calls(() => Promise.reject(new Error('defect')), 20);
  expect(breaker.state).toBe('closed');
});

test('after the pause one call probes while the others are refused, and its success closes', async () => {
  const { breaker, calls, advance } = breakerAt();
  await calls(outage, 4);
  advance(1_000);
  let finish = (_: string): void => undefined;
  const probe = breaker.run(() => new Promise<string>((resolve) => (finish = resolve)));
  expect(breaker.state).toBe('half-open');
  await expect(breaker.run(answer)).rejects.toMatchObject({ code: 'DOWNSTREAM_UNAVAILABLE' });
  finish('back');
  expect(await probe).toBe('back');
  expect(breaker.state).toBe('closed');
  // The record is clean: old failures do not open it again.
  await calls(outage, 3);
  expect(breaker.state).toBe('closed');
});

test('a failed probe opens again for the whole pause', async () => {
  const { breaker, calls, advance } = breakerAt();
  await calls(outage, 4);
  advance(1_000);
  await calls(outage, 1);
  expect(breaker.state).toBe('open');
  advance(999);
  await expect(breaker.run(answer)).rejects.toThrow('does not answer');
  advance(1);
  await expect(breaker.run(answer)).resolves.toBe('answer');
});

test('a straggler from before it opened neither closes nor prolongs it', async () => {
  const { breaker, calls } = breakerAt();
  let finish = (_: string): void => undefined;
  const straggler = breaker.run(() => new Promise<string>((resolve) => (finish = resolve)));
  await calls(outage, 4);
  finish('late');
  await straggler;
  expect(breaker.state).toBe('open');
});
