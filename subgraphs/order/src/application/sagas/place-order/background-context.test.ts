import { deadlineAfter } from '@agora/platform/time';
import { backgroundContext } from './background-context';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';

test('a call of a saga carries its trace and correlation id, and nobody’s identity', () => {
  const deadline = deadlineAfter(1_000);
  expect(backgroundContext({ traceparent, correlationId: 'c-1' }, deadline)).toEqual({
    deadline,
    correlationId: 'c-1',
    forwardHeaders: { traceparent, 'x-correlation-id': 'c-1' },
  });
});

test('one of a saga that nobody’s click began has a correlation id of its own and no trace', () => {
  const context = backgroundContext({ traceparent: undefined, correlationId: undefined });
  expect(context?.forwardHeaders).toEqual({ 'x-correlation-id': context?.correlationId });
});
