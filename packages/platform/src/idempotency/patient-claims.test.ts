import { deadlineAfter } from '../time/deadline';
import type { Claim, Idempotency } from './idempotency';
import { patientClaims } from './patient-claims';

const request = { scope: 's', operation: 'o', key: 'k', input: {} };
const inProgress: Claim = { kind: 'inProgress', retryAfterMs: 1_000 };
const replay: Claim = { kind: 'replay', outcome: { version: 2 } };

function answering(...answers: readonly Claim[]): { idempotency: Idempotency; asked: () => number } {
  const claim = jest.fn<Promise<Claim>, []>();
  answers.forEach((answer, index) =>
    index === answers.length - 1 ? claim.mockResolvedValue(answer) : claim.mockResolvedValueOnce(answer),
  );
  const nothing = (): Promise<never> => Promise.reject(new Error('not asked for'));
  const idempotency = { claim, complete: nothing, abandon: nothing, handBack: nothing, purge: nothing };
  return { idempotency, asked: () => claim.mock.calls.length };
}

describe('patient claims', () => {
  test('wait for the request that is at work and get its outcome', async () => {
    const { idempotency, asked } = answering(inProgress, inProgress, replay);
    expect(await patientClaims(idempotency, deadlineAfter(5_000)).claim(request)).toEqual(replay);
    expect(asked()).toBe(3);
  });

  test('do not wait for anything else', async () => {
    const { idempotency, asked } = answering({ kind: 'reused' });
    expect(await patientClaims(idempotency, deadlineAfter(5_000)).claim(request)).toEqual({ kind: 'reused' });
    expect(asked()).toBe(1);
  });

  test.each([
    { what: 'their own patience', deadlineMs: 5_000, atMostMs: 60 },
    { what: 'the deadline of the request', deadlineMs: 60, atMostMs: 5_000 },
  ])('end with $what', async ({ deadlineMs, atMostMs }) => {
    const { idempotency } = answering(inProgress);
    const begin = performance.now();
    const claim = await patientClaims(idempotency, deadlineAfter(deadlineMs), { atMostMs }).claim(request);
    expect(claim).toEqual(inProgress);
    expect(performance.now() - begin).toBeLessThan(1_000);
  });
});
