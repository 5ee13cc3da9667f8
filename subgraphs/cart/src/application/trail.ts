import { actorOf } from '@agora/platform/auth';
import { newId } from '@agora/platform/ids';
import type { OperationContext } from '@agora/platform/server';
import type { CommitTrail } from './ports';

/** Who does it and on which trail. */
export function trailOf(context: OperationContext): CommitTrail {
  return {
    sessionId: context.viewer.sessionId,
    actor: actorOf(context.viewer),
    correlationId: context.correlationId,
    traceparent: context.traceparent,
  };
}

/** The trail of what cart does by itself. */
export function backgroundTrail(): CommitTrail {
  return { sessionId: null, actor: 'service:cart', correlationId: newId(), traceparent: undefined };
}
