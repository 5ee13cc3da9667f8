import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, region, sku } from '../fields';
import { reservationFields } from './reservation';

const schema = z.object({
  ...reservationFields,
  cart_id: id('The cart that asked, or whose order asked').nullable(),
  operation_id: id('The operation of a cart that was refused; null for an order').nullable(),
  region: region.nullable(),
  lines: z
    .array(
      z.object({
        sku,
        asked: z.int().min(1).describe('Units asked for'),
        obtainable: z.int().min(0).describe('Units that could have been had, backorders included'),
      }),
    )
    .describe('The skus of which there was not enough'),
});

/** Payload of {@link inventoryReservationFailedV1}. */
export type InventoryReservationFailedV1 = z.infer<typeof schema>;

export const inventoryReservationFailedV1 = defineEvent<InventoryReservationFailedV1>({
  type: 'inventory.reservation.failed.v1',
  owner: 'inventory',
  description:
    'A cart or an order asked for more than there was and got nothing. Each refused attempt is told, also a repeated one.',
  key: 'owner_id',
  consumers: [],
  schema,
  sample: {
    reservation_id: '0192f0c1-0000-7000-8000-000000000031',
    owner_id: '0192f0c1-0000-7000-8000-000000000020',
    owner_type: 'ORDER',
    status: 'RELEASED',
    cart_id: '0192f0c1-0000-7000-8000-000000000010',
    operation_id: null,
    region: 'US',
    lines: [{ sku: 'MUG-BLUE', asked: 3, obtainable: 1 }],
    version: 1,
  },
});
