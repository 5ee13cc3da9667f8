import { ANONYMOUS } from '../auth/viewer';
import { AppError } from '../errors/app-error';
import { idempotencyScope } from './idempotency-scope';

describe('the scope of an idempotency key', () => {
  test('is the subject when there is one, also beside a guest session', () => {
    const viewer = {
      ...ANONYMOUS,
      role: 'customer' as const,
      subject: 'c1',
      customerId: 'c1',
      sessionId: 's1',
    };
    expect(idempotencyScope(viewer)).toBe('customer:c1');
  });

  test('is the session of a guest and the name of a calling service', () => {
    expect(idempotencyScope({ ...ANONYMOUS, sessionId: 's1' })).toBe('session:s1');
    expect(idempotencyScope({ ...ANONYMOUS, role: 'service', callingService: 'order' })).toBe(
      'service:order',
    );
  });

  test('does not exist for a viewer without any identity', () => {
    expect(() => idempotencyScope(ANONYMOUS)).toThrow(AppError);
  });
});
