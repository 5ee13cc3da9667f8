import { idFrom } from '@agora/platform/ids';
import { maySeeSession, ownsSession } from './session';
import type { Session } from './session';

const NOW = new Date('2026-01-15T12:00:00.000Z');
const session: Session = {
  id: idFrom('session'),
  customerId: 'c1',
  tokenVersion: 2,
  deviceInfo: null,
  expiresAt: new Date('2026-02-15T12:00:00.000Z'),
  createdAt: NOW,
  lastSeenAt: NOW,
};
const nobody = { role: 'anonymous', customerId: null, sessionId: null, tokenVersion: null };

describe('a session', () => {
  test('belongs to whoever has its token and to its customer', () => {
    expect(ownsSession({ ...nobody, sessionId: session.id, tokenVersion: 2 }, session, NOW)).toBe(true);
    expect(ownsSession({ ...nobody, role: 'customer', customerId: 'c1' }, session, NOW)).toBe(true);
  });

  test('does not belong to an old token, to a token after the end, or to anybody else', () => {
    const holder = { ...nobody, sessionId: session.id, tokenVersion: 2 };
    expect(ownsSession({ ...holder, tokenVersion: 1 }, session, NOW)).toBe(false);
    expect(ownsSession(holder, { ...session, expiresAt: NOW }, NOW)).toBe(false);
    expect(ownsSession({ ...holder, sessionId: idFrom('other') }, session, NOW)).toBe(false);
    expect(ownsSession({ ...nobody, role: 'customer', customerId: 'c2' }, session, NOW)).toBe(false);
    expect(ownsSession(nobody, { ...session, customerId: null }, NOW)).toBe(false);
  });

  test('is seen by staff, who do not own it', () => {
    const staff = { ...nobody, role: 'support' };
    expect(maySeeSession(staff, session, NOW)).toBe(true);
    expect(ownsSession(staff, session, NOW)).toBe(false);
    expect(maySeeSession(nobody, session, NOW)).toBe(false);
  });
});
