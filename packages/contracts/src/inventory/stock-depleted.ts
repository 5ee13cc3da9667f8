import { z } from 'zod';
import { defineEvent } from '../define-event';
import { region, sku, version } from '../fields';

const schema = z.object({
  sku,
  location: z.string().min(1).describe('Where the goods were'),
  region,
  backorderable: z.boolean().describe('Whether more may be promised than there is'),
  version: version('stock row'),
});

/** Payload of {@link inventoryStockDepletedV1}. */
export type InventoryStockDepletedV1 = z.infer<typeof schema>;

export const inventoryStockDepletedV1 = defineEvent<InventoryStockDepletedV1>({
  type: 'inventory.stock.depleted.v1',
  owner: 'inventory',
  description: 'The last unit of a sku that could be sold at a location is taken.',
  key: 'sku@location',
  consumers: ['cart'],
  schema,
  sample: { sku: 'MUG-BLUE', location: 'us-east', region: 'US', backorderable: false, version: 13 },
});
