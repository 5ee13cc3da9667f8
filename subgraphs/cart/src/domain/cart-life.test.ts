import { cartWith } from './cart-fixture.suite';
import { DEFAULT_CART_TERMS, admitDelete, admitRestore, decideSweep } from './cart-life';
import type { CartStatus } from './cart';

const NOW = new Date('2026-01-15T12:00:00.000Z');
const MINUTE_MS = 60_000;
const at = (minutes: number): Date => new Date(NOW.getTime() + minutes * MINUTE_MS);
const cart = (status: CartStatus, lastActivityMinutes: number, expiresMinutes = 10_000) => ({
  status,
  lastActivityAt: at(lastActivityMinutes),
  expiresAt: at(expiresMinutes),
});
const decide = (of: Parameters<typeof decideSweep>[0]) => decideSweep(of, NOW, DEFAULT_CART_TERMS);

describe('a cart whose timer has run out', () => {
  test('is abandoned after half an hour without activity, and looked at again when it expires', () => {
    expect(decide(cart('ACTIVE', -30))).toEqual({ kind: 'abandon', wakeAt: at(10_000) });
  });

  test('waits for the rest of its half hour when there was activity', () => {
    expect(decide(cart('ACTIVE', -29))).toEqual({ kind: 'wait', wakeAt: at(1) });
    expect(decide(cart('ACTIVE', -10, 5))).toEqual({ kind: 'wait', wakeAt: at(5) });
  });

  test('waits for its end when it was abandoned or put aside', () => {
    for (const status of ['ABANDONED', 'SAVED'] as const)
      expect(decide(cart(status, -500))).toEqual({ kind: 'wait', wakeAt: at(10_000) });
  });

  test('expires at its end, whatever it was, and is kept for 90 days', () => {
    for (const status of ['ACTIVE', 'ABANDONED', 'SAVED'] as const)
      expect(decide(cart(status, -50_000, 0))).toEqual({ kind: 'expire', wakeAt: at(90 * 24 * 60) });
  });
});

describe('an owner', () => {
  test('may throw away an open cart and one that was put aside, at the version they know', () => {
    for (const status of ['ACTIVE', 'ABANDONED', 'SAVED'] as const) {
      expect(admitDelete(cartWith([], { status }), null)).toBeUndefined();
      expect(admitDelete(cartWith([], { status }), 6)).toMatchObject({ kind: 'VERSION_CONFLICT' });
    }
    expect(admitDelete(cartWith([], { status: 'LOCKED' }), null)).toEqual({ kind: 'CART_LOCKED' });
    expect(admitDelete(cartWith([], { status: 'EXPIRED' }), null)).toMatchObject({ kind: 'CART_CLOSED' });
  });

  test('may take up only a cart that was put aside', () => {
    expect(admitRestore(cartWith([], { status: 'SAVED' }), 7)).toBeUndefined();
    expect(admitRestore(cartWith([], { status: 'SAVED' }), 6)).toMatchObject({ kind: 'VERSION_CONFLICT' });
    expect(admitRestore(cartWith([]), null)).toEqual({ kind: 'CART_NOT_SAVED' });
    expect(admitRestore(cartWith([], { status: 'CHECKED_OUT' }), null)).toMatchObject({
      kind: 'CART_CLOSED',
    });
    expect(admitRestore(cartWith([], { status: 'LOCKED' }), null)).toEqual({ kind: 'CART_LOCKED' });
  });
});
