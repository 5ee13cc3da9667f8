import type { SelectedOption } from './product';

/** An option a shopper chooses by, with every value some variant has. */
export interface ProductOption {
  readonly name: string;
  readonly values: readonly string[];
}

/** The options of a product, read off its variants: names and values in the order of their first appearance. */
export function optionsOf(
  variants: readonly { readonly options: readonly SelectedOption[] }[],
): ProductOption[] {
  const valuesByName = new Map<string, Set<string>>();
  for (const { name, value } of variants.flatMap((variant) => variant.options)) {
    const values = valuesByName.get(name) ?? new Set<string>();
    valuesByName.set(name, values.add(value));
  }
  return [...valuesByName].map(([name, values]) => ({ name, values: [...values] }));
}
