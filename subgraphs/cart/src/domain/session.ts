import type { CartViewer } from './ownership';

/** A device of a shopper: the identity of a guest, or one of a customer's devices. */
export interface Session {
  readonly id: string;
  /** Whose device it is, since it was signed in; null for a guest's. */
  readonly customerId: string | null;
  /** Counts up when its token is replaced: tokens of a lower version are no longer good. */
  readonly tokenVersion: number;
  /** What the client said about the device. */
  readonly deviceInfo: unknown;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
}

/** Whether the viewer is the session itself, by a token that is still good, or the customer it belongs to. */
export function ownsSession(viewer: CartViewer, session: Session, now: Date): boolean {
  if (session.customerId !== null && viewer.customerId === session.customerId) return true;
  return viewer.sessionId === session.id && isGoodToken(viewer.tokenVersion, session, now);
}

/** Whether the viewer may see the session: who owns it, and staff. */
export function maySeeSession(viewer: CartViewer, session: Session, now: Date): boolean {
  return viewer.role === 'support' || viewer.role === 'admin' || ownsSession(viewer, session, now);
}

/** Whether a token of this version still speaks for the session. */
export function isGoodToken(
  tokenVersion: number | null,
  session: Pick<Session, 'tokenVersion' | 'expiresAt'>,
  now: Date,
): boolean {
  return tokenVersion === session.tokenVersion && session.expiresAt > now;
}
