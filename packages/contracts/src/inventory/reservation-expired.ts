import { z } from 'zod';
import { defineEvent } from '../define-event';
import { locatedLines, releasedSample, reservationFields } from './reservation';

const schema = z.object({
  ...reservationFields,
  reason: z
    .string()
    .nullable()
    .describe('Why, e.g. CART_CHANGED, EXPIRED or the reason of the caller; null when none was given'),
  lines: locatedLines.describe('What was given back'),
});

/** Payload of {@link inventoryReservationExpiredV1}. */
export type InventoryReservationExpiredV1 = z.infer<typeof schema>;

export const inventoryReservationExpiredV1 = defineEvent<InventoryReservationExpiredV1>({
  type: 'inventory.reservation.expired.v1',
  owner: 'inventory',
  description: 'A reservation reached its end without checkout and its goods are free again.',
  key: 'owner_id',
  consumers: ['cart'],
  schema,
  sample: { ...releasedSample, status: 'EXPIRED', reason: 'EXPIRED' },
});
