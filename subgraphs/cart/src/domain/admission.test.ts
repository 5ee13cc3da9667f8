import { admit } from './admission';
import { attributesHash } from './attributes';
import { CART_STATUSES } from './cart';
import { cartWith } from './cart-fixture.suite';
import { decideLock, isLockedBy } from './lock';

const locked = cartWith([], { status: 'LOCKED', lockedByOrderId: 'order-1' });

describe('admission of a change', () => {
  test.each(CART_STATUSES)('of a cart that is %s', (status) => {
    const answer = admit(cartWith([], { status }), null);
    if (status === 'ACTIVE' || status === 'ABANDONED') expect(answer).toBeUndefined();
    else
      expect(answer).toEqual(status === 'LOCKED' ? { kind: 'CART_LOCKED' } : { kind: 'CART_CLOSED', status });
  });

  test('holds the cart to the version the caller expects', () => {
    expect(admit(cartWith([]), 7)).toBeUndefined();
    expect(admit(cartWith([]), 6)).toEqual({
      kind: 'VERSION_CONFLICT',
      expectedVersion: 6,
      currentVersion: 7,
    });
  });
});

describe('the lock of an order', () => {
  test('is given at the pinned version only', () => {
    expect(decideLock(cartWith([]), 'order-1', 7)).toEqual({ kind: 'lock' });
    expect(decideLock(cartWith([]), 'order-1', 6)).toEqual({
      kind: 'rejected',
      rejection: { kind: 'VERSION_CONFLICT', expectedVersion: 6, currentVersion: 7 },
    });
  });

  test('is kept by the order that has it, whatever version it names, and refused to another', () => {
    expect(decideLock(locked, 'order-1', 1)).toEqual({ kind: 'already' });
    expect(decideLock(locked, 'order-2', 7)).toEqual({
      kind: 'rejected',
      rejection: { kind: 'CART_LOCKED' },
    });
    expect(isLockedBy(locked, 'order-1')).toBe(true);
    expect(isLockedBy(locked, 'order-2')).toBe(false);
    expect(isLockedBy(cartWith([], { lockedByOrderId: 'order-1' }), 'order-1')).toBe(false);
  });

  test('is refused to a cart that is closed', () => {
    expect(decideLock(cartWith([], { status: 'CHECKED_OUT' }), 'order-1', 7)).toEqual({
      kind: 'rejected',
      rejection: { kind: 'CART_CLOSED', status: 'CHECKED_OUT' },
    });
  });
});

describe('the hash of attributes', () => {
  const [a, b] = [
    { key: 'a', value: '1' },
    { key: 'b', value: '2' },
  ];

  test('does not depend on their order and is empty for none', () => {
    expect(attributesHash([a, b])).toBe(attributesHash([b, a]));
    expect(attributesHash([])).toBe('');
  });

  test('tells apart what only looks alike when written together', () => {
    const hashes = [[a], [b], [a, b], [{ key: 'a', value: '1b2' }], [{ key: 'a1', value: '' }]].map(
      attributesHash,
    );
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
