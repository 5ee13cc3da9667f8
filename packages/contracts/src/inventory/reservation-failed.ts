import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, region, sku } from '../fields';
import { reservationFields } from './reservation';

const schema = z.object({
  ...reservationFields,
  cart_id: id('The cart whose order asked').nullable(),
  operation_id: id('Null: an order asks once').nullable(),
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
    'A checkout asked for more than there was and its order got nothing: once per order. A cart that is refused has its answer and is no event, or a flash sale would write one for every buyer who comes too late; that a sku ran out is told by `inventory.stock.depleted.v1`.',
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
