import { AppError } from '../errors/app-error';
import { actorOf } from '../auth/viewer';
import type { Viewer } from '../auth/viewer';

/**
 * Within which a key is unique: the subject of the JWT, else the guest session, else the calling service. Two
 * shoppers may use the same key without meeting.
 *
 * @throws AppError `UNAUTHENTICATED` (not retriable) for a viewer without any identity: its key would be shared
 *   with strangers. An operation open to such viewers has to find another scope.
 */
export function idempotencyScope(viewer: Viewer): string {
  if (viewer.subject === null && viewer.sessionId === null && viewer.callingService === null) {
    throw new AppError('UNAUTHENTICATED', 'An idempotency key needs a signed-in viewer or a session');
  }
  return actorOf(viewer);
}
