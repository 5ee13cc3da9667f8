import type { CustomerView } from '../application/reading';
import type { Customer, CustomerAddress } from '../domain/customer';
import type { Prisma } from './generated/client';

/** The columns of a {@link CustomerView}. */
export const CUSTOMER_COLUMNS = {
  id: true,
  email: true,
  firstName: true,
  lastName: true,
  version: true,
  createdAt: true,
  updatedAt: true,
} as const satisfies Prisma.CustomerSelect;

/** A customer with everything that shares its version. */
export const AGGREGATE_COLUMNS = {
  ...CUSTOMER_COLUMNS,
  addresses: { orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] },
  segments: {
    select: { segmentCode: true, assignedBy: true, assignedAt: true },
    orderBy: { segmentCode: 'asc' },
  },
} as const satisfies Prisma.CustomerSelect;

type AggregateRow = Prisma.CustomerGetPayload<{ select: typeof AGGREGATE_COLUMNS }>;
type AddressRow = Prisma.CustomerAddressGetPayload<object>;

export function toCustomer({ addresses, segments, ...own }: AggregateRow): Customer {
  return {
    ...(own satisfies CustomerView),
    addresses: addresses.map(toAddress),
    segments: segments.map(({ segmentCode, assignedBy, assignedAt }) => ({
      code: segmentCode,
      assignedBy,
      assignedAt,
    })),
  };
}

export function toAddress(row: AddressRow): CustomerAddress {
  const { id, customerId: _customerId, isDefaultShipping, isDefaultBilling, createdAt, ...address } = row;
  return { id, address, isDefaultShipping, isDefaultBilling, createdAt };
}

export function toAddressRow(customerId: string, { address, ...own }: CustomerAddress): AddressRow {
  return { ...address, ...own, customerId };
}
