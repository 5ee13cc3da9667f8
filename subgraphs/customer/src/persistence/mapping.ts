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

type CustomerRow = Prisma.CustomerGetPayload<{ select: typeof CUSTOMER_COLUMNS }>;
type AddressRow = Prisma.CustomerAddressGetPayload<object>;
type MembershipRow = Prisma.CustomerSegmentGetPayload<object>;

/** A customer and the rows that share its version. */
export function toCustomer(
  own: CustomerRow,
  parts: { addresses: readonly AddressRow[]; segments: readonly MembershipRow[] },
): Customer {
  return {
    ...(own satisfies CustomerView),
    addresses: parts.addresses.map(toAddress),
    segments: parts.segments.map(({ segmentCode, assignedBy, assignedAt }) => ({
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
