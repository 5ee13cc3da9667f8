import { AppError } from '@agora/platform/errors';
import type { OperationContext } from '@agora/platform/server';
import type { Clock } from '@agora/platform/time';
import { visibleStatus } from '../domain/checkout-session';
import type { CheckoutSession } from '../domain/checkout-session';
import type { CheckoutRefusal } from '../domain/refusals';
import type { CheckoutSessionStore } from './ports';
import { canRead } from './visibility';

export type CancelCheckoutSessionResult =
  | { readonly kind: 'session'; readonly session: CheckoutSession }
  | { readonly kind: 'refused'; readonly session: CheckoutSession; readonly refusal: CheckoutRefusal };

export type CancelCheckoutSession = (
  id: string,
  context: OperationContext,
) => Promise<CancelCheckoutSessionResult>;

/**
 * Closes an OPEN session; cancelling it again is fine. One that is being completed or is over is refused.
 * @throws AppError `NOT_FOUND` for a session that is missing or somebody else's.
 */
export function cancelCheckoutSession(deps: {
  readonly sessions: CheckoutSessionStore;
  readonly clock: Clock;
}): CancelCheckoutSession {
  return async (id, context) => {
    const session = await readableSession(deps.sessions, id, context);
    const didCancel = visibleStatus(session, deps.clock.now()) === 'OPEN' && (await deps.sessions.cancel(id));
    const now = didCancel ? session : await readableSession(deps.sessions, id, context);
    const status = didCancel ? 'CANCELLED' : visibleStatus(now, deps.clock.now());
    switch (status) {
      case 'CANCELLED':
        return { kind: 'session', session: { ...now, status } };
      case 'COMPLETED':
      case 'EXPIRED':
        return { kind: 'refused', session: now, refusal: { kind: 'sessionClosed', status } };
      case 'OPEN':
      case 'COMPLETING':
        return { kind: 'refused', session: now, refusal: { kind: 'sessionBusy' } };
    }
  };
}

/** A session the viewer may read. @throws AppError `NOT_FOUND`, also when it is somebody else's. */
export async function readableSession(
  sessions: CheckoutSessionStore,
  id: string,
  context: OperationContext,
): Promise<CheckoutSession> {
  const session = await sessions.find(id);
  if (session === undefined || !canRead(context.viewer, session))
    throw new AppError('NOT_FOUND', 'There is no such checkout session');
  return session;
}
