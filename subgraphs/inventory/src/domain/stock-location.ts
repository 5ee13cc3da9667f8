import { MAX_CODE_LENGTH, textProblem } from './text-rules';

/** A place that has stock. */
export interface StockLocation {
  readonly code: string;
  /** The region whose shoppers it serves. */
  readonly region: string;
  /** Reserves use the locations of a region from the lowest number up, equal ones by code. */
  readonly allocationOrder: number;
  /** The only store it sells for; undefined for every store of its region. */
  readonly storeId: string | undefined;
}

export const MAX_LOCATIONS = 500;
const MAX_ALLOCATION_ORDER = 1_000_000;

/** What is wrong with a location, or undefined when nothing is. */
export function locationProblem(
  location: StockLocation,
): { readonly field: keyof StockLocation; readonly message: string } | undefined {
  for (const field of ['code', 'region', 'storeId'] as const) {
    const text = location[field];
    const message = text === undefined ? undefined : textProblem(text, MAX_CODE_LENGTH);
    if (message !== undefined) return { field, message };
  }
  const { allocationOrder } = location;
  return Number.isInteger(allocationOrder) && allocationOrder >= 0 && allocationOrder <= MAX_ALLOCATION_ORDER
    ? undefined
    : {
        field: 'allocationOrder',
        message: `must be a whole number from 0 to ${String(MAX_ALLOCATION_ORDER)}`,
      };
}
