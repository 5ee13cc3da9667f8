import { z } from 'zod';
import type { PostalAddress } from '../domain/address';
import type { LineAttribute, SessionLine } from '../domain/order-line';
import type { QuotedPromotion } from '../domain/quoted-promotion';
import type { ShippingOption } from '../domain/shipping-option';

// What the jsonb columns hold. Amounts are digits: no number of JSON holds every bigint.

const text = z.string().nullable().default(null);
const storedAddress = z.object({
  firstName: text,
  lastName: text,
  company: text,
  line1: z.string(),
  line2: text,
  city: z.string(),
  province: text,
  postalCode: text,
  countryCode: z.string(),
  phone: text,
});
const storedAttributes = z.array(z.object({ key: z.string(), value: z.string() }));
const minor = z.string().transform((digits) => BigInt(digits));
const storedLines = z.array(
  z
    .object({
      id: z.string(),
      sku: z.string(),
      variantId: text,
      title: z.string(),
      quantity: z.int(),
      unitPriceMinor: minor,
      // Lines of before there was one were offered at their unit price.
      offeredUnitPriceMinor: minor.optional(),
      subtotalMinor: minor,
      discountMinor: minor,
      taxMinor: minor,
      totalMinor: minor,
      attributes: storedAttributes,
    })
    .transform(({ offeredUnitPriceMinor, ...line }) => ({
      ...line,
      offeredUnitPriceMinor: offeredUnitPriceMinor ?? line.unitPriceMinor,
    })),
);

export function readStoredAddress(value: unknown): PostalAddress | null {
  return value === null || value === undefined ? null : storedAddress.parse(value);
}

/** @throws Error when a column that always holds an address does not. */
export function requireStoredAddress(value: unknown): PostalAddress {
  return storedAddress.parse(value);
}

export function readStoredAttributes(value: unknown): readonly LineAttribute[] {
  return storedAttributes.parse(value);
}

export function readStoredLines(value: unknown): readonly SessionLine[] {
  return storedLines.parse(value);
}

const storedPromotions = z.array(z.object({ promotionId: z.string(), couponCode: text, amountMinor: minor }));

export function readStoredPromotions(value: unknown): readonly QuotedPromotion[] {
  return storedPromotions.parse(value);
}

/** Promotions as JSON: the inverse of {@link readStoredPromotions}. */
export function storePromotions(
  promotions: readonly QuotedPromotion[],
): { promotionId: string; couponCode: string | null; amountMinor: string }[] {
  return promotions.map((promotion) => ({ ...promotion, amountMinor: String(promotion.amountMinor) }));
}

type StoredLine = { [K in keyof SessionLine]: SessionLine[K] extends bigint ? string : SessionLine[K] };

/** Lines as JSON: the inverse of {@link readStoredLines}. */
export function storeLines(lines: readonly SessionLine[]): StoredLine[] {
  return lines.map((line) => ({
    ...line,
    unitPriceMinor: String(line.unitPriceMinor),
    offeredUnitPriceMinor: String(line.offeredUnitPriceMinor),
    subtotalMinor: String(line.subtotalMinor),
    discountMinor: String(line.discountMinor),
    taxMinor: String(line.taxMinor),
    totalMinor: String(line.totalMinor),
  }));
}

const storedOptions = z.array(
  z.object({ id: z.string(), title: z.string(), priceMinor: minor, estimatedDays: z.int().nullable() }),
);

export function readStoredOptions(value: unknown): readonly ShippingOption[] {
  return storedOptions.parse(value);
}

export function storeOptions(
  options: readonly ShippingOption[],
): { [key: string]: string | number | null }[] {
  return options.map(({ priceMinor, ...option }) => ({ ...option, priceMinor: String(priceMinor) }));
}
