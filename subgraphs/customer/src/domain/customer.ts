/** A postal address as a customer wrote it. */
export interface PostalAddress {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly line1: string;
  readonly line2: string | null;
  readonly city: string;
  readonly province: string | null;
  readonly postalCode: string | null;
  /** ISO 3166-1 alpha-2, upper-case. */
  readonly countryCode: string;
  readonly phone: string | null;
}

/** An address in a customer's book. At most one of a customer's is the default of each kind. */
export interface CustomerAddress {
  readonly id: string;
  readonly address: PostalAddress;
  readonly isDefaultShipping: boolean;
  readonly isDefaultBilling: boolean;
  readonly createdAt: Date;
}

/** A membership of a segment. */
export interface SegmentMembership {
  readonly code: string;
  /** `support:<subject>`, `service:<name>` or `system`. */
  readonly assignedBy: string;
  readonly assignedAt: Date;
}

/** A customer with everything that shares its version. All of it but id, version and segments is personal data. */
export interface Customer {
  readonly id: string;
  /** See `normaliseEmail`; unique. */
  readonly email: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly addresses: readonly CustomerAddress[];
  readonly segments: readonly SegmentMembership[];
  /** Grows by one with every change. */
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Bounds of one customer. */
export const CUSTOMER_LIMITS = {
  addresses: 50,
  nameLength: 100,
  lineLength: 200,
  cityLength: 100,
  shortLength: 40,
} as const;
