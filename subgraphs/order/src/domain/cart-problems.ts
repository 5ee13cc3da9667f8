import type { CheckoutRefusal } from './refusals';

/** A problem of the cart that blocks its checkout, as the cart tells it. */
export interface CartProblem {
  readonly code: string;
  /** For people. */
  readonly message: string;
  /** Null when it is not about one line. */
  readonly sku: string | null;
  /** Null when stock is not the matter. */
  readonly availableQuantity: number | null;
}

const OF_STOCK: ReadonlySet<string> = new Set(['OUT_OF_STOCK', 'INSUFFICIENT_STOCK']);

/** Why a cart with these problems is not checked out, one refusal per kind and sku; empty without any. */
export function refusalsFor(problems: readonly CartProblem[]): CheckoutRefusal[] {
  const short = new Map<string, CheckoutRefusal>();
  const others: string[] = [];
  let isPriceOpen = false;
  for (const { code, message, sku, availableQuantity } of problems) {
    if (code === 'PRICE_ROSE') isPriceOpen = true;
    else if (OF_STOCK.has(code) && sku !== null)
      short.set(sku, { kind: 'outOfStock', sku, availableQuantity: availableQuantity ?? 0 });
    else others.push(message);
  }
  return [
    ...short.values(),
    ...(isPriceOpen ? [{ kind: 'priceNotAccepted' } as const] : []),
    ...(others.length === 0 ? [] : [{ kind: 'cartHasProblems', messages: others } as const]),
  ];
}

/** Whether a quote asks more for one unit than was agreed to. Both in the same order. */
export function hasRisen(
  agreed: readonly { readonly agreedUnitPriceMinor: bigint }[],
  quoted: readonly { readonly unitPriceMinor: bigint }[],
): boolean {
  return quoted.some(({ unitPriceMinor }, index) => {
    const line = agreed[index];
    return line !== undefined && unitPriceMinor > line.agreedUnitPriceMinor;
  });
}
