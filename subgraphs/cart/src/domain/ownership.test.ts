import { maySeeCart, ownsCart } from './ownership';
import type { CartOwner, CartViewer } from './ownership';

const NOW = new Date('2026-01-15T12:00:00.000Z');
const LATER = new Date('2026-01-16T12:00:00.000Z');
const guest: CartViewer = { role: 'anonymous', customerId: null, sessionId: 's1', tokenVersion: 1 };
const customer: CartViewer = { role: 'customer', customerId: 'c1', sessionId: null, tokenVersion: null };
const ofGuest: CartOwner = {
  customerId: null,
  sessionId: 's1',
  sessionTokenVersion: 1,
  sessionExpiresAt: LATER,
};
const ofCustomer: CartOwner = { ...ofGuest, customerId: 'c1' };

describe('a cart belongs to', () => {
  test.each<[string, CartViewer, CartOwner, boolean]>([
    ['the guest of its session', guest, ofGuest, true],
    ['no guest of another session', { ...guest, sessionId: 's2' }, ofGuest, false],
    ['no guest whose token was replaced', { ...guest, tokenVersion: 2 }, ofGuest, false],
    ['no guest whose session is over', guest, { ...ofGuest, sessionExpiresAt: NOW }, false],
    ['no guest whose session is gone', guest, { ...ofGuest, sessionExpiresAt: null }, false],
    ['its customer', customer, ofCustomer, true],
    ['no other customer', { ...customer, customerId: 'c2' }, ofCustomer, false],
    ['no guest once a customer has it', guest, ofCustomer, false],
    ['a customer who still carries its guest token', { ...guest, customerId: 'c1' }, ofGuest, true],
    ['nobody without any identity', { ...guest, sessionId: null }, { ...ofGuest, sessionId: null }, false],
  ])('%s', (_, viewer, owner, expected) => {
    expect(ownsCart(viewer, owner, NOW)).toBe(expected);
  });

  test('its shopper alone, but staff may see it', () => {
    for (const role of ['support', 'admin']) {
      const staff = { ...customer, role, customerId: null };
      expect(ownsCart(staff, ofCustomer, NOW)).toBe(false);
      expect(maySeeCart(staff, ofCustomer, NOW)).toBe(true);
    }
    expect(maySeeCart({ ...customer, customerId: 'c2' }, ofCustomer, NOW)).toBe(false);
  });
});
