import type { VariantFacts } from './add-lines';
import type { CartLine } from './cart';
import { problem } from './problems';
import type { ProblemDraft } from './problems';

/** Lines whose variant is not sold any more. One the catalog does not know now may only be late: it is left alone. */
export function unavailableLines(
  lines: readonly Pick<CartLine, 'id' | 'sku'>[],
  variants: ReadonlyMap<string, VariantFacts>,
): ProblemDraft[] {
  return lines
    .filter(({ sku }) => variants.get(sku)?.isSellable === false)
    .map(({ id, sku }) => problem('VARIANT_UNAVAILABLE', { lineId: id, about: sku, isBlocking: true }));
}
