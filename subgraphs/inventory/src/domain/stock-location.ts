import { MAX_CODE_LENGTH, MAX_STORE_LENGTH, textProblem } from './text-rules';

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
  const { code, region, storeId, allocationOrder } = location;
  const problems = {
    code: textProblem(code, MAX_CODE_LENGTH),
    region: textProblem(region, MAX_CODE_LENGTH),
    storeId: storeId === undefined ? undefined : textProblem(storeId, MAX_STORE_LENGTH),
  };
  for (const field of ['code', 'region', 'storeId'] as const) {
    const message = problems[field];
    if (message !== undefined) return { field, message };
  }
  return Number.isInteger(allocationOrder) && allocationOrder >= 0 && allocationOrder <= MAX_ALLOCATION_ORDER
    ? undefined
    : {
        field: 'allocationOrder',
        message: `must be a whole number from 0 to ${String(MAX_ALLOCATION_ORDER)}`,
      };
}
