import { z } from 'zod';
import { defineEvent } from '../define-event';
import { region, sku, version } from '../fields';

const schema = z.object({
  sku,
  location: z.string().min(1).describe('Where the goods are'),
  region,
  on_hand: z.int().min(0).describe('Goods in the house: available + held + allocated'),
  available: z.int().min(0).describe('Neither held by a cart nor allocated to an order'),
  held: z.int().min(0).describe('Held by carts'),
  allocated: z.int().min(0).describe('Allocated to orders'),
  safety_stock: z.int().min(0).describe('Part of the available goods that is not sold'),
  backorderable: z.boolean().describe('Whether more may be promised than there is'),
  version: version('stock row'),
});

/** Payload of {@link inventoryStockChangedV1}. */
export type InventoryStockChangedV1 = z.infer<typeof schema>;

export const inventoryStockChangedV1 = defineEvent<InventoryStockChangedV1>({
  type: 'inventory.stock.changed.v1',
  owner: 'inventory',
  description: 'The stock of a sku at a location changed in a way that somebody outside can notice.',
  key: 'sku@location',
  consumers: ['cart'],
  schema,
  sample: {
    sku: 'MUG-BLUE',
    location: 'us-east',
    region: 'US',
    on_hand: 10,
    available: 6,
    held: 3,
    allocated: 1,
    safety_stock: 2,
    backorderable: false,
    version: 12,
  },
});
