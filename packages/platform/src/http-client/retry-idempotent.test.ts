import { AppError } from '../errors/app-error';
import { deadlineAfter } from '../time/deadline';
import { retryIdempotent } from './retry-idempotent';

const down = new AppError('DOWNSTREAM_UNAVAILABLE', 'down');

function failing(times: number, error: unknown): jest.Mock<Promise<string>> {
  let left = times;
  return jest.fn(async () => {
    if (left-- > 0) throw error;
    return 'answer';
  });
}

test('tries again after a retriable fault until it succeeds', async () => {
  const call = failing(2, down);
  await expect(retryIdempotent(call, { deadline: deadlineAfter(5_000), baseMs: 1 })).resolves.toBe('answer');
  expect(call).toHaveBeenCalledTimes(3);
});

test('gives up after its attempts with the last error', async () => {
  const call = failing(9, down);
  await expect(
    retryIdempotent(call, { deadline: deadlineAfter(5_000), attempts: 4, baseMs: 1 }),
  ).rejects.toBe(down);
  expect(call).toHaveBeenCalledTimes(4);
});

test.each([
  new AppError('BAD_USER_INPUT', 'no'),
  new AppError('DEADLINE_EXCEEDED', 'late'),
  new Error('defect'),
])('does not repeat %s', async (error) => {
  const call = failing(1, error);
  await expect(retryIdempotent(call, { deadline: deadlineAfter(5_000), baseMs: 1 })).rejects.toBe(error);
  expect(call).toHaveBeenCalledTimes(1);
});

test('does not begin another attempt that could not end in time', async () => {
  const call = failing(1, down);
  const options = { deadline: deadlineAfter(40), baseMs: 1, minimumRemainingMs: 50 };
  await expect(retryIdempotent(call, options)).rejects.toBe(down);
  expect(call).toHaveBeenCalledTimes(1);
});
