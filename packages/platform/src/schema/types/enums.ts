import { registerEnumType } from 'type-graphql';

export enum AvailabilityStatus {
  IN_STOCK = 'IN_STOCK',
  LOW_STOCK = 'LOW_STOCK',
  OUT_OF_STOCK = 'OUT_OF_STOCK',
  BACKORDER = 'BACKORDER',
}

registerEnumType(AvailabilityStatus, {
  name: 'AvailabilityStatus',
  description: 'Whether a variant can be bought now.',
  valuesConfig: {
    IN_STOCK: { description: 'Enough is there.' },
    LOW_STOCK: { description: 'Few are left.' },
    OUT_OF_STOCK: { description: 'None can be sold now.' },
    BACKORDER: { description: 'None are there, but it can be ordered and ships later.' },
  },
});
