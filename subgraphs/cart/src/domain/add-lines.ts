import { MAX_LINES, MAX_LINE_QUANTITY, lineIdentity } from './cart';
import type { Cart, CartLine, LineSnapshot } from './cart';
import { rejected } from './change';
import type { ChangedLine, Decision } from './change';
import type { CartRejection } from './rejections';

/** A line somebody wants, with what the catalog says about it. */
export interface WantedLine {
  /** The id it gets when the cart has no equal line. */
  readonly newLineId: string;
  readonly sku: string;
  readonly quantity: number;
  readonly attributesHash: string;
  readonly attributes: LineSnapshot['attributes'];
  /** Undefined when the catalog does not know the sku. */
  readonly variant: VariantFacts | undefined;
}

export interface VariantFacts {
  readonly variantId: string;
  readonly title: string;
  readonly imageUrl: string | null;
  readonly taxCategory: string;
  readonly isSellable: boolean;
}

/**
 * Adds quantities. Lines equal to one in the cart (same variant and attributes) add up, also among themselves.
 * Commutes: the result of two adds does not depend on their order.
 */
export function decideAddLines(cart: Cart, wanted: readonly WantedLine[]): Decision {
  const rejections = wanted.flatMap((line, index) => refusal(line, index) ?? []);
  if (rejections.length > 0) return rejected(...rejections);
  const { stored, untouched } = apart(cart.lines, wanted);
  const changed = new Map<string, ChangedLine>();
  for (const [index, line] of wanted.entries()) {
    const [{ variant }, key] = [line, identityOf(line)];
    if (variant === undefined || key === undefined) continue;
    const added = addTo(stored.get(key), changed.get(key), { ...line, variant });
    if (added.quantity > MAX_LINE_QUANTITY) {
      return rejected({ kind: 'QUANTITY_OUT_OF_RANGE', index, quantity: added.quantity });
    }
    changed.set(key, added);
  }
  const lines = [...changed.values()];
  if (untouched.length + lines.length > MAX_LINES) return rejected({ kind: 'TOO_MANY_LINES' });
  if (lines.length === 0) return { kind: 'unchanged' };
  const resulting = [...untouched, ...lines];
  return { kind: 'changed', change: { cause: 'LINES_ADDED', lines, removed: [], resulting } };
}

/** The lines that some of the wanted ones are equal to, by identity, and the others. */
function apart(
  lines: readonly CartLine[],
  wanted: readonly WantedLine[],
): { readonly stored: ReadonlyMap<string, CartLine>; readonly untouched: readonly CartLine[] } {
  const asked = new Set(wanted.map(identityOf));
  const variants = new Set(wanted.map(({ variant }) => variant?.variantId));
  const stored = new Map<string, CartLine>();
  const untouched: CartLine[] = [];
  for (const line of lines) {
    // Of a large cart most lines are of other variants.
    const key = variants.has(line.variantId) ? lineIdentity(line) : undefined;
    if (key !== undefined && asked.has(key)) stored.set(key, line);
    else untouched.push(line);
  }
  return { stored, untouched };
}

function identityOf({ variant, attributesHash }: WantedLine): string | undefined {
  return variant === undefined ? undefined : lineIdentity({ variantId: variant.variantId, attributesHash });
}

/** The line of the cart (if it has one), or what an earlier entry of the request has made of it, with more units. */
function addTo(
  stored: CartLine | undefined,
  earlier: ChangedLine | undefined,
  line: WantedLine & { readonly variant: VariantFacts },
): ChangedLine {
  const { title, imageUrl, taxCategory, variantId } = line.variant;
  const before = earlier ?? stored;
  return {
    id: before?.id ?? line.newLineId,
    variantId,
    sku: line.sku,
    attributesHash: line.attributesHash,
    quantity: (before?.quantity ?? 0) + line.quantity,
    delta: (earlier?.delta ?? 0) + line.quantity,
    snapshot: { title, imageUrl, taxCategory, attributes: line.attributes },
  };
}

function refusal(line: WantedLine, index: number): CartRejection | undefined {
  if (line.quantity < 1 || line.quantity > MAX_LINE_QUANTITY)
    return { kind: 'QUANTITY_OUT_OF_RANGE', index, quantity: line.quantity };
  if (line.variant === undefined) return { kind: 'VARIANT_NOT_FOUND', index, sku: line.sku };
  if (!line.variant.isSellable) return { kind: 'VARIANT_UNAVAILABLE', index, sku: line.sku };
  return undefined;
}
