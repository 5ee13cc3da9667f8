import { basicUserError } from '@agora/platform/schema';
import type { UserError } from '@agora/platform/schema';
import type { SessionRejection } from '../application/session-ports';
import type { Session as SessionState } from '../domain/session';
import type { Session } from './types/session.type';

/** A session as the API shows it. */
export function presentSession(session: SessionState): Session {
  const { id, customerId, deviceInfo, expiresAt, createdAt, lastSeenAt } = session;
  return { id, customerId, deviceInfo, expiresAt, createdAt, lastSeenAt };
}

/** A refusal as a user error. */
export function presentSessionRejection({ kind }: SessionRejection): UserError {
  switch (kind) {
    case 'SESSION_NOT_FOUND':
      return basicUserError(kind, 'There is no such session.', ['input', 'sessionId']);
    case 'IDEMPOTENCY_IN_PROGRESS':
      return basicUserError(kind, 'The same request is being carried out; try again.', [
        'input',
        'idempotencyKey',
      ]);
    case 'IDEMPOTENCY_KEY_REUSED':
      return basicUserError(kind, 'The key was used for another request.', ['input', 'idempotencyKey']);
  }
}
