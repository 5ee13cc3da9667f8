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

/** Payload of {@link inventoryReservationReleasedV1}. */
export type InventoryReservationReleasedV1 = z.infer<typeof schema>;

export const inventoryReservationReleasedV1 = defineEvent<InventoryReservationReleasedV1>({
  type: 'inventory.reservation.released.v1',
  owner: 'inventory',
  description: 'Goods of a reservation were given back, some or all of them.',
  key: 'owner_id',
  consumers: [],
  schema,
  sample: releasedSample,
});
