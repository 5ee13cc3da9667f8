import { MAX_LINES, MAX_LINE_QUANTITY, lineIdentity } from './cart';
import type { Cart, CartLine } from './cart';
import type { ChangedLine, LinesChange } from './change';

/** What becomes of lines that both carts have, and of those only one has. */
export const MERGE_STRATEGIES = ['SUM', 'MAX', 'KEEP_CUSTOMER', 'USE_GUEST'] as const;
export type MergeStrategy = (typeof MERGE_STRATEGIES)[number];

/** Why a line did not become what its strategy wanted, or why it was left out. */
export const MERGE_REASONS = [
  'QUANTITY_LIMIT',
  'LINE_LIMIT',
  'CUSTOMER_KEPT',
  'GUEST_USED',
  'PRICE_UNAVAILABLE',
] as const;
export type MergeReason = (typeof MERGE_REASONS)[number];

/** What became of one line. */
export interface MergeLine {
  readonly sku: string;
  /** In the guest's cart before. */
  readonly fromQuantity: number;
  /** In the customer's cart before. */
  readonly intoQuantity: number;
  /** In the customer's cart afterwards. */
  readonly resultQuantity: number;
  /** Null when it is what the strategy says. */
  readonly reason: MergeReason | null;
}

export interface MergeDecision {
  /** Of the customer's cart; may touch nothing. */
  readonly change: LinesChange;
  /** One entry for every line of the guest's cart and for every line of the customer's that goes. */
  readonly report: readonly MergeLine[];
}

/**
 * Merges the lines of a guest's cart into a customer's: what cannot be taken is in the report, never lost silently. Depends
 * on both states and nothing else.
 * @param unpriced Skus that have no price in the customer's cart: they stay as they are there.
 */
export function decideMerge(
  source: Pick<Cart, 'lines'>,
  target: Pick<Cart, 'lines'>,
  { strategy, unpriced }: { readonly strategy: MergeStrategy; readonly unpriced: ReadonlySet<string> },
): MergeDecision {
  const existing = new Map(target.lines.map((line) => [lineIdentity(line), line]));
  const wanted = new Set(source.lines.map(lineIdentity));
  const removed =
    strategy === 'USE_GUEST' ? target.lines.filter((line) => !wanted.has(lineIdentity(line))) : [];
  let count = target.lines.length - removed.length;
  const report: MergeLine[] = [];
  const lines: ChangedLine[] = [];
  for (const line of source.lines) {
    const into = existing.get(lineIdentity(line));
    const result = mergeLine(line, into, {
      strategy,
      isPriced: !unpriced.has(line.sku),
      hasRoom: count < MAX_LINES,
    });
    report.push(result);
    const delta = result.resultQuantity - result.intoQuantity;
    if (delta === 0) continue;
    if (into === undefined) count += 1;
    lines.push({ ...line, id: into?.id ?? line.id, quantity: result.resultQuantity, delta });
  }
  for (const { sku, quantity } of removed)
    report.push({ sku, fromQuantity: 0, intoQuantity: quantity, resultQuantity: 0, reason: 'GUEST_USED' });
  const touched = new Set([...lines, ...removed].map(({ id }) => id));
  const resulting = [...target.lines.filter(({ id }) => !touched.has(id)), ...lines];
  return { change: { cause: 'MERGED', lines, removed, resulting }, report };
}

/** The report of a cart that becomes the customer's as it is. */
export function takenOver(source: Pick<Cart, 'lines'>): MergeLine[] {
  return source.lines.map(({ sku, quantity }) => ({
    sku,
    fromQuantity: quantity,
    intoQuantity: 0,
    resultQuantity: quantity,
    reason: null,
  }));
}

interface MergeRules {
  readonly strategy: MergeStrategy;
  readonly isPriced: boolean;
  readonly hasRoom: boolean;
}

function mergeLine(line: CartLine, into: CartLine | undefined, rules: MergeRules): MergeLine {
  const [from, before] = [line.quantity, into?.quantity ?? 0];
  const entry = { sku: line.sku, fromQuantity: from, intoQuantity: before };
  const stays = (reason: MergeReason): MergeLine => ({ ...entry, resultQuantity: before, reason });
  if (rules.strategy === 'KEEP_CUSTOMER') return stays('CUSTOMER_KEPT');
  if (!rules.isPriced) return stays('PRICE_UNAVAILABLE');
  if (into === undefined && !rules.hasRoom) return stays('LINE_LIMIT');
  const wanted = { SUM: from + before, MAX: Math.max(from, before), USE_GUEST: from }[rules.strategy];
  return wanted > MAX_LINE_QUANTITY
    ? { ...entry, resultQuantity: MAX_LINE_QUANTITY, reason: 'QUANTITY_LIMIT' }
    : { ...entry, resultQuantity: wanted, reason: null };
}
