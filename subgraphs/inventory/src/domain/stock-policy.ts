/** How a stock row is sold. What is undefined stays as it is. */
export interface StockPolicy {
  /** Units that are never sold. */
  readonly safetyStock: number | undefined;
  readonly backorderable: boolean | undefined;
  /** Most units that may be promised beyond the goods. */
  readonly backorderLimit: number | undefined;
  /** From this sellable quantity down shoppers see the count. */
  readonly lowStockThreshold: number | undefined;
}

/** Most units a policy may name. */
export const MAX_POLICY_UNITS = 1_000_000;

/** What is wrong with a policy, or undefined when nothing is. A policy that says nothing is wrong as a whole. */
export function policyProblem(
  policy: StockPolicy,
): { readonly field: keyof StockPolicy; readonly message: string } | undefined {
  for (const field of ['safetyStock', 'backorderLimit', 'lowStockThreshold'] as const) {
    const units = policy[field];
    if (units !== undefined && (!Number.isInteger(units) || units < 0 || units > MAX_POLICY_UNITS))
      return { field, message: `must be a whole number from 0 to ${String(MAX_POLICY_UNITS)}` };
  }
  return Object.values(policy).every((value) => value === undefined)
    ? { field: 'safetyStock', message: 'or another setting must be given' }
    : undefined;
}
