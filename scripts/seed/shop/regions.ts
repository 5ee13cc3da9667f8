import { add, includedBasisPoints, money, multiply, percentBasisPoints } from '@agora/platform/money';
import type { RoundingMode } from '@agora/platform/money';

/** The store and channel everything is sold in. */
export const SHOP = { storeId: 'main', channel: 'web' } as const;

export type RegionCode = 'US' | 'EU' | 'JP';

/** How a tenant region counts money and where its goods lie. */
export interface Region {
  readonly code: RegionCode;
  readonly currency: string;
  readonly rounding: RoundingMode;
  /** Basis points by tax category. */
  readonly taxRates: Readonly<Record<string, number>>;
  /** Whether prices contain the tax. */
  readonly taxInclusive: boolean;
  /** Locations in the order stock is taken from them. */
  readonly locations: readonly string[];
  /** What sending a small order costs, and the subtotal from which it costs nothing; smallest unit. */
  readonly shipping: { readonly feeMinor: bigint; readonly freeFromMinor: bigint };
}

export const REGIONS: Readonly<Record<RegionCode, Region>> = {
  US: {
    code: 'US',
    currency: 'USD',
    rounding: 'HALF_EVEN',
    taxRates: { standard: 825, reduced: 400 },
    taxInclusive: false,
    locations: ['us-east', 'us-west'],
    shipping: { feeMinor: 595n, freeFromMinor: 7_500n },
  },
  EU: {
    code: 'EU',
    currency: 'EUR',
    rounding: 'HALF_UP',
    taxRates: { standard: 2_000, reduced: 1_000 },
    taxInclusive: true,
    locations: ['eu-central'],
    shipping: { feeMinor: 495n, freeFromMinor: 6_000n },
  },
  JP: {
    code: 'JP',
    currency: 'JPY',
    rounding: 'HALF_DOWN',
    taxRates: { standard: 1_000, reduced: 800 },
    taxInclusive: true,
    locations: ['jp-east'],
    shipping: { feeMinor: 600n, freeFromMinor: 9_000n },
  },
};

export const REGION_LIST: readonly Region[] = Object.values(REGIONS);

/** What some of one thing costs, smallest unit. */
export interface LineAmounts {
  readonly unitPriceMinor: bigint;
  readonly subtotalMinor: bigint;
  readonly discountMinor: bigint;
  readonly taxMinor: bigint;
  readonly totalMinor: bigint;
}

/** Prices a line by the rules of pricing: tax once per line, inside or on top as the region says. */
export function priceLine(
  region: Region,
  line: { readonly taxCategory: string; readonly unitPriceMinor: bigint; readonly quantity: number },
): LineAmounts {
  const subtotal = multiply(money(line.unitPriceMinor, region.currency), line.quantity);
  const basisPoints = region.taxRates[line.taxCategory] ?? region.taxRates['standard'] ?? 0;
  const tax = region.taxInclusive
    ? includedBasisPoints(subtotal, basisPoints, region.rounding)
    : percentBasisPoints(subtotal, basisPoints, region.rounding);
  const total = region.taxInclusive ? subtotal : add(subtotal, tax);
  return {
    unitPriceMinor: line.unitPriceMinor,
    subtotalMinor: subtotal.amountMinor,
    discountMinor: 0n,
    taxMinor: tax.amountMinor,
    totalMinor: total.amountMinor,
  };
}

/** The sums over lines. */
export function sumLines(lines: readonly LineAmounts[]): Omit<LineAmounts, 'unitPriceMinor'> {
  const sumOf = (amount: (line: LineAmounts) => bigint): bigint =>
    lines.reduce((sum, line) => sum + amount(line), 0n);
  return {
    subtotalMinor: sumOf((line) => line.subtotalMinor),
    discountMinor: sumOf((line) => line.discountMinor),
    taxMinor: sumOf((line) => line.taxMinor),
    totalMinor: sumOf((line) => line.totalMinor),
  };
}
