import { isStaff } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';

/** Whose a session or an order is: a customer's, or a guest's of one session. */
export interface Owned {
  readonly customerId: string | null;
  readonly sessionId: string | null;
}

/** Whether it is the viewer's own. What belongs to a customer is never opened by a guest token. */
export function isOwner(viewer: Viewer, owned: Owned): boolean {
  if (owned.customerId !== null) return viewer.customerId === owned.customerId;
  return owned.sessionId !== null && viewer.sessionId === owned.sessionId;
}

/** Whether the viewer may read it: the owner and staff. To everybody else it does not exist. */
export function canRead(viewer: Viewer, owned: Owned): boolean {
  return isStaff(viewer) || isOwner(viewer, owned);
}
