import { z } from 'zod';
import { defineEvent } from '../define-event';
import { sku } from '../fields';
import { reservationFields } from './reservation';

const schema = z.object({
  ...reservationFields,
  lines: z
    .array(
      z.object({
        sku,
        quantity: z.int().min(1).describe('Goods that came in for it, over all locations'),
        backordered: z.int().min(0).describe('Promised goods that are still to come in'),
      }),
    )
    .describe('The skus of which something came in'),
});

/** Payload of {@link inventoryBackorderFilledV1}. */
export type InventoryBackorderFilledV1 = z.infer<typeof schema>;

export const inventoryBackorderFilledV1 = defineEvent<InventoryBackorderFilledV1>({
  type: 'inventory.backorder.filled.v1',
  owner: 'inventory',
  description: 'Goods came in that a cart or an order had been promised, all of them or some.',
  key: 'owner_id',
  consumers: ['cart'],
  schema,
  sample: {
    reservation_id: '0192f0c1-0000-7000-8000-000000000030',
    owner_id: '0192f0c1-0000-7000-8000-000000000010',
    owner_type: 'CART',
    status: 'HELD',
    lines: [{ sku: 'MUG-BLUE', quantity: 2, backordered: 0 }],
    version: 6,
  },
});
