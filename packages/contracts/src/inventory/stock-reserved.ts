import { z } from 'zod';
import { defineEvent } from '../define-event';
import { id, region, sku } from '../fields';
import { reservationFields } from './reservation';

const schema = z.object({
  ...reservationFields,
  operation_id: id('The operation that asked for them; null when a delivery filled backorders').nullable(),
  region: region.nullable(),
  expires_at: z.iso
    .datetime()
    .nullable()
    .describe('Until when the goods are held without further activity; null for an order that is paid'),
  lines: z
    .array(
      z.object({
        sku,
        quantity: z.int().min(0).describe('Goods on hand that were newly reserved'),
        backordered: z.int().min(0).describe('Newly promised goods that are not on hand'),
      }),
    )
    .describe('What was newly reserved, over all locations'),
});

/** Payload of {@link inventoryStockReservedV1}. */
export type InventoryStockReservedV1 = z.infer<typeof schema>;

export const inventoryStockReservedV1 = defineEvent<InventoryStockReservedV1>({
  type: 'inventory.stock.reserved.v1',
  owner: 'inventory',
  description: 'Goods were reserved for a cart or an order.',
  key: 'owner_id',
  consumers: [],
  schema,
  sample: {
    reservation_id: '0192f0c1-0000-7000-8000-000000000030',
    owner_id: '0192f0c1-0000-7000-8000-000000000010',
    owner_type: 'CART',
    status: 'HELD',
    operation_id: '0192f0c1-0000-7000-8000-000000000011',
    region: 'US',
    expires_at: '2026-01-31T12:15:00.000Z',
    lines: [{ sku: 'MUG-BLUE', quantity: 1, backordered: 0 }],
    version: 4,
  },
});
