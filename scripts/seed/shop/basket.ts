import type { SeedProduct, SeedVariant } from './products';
import type { Random } from './random';
import { priceLine } from './regions';
import type { LineAmounts, Region } from './regions';

/** Some of one variant, priced in a region. */
export interface BasketLine {
  readonly variant: SeedVariant;
  readonly quantity: number;
  readonly amounts: LineAmounts;
}

/** One to `mostLines` different variants with small quantities, as people buy. */
export function fillBasket(
  random: Random,
  products: readonly SeedProduct[],
  region: Region,
  mostLines: number,
): BasketLine[] {
  return random.pickSome(products, random.between(1, mostLines)).map((product) => {
    const variant = random.pick(product.variants);
    const quantity = random.chance(75) ? 1 : random.between(2, 4);
    const unitPriceMinor = variant.prices[region.code];
    return {
      variant,
      quantity,
      amounts: priceLine(region, { taxCategory: variant.taxCategory, unitPriceMinor, quantity }),
    };
  });
}
