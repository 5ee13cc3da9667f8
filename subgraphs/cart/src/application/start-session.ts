import { issueGuestToken } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { badInput } from '@agora/platform/errors';
import { carryOutOnce, idempotencyScope, patientClaims } from '@agora/platform/idempotency';
import type { ClaimRequest, Idempotency } from '@agora/platform/idempotency';
import { newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import { checkDeviceInfo } from './check-device-info';
import type { RefusalCode, SessionOutcome, SessionStore } from './session-ports';

export interface StartSessionDeps {
  readonly sessions: SessionStore;
  readonly idempotency: Idempotency;
  readonly sessionSecret: string;
}

export interface StartSessionCommand {
  readonly deviceInfo: unknown;
  readonly idempotencyKey: string | null;
}

/** Shorter keys could be guessed, and a replay hands out the token. */
const SHORTEST_ANONYMOUS_KEY = 16;

/**
 * Starts a session and hands out its token: a guest's, or a device of the customer whose JWT came along. With an
 * idempotency key a repeat gets the same session and token.
 * @throws AppError `BAD_USER_INPUT` for device information above 4 kB and for a key that can be guessed.
 */
export async function startSession(
  deps: StartSessionDeps,
  command: StartSessionCommand,
  context: OperationContext,
): Promise<SessionOutcome> {
  checkDeviceInfo(command.deviceInfo);
  const { viewer } = context;
  const { sessions } = deps;
  const claims = patientClaims(deps.idempotency, context.deadline);
  const result = await carryOutOnce(claims, claimOf(command, viewer), (complete) => {
    const session = { id: newId(), customerId: viewer.customerId, deviceInfo: command.deviceInfo };
    return sessions.create(session, (tx) => complete(tx, { sessionId: session.id }));
  });
  if (result.kind === 'inProgress') return refused('IDEMPOTENCY_IN_PROGRESS');
  if (result.kind === 'reused') return refused('IDEMPOTENCY_KEY_REUSED');
  const session =
    result.kind === 'carriedOut'
      ? result.value
      : await started(sessions, String(result.outcome['sessionId']));
  if (session === undefined) return refused('SESSION_NOT_FOUND');
  const token = { sessionId: session.id, tokenVersion: session.tokenVersion };
  return { kind: 'done', session, sessionToken: issueGuestToken(deps.sessionSecret, token) };
}

async function started(
  sessions: SessionStore,
  sessionId: string,
): Promise<Extract<SessionOutcome, { kind: 'done' }>['session'] | undefined> {
  return (await sessions.readMany([sessionId])).get(sessionId);
}

function claimOf(command: StartSessionCommand, viewer: Viewer): ClaimRequest | undefined {
  const { idempotencyKey: key, deviceInfo } = command;
  if (key === null) return undefined;
  const isAnonymous = viewer.subject === null && viewer.sessionId === null;
  if (isAnonymous && key.length < SHORTEST_ANONYMOUS_KEY)
    throw badInput('input.idempotencyKey', 'must have at least 16 characters for a new guest');
  if (key.length < 1 || key.length > 200)
    throw badInput('input.idempotencyKey', 'must have 1 to 200 characters');
  const scope = isAnonymous ? 'anonymous' : idempotencyScope(viewer);
  return { scope, operation: 'sessionStart', key, input: { deviceInfo } };
}

function refused(kind: RefusalCode): SessionOutcome {
  return { kind: 'refused', rejection: { kind } };
}
