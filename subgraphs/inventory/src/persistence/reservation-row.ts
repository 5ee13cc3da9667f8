import type { Reservation, ReservationStatus, ReservationType } from '../domain/reservation';

/** The columns of a reservation as every statement of this folder names them. */
export interface ReservationRow {
  readonly id: string;
  readonly type: ReservationType;
  readonly owner_id: string;
  readonly status: ReservationStatus;
  readonly expires_at: Date | null;
  readonly hard_cap_at: Date | null;
}

export function toReservation(row: ReservationRow): Reservation {
  return {
    id: row.id,
    type: row.type,
    ownerId: row.owner_id,
    status: row.status,
    expiresAt: row.expires_at ?? undefined,
    hardCapAt: row.hard_cap_at ?? undefined,
  };
}
