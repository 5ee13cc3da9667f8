import { isStaff } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';

/** Whether a customer exists for this viewer: for the customer and for staff. For anybody else it looks missing. */
export function seesCustomer(viewer: Viewer, customerId: string): boolean {
  return isStaff(viewer) || viewer.customerId === customerId;
}
