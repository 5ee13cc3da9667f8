import { isUuid } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import { ownsSession } from '../domain/session';
import type { Session } from '../domain/session';
import { checkDeviceInfo } from './check-device-info';
import type { Revocations, SessionOutcome, SessionStore } from './session-ports';

export interface ChangeSessionDeps {
  readonly sessions: SessionStore;
  readonly revocations: Revocations;
  readonly clock: Clock;
}

/**
 * Remembers what the client says about the device; null forgets it. A session that is not the viewer's looks like none.
 * @throws AppError `BAD_USER_INPUT` above 4 kB.
 */
export async function updateSession(
  deps: ChangeSessionDeps,
  command: { readonly sessionId: string; readonly deviceInfo: unknown },
  context: OperationContext,
): Promise<SessionOutcome> {
  checkDeviceInfo(command.deviceInfo);
  if (!(await isOwn(deps, command.sessionId, context))) return NONE;
  return outcomeOf(await deps.sessions.setDeviceInfo(command.sessionId, command.deviceInfo));
}

/**
 * Ends a session of the viewer: its token is no longer good from now on, and what is open with it ends at once. Its guest
 * carts stay until they expire. Ending it again changes nothing.
 */
export async function endSession(
  deps: ChangeSessionDeps,
  sessionId: string,
  context: OperationContext,
): Promise<SessionOutcome> {
  if (!(await isOwn(deps, sessionId, context))) return NONE;
  const session = await deps.sessions.end(sessionId);
  if (session !== undefined) deps.revocations.revoked(`session:${sessionId}`);
  return outcomeOf(session);
}

const NONE: SessionOutcome = { kind: 'refused', rejection: { kind: 'SESSION_NOT_FOUND' } };

async function isOwn(
  { sessions, clock }: ChangeSessionDeps,
  sessionId: string,
  { viewer }: OperationContext,
): Promise<boolean> {
  if (!isUuid(sessionId)) return false;
  const session = (await sessions.readMany([sessionId])).get(sessionId);
  return session !== undefined && ownsSession(viewer, session, clock.now());
}

function outcomeOf(session: Session | undefined): SessionOutcome {
  return session === undefined ? NONE : { kind: 'done', session, sessionToken: null };
}
