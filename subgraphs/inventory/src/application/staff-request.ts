import type { EventHeaders } from '@agora/platform/outbox';

/** Who of the staff asks for a change, for its audit entry and its events. */
export interface StaffRequest {
  readonly actor: string;
  readonly correlationId: string;
  readonly headers: EventHeaders;
}
