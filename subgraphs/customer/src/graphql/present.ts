import { isStaff } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';
import { toConnection } from '@agora/platform/paging';
import type { PageRequest } from '@agora/platform/paging';
import { basicUserError, versionConflict } from '@agora/platform/schema';
import type { UserError } from '@agora/platform/schema';
import type { CustomerView, SegmentView } from '../application/reading';
import type { Refusal } from '../domain/refusal';
import type { CustomerConnection, CustomerSegment } from './types/customer.type';

/** A refusal as the API shows it. */
export function presentRefusal(refusal: Refusal): UserError {
  switch (refusal.kind) {
    case 'refused':
      return basicUserError(
        refusal.code,
        refusal.message,
        refusal.field === null ? null : [...refusal.field],
      );
    case 'versionConflict':
      return versionConflict(refusal.expectedVersion, refusal.currentVersion);
  }
}

/** A page of customers whose total is counted when it is asked for. */
export function presentCustomers(
  rows: readonly CustomerView[],
  page: PageRequest,
  countAll: () => Promise<number>,
): CustomerConnection {
  return { ...toConnection(rows, page, ({ createdAt, id }) => [createdAt.toISOString(), id]), countAll };
}

/** A membership; which member of staff assigned it is for staff only. */
export function presentSegment(segment: SegmentView, viewer: Viewer): CustomerSegment {
  const assignedBy = isStaff(viewer) ? segment.assignedBy : (segment.assignedBy.split(':')[0] ?? '');
  return { ...segment, assignedBy };
}
