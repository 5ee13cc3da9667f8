import { isStaff } from '@agora/platform/auth';
import type { Viewer } from '@agora/platform/auth';

/**
 * Whether drafts and archived products exist for this viewer: staff, and other subgraphs that keep a read model
 * (cart must be able to say that a product is archived). For everybody else they look like missing ones.
 */
export function seesHidden(viewer: Viewer): boolean {
  const isOtherSubgraph = viewer.callingService !== null && viewer.callingService !== 'gateway';
  return isStaff(viewer) || isOtherSubgraph || viewer.role === 'service';
}
