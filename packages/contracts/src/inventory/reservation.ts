import { z } from 'zod';
import { id, version } from '../fields';

/** Whose goods a reservation holds. */
export const reservationFields = {
  reservation_id: id('Reservation'),
  owner_id: id('The cart, or after checkout the order'),
  owner_type: z.string().describe('CART or ORDER'),
  status: z
    .string()
    .describe('Status of the reservation after the change: HELD, ALLOCATED, COMMITTED, RELEASED or EXPIRED'),
  version: version('reservation'),
};

/** Goods of a reservation at one location. */
export const locatedLines = z.array(
  z.object({
    sku: z.string().min(1).describe('Stock keeping unit'),
    location: z.string().min(1).describe('Where the goods are'),
    quantity: z.int().min(0).describe('Goods on hand'),
    backordered: z.int().min(0).describe('Promised goods that are not on hand'),
  }),
);

/** A complete payload of an event that gives goods back. */
export const releasedSample = {
  reservation_id: '0192f0c1-0000-7000-8000-000000000030',
  owner_id: '0192f0c1-0000-7000-8000-000000000010',
  owner_type: 'CART',
  status: 'RELEASED',
  reason: 'CART_CHANGED',
  lines: [{ sku: 'MUG-BLUE', location: 'us-east', quantity: 2, backordered: 0 }],
  version: 5,
};
