import { newId } from '@agora/platform/ids';
import type { CommitTrail } from '../application/ports';

/** The trail of what cart does by itself. */
export function backgroundTrail(): CommitTrail {
  return { sessionId: null, actor: 'service:cart', correlationId: newId(), traceparent: undefined };
}
