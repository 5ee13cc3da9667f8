import type { ReservationReader } from '../application/ports';
import type { Reservation, ReservationLine, ReservationStatus, ReservationType } from '../domain/reservation';
import type { ReservationPrisma } from './client';
import type { Prisma } from './generated/client';

const COLUMNS = {
  id: true,
  type: true,
  ownerId: true,
  status: true,
  expiresAt: true,
  hardCapAt: true,
} as const satisfies Prisma.HoldSelect;
type HoldRow = Prisma.HoldGetPayload<{ select: typeof COLUMNS }>;

export function createReservationReader(prisma: ReservationPrisma): ReservationReader {
  const find = async (where: Prisma.HoldWhereUniqueInput): Promise<Reservation | undefined> => {
    const row = await prisma.hold.findUnique({ where, select: COLUMNS });
    return row === null ? undefined : toReservation(row);
  };
  return {
    find: (id) => find({ id }),
    findByOwner: (ownerId) => find({ ownerId }),
    linesOf: async (reservationIds) => {
      const rows = await prisma.holdLine.groupBy({
        by: ['holdId', 'sku'],
        where: {
          holdId: { in: [...reservationIds] },
          OR: [{ quantity: { gt: 0 } }, { backordered: { gt: 0 } }],
        },
        _sum: { quantity: true, backordered: true },
        orderBy: { sku: 'asc' },
      });
      const lines = new Map<string, ReservationLine[]>(reservationIds.map((id) => [id, []]));
      for (const { holdId, sku, _sum } of rows) {
        const backordered = _sum.backordered ?? 0;
        lines.get(holdId)?.push({ sku, quantity: (_sum.quantity ?? 0) + backordered, backordered });
      }
      return lines;
    },
  };
}

function toReservation(row: HoldRow): Reservation {
  return {
    ...row,
    // The CHECK constraints of the table allow nothing else.
    type: row.type as ReservationType,
    status: row.status as ReservationStatus,
    expiresAt: row.expiresAt ?? undefined,
    hardCapAt: row.hardCapAt ?? undefined,
  };
}
